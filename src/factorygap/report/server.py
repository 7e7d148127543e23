"""The pages over a live store, on this machine only: ``/`` all articles, ``/article/N`` one, ``/search?q=`` words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from factorygap import store
from factorygap.errors import StoreError
from factorygap.records import Record
from factorygap.report.article import article_page
from factorygap.report.corpus import corpus_page
from factorygap.report.page import render

HOST = "127.0.0.1"
"""Articles may be confidential: the pages are never offered to another machine."""
MAX_HITS = 200


def application(path: Path) -> Any:
    """A WSGI application over a store, which is read anew whenever it has changed."""
    from bottle import Bottle, abort, request

    app = Bottle()
    pages = _Pages(path)

    @app.get("/")  # type: ignore[untyped-decorator]
    def everything() -> str:
        return pages.everything()

    @app.get("/article/<number:int>")  # type: ignore[untyped-decorator]
    def one(number: int) -> str:
        records = pages.records()
        if not 1 <= number <= len(records):
            abort(404, "There is no such article in the store.")
        return article_page(records[number - 1])

    @app.get("/search")  # type: ignore[untyped-decorator]
    def search() -> str:
        words = request.query.getunicode("q", "")
        return render("search.html", (), title=f"Search: {words}", words=words, hits=_hits(pages.records(), words))

    return app


class _Pages:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[float, list[Record]] | None = None
        self._page: tuple[float, str] | None = None

    def records(self) -> list[Record]:
        changed = self._changed()
        if self._read is None or self._read[0] != changed:
            self._read = changed, list(store.read(self._path))
        return self._read[1]

    def everything(self) -> str:
        changed = self._changed()
        if self._page is None or self._page[0] != changed:
            self._page = changed, corpus_page(self.records())
        return self._page[1]

    def _changed(self) -> float:
        try:
            return self._path.stat().st_mtime
        except OSError as error:
            raise StoreError(f"{self._path}: {error.strerror}") from error


def _hits(records: list[Record], words: str) -> list[dict[str, Any]]:
    """Sentences behind levels and claims that hold all the words, with the number of their article."""
    wanted = words.lower().split()
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for number, record in enumerate(records, 1):
        for sentence in [o.sentence for o in record.output_levels] + [c.sentence for c in record.claims]:
            if wanted and all(word in sentence.text.lower() for word in wanted):
                hit = {"number": number, "title": record.article.title or record.article.source, "text": sentence.text}
                found.setdefault((number, sentence.text), hit)
    return list(found.values())[:MAX_HITS]
