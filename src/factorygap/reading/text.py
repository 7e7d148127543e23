"""Plain text."""

from __future__ import annotations

from factorygap.reading import body
from factorygap.reading.decoding import decode
from factorygap.records import Article


def read(data: bytes, source: str) -> Article:
    """The article in a plain text file. Raises UnreadableInput (decoding.decode)."""
    text, encoding = decode(data, source)
    return article(text, source, encoding=encoding)


def article(text: str, source: str, **known: str | None) -> Article:
    """The article in ``text``. What is ``known`` of it from elsewhere goes before what the text says."""
    return of_layout(text, source, body.find(text, known.get("title")), **known)


def of_layout(text: str, source: str, layout: body.Layout, **known: str | None) -> Article:
    """The article whose stretches have been found."""
    head = layout.head
    found = {
        "title": head.title,
        "outlet": head.outlet,
        "byline": head.byline,
        "published": head.published,
        "dateline": head.dateline,
    }
    return Article.of(text, source, layout.body, **found | {key: value for key, value in known.items() if value})
