"""HTML pages from records: one self-contained file each, that opens offline and runs nothing from an article."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

from factorygap.records import Record
from factorygap.report.article import article_page
from factorygap.report.corpus import corpus_page
from factorygap.store import atomic

__all__ = ["article_page", "corpus_page", "page", "write"]


def page(records: Iterable[Record]) -> str:
    """The article view of one record, the corpus view of several."""
    rest = iter(records)
    first = list(islice(rest, 2))
    return article_page(first[0]) if len(first) == 1 else corpus_page(list(chain(first, rest)))


def write(records: Iterable[Record], path: Path) -> None:
    """Write the page to a file, whole or not at all. Raises OutputError."""
    text = page(records)
    with atomic.replacing(path) as [draft]:
        draft.write_text(text, encoding="utf-8")
