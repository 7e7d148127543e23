"""One scraped object, by the field names of news-please, schema.org, feeds and common scrapers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from factorygap.errors import UnreadableInput
from factorygap.reading import dates, html, text
from factorygap.reading.decoding import normalise
from factorygap.records import Article

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "maintext", "content", "body", "articleBody", "article_text", "article", "full_text", "fulltext",
        "cleaned_text", "content_text", "main_text", "story", "description",
    ),
    "title": ("title", "headline", "title_page", "heading", "name"),
    "published": (
        "date_publish", "published", "datePublished", "date_published", "publish_date", "published_at", "publishedAt",
        "pub_date", "pubDate", "publication_date", "date", "datetime", "timestamp", "created_at",
    ),
    "outlet": (
        "outlet", "publisher", "source_name", "site_name", "sitename", "source_domain", "source", "publication",
        "newspaper", "domain", "hostname",
    ),
    "byline": ("byline", "authors", "author", "creator", "writer"),
}  # fmt: skip
"""Our fields with the names they go by, the clearest first. A text is never taken from two fields."""

_TAGS = re.compile(r"<(?:p|br|div|h[1-6]|ul|article|span|a)\b[^>]*>", re.I)


def article(found: Mapping[str, Any], source: str, encoding: str | None = None) -> Article:
    """The article of an object's fields: title and text, with an empty line between them, are ``article.text``.

    Raises UnreadableInput with code no_text if no field holds the text.
    """
    known = {key: _first(found, key) for key in NAMES}
    content = known.pop("text")
    if content is None:
        names = ", ".join(NAMES["text"][:4])
        raise UnreadableInput(f"{source}: no text in it; looked for {names} and the like", "no_text")
    if _TAGS.search(content):
        content = html.plain(content)
    title = known["title"]
    if title and not " ".join(content.split()).startswith(" ".join(title.split())):
        content = f"{title}\n\n{content}"
    return text.article(content, source, encoding=encoding, **known)


def _first(found: Mapping[str, Any], key: str) -> str | None:
    for name in NAMES[key]:
        value = _date(found.get(name)) if key == "published" else _words(found.get(name))
        if value:
            return value
    return None


def _words(value: Any, nested: int = 3) -> str | None:
    """The text of a field: a string, a list of them, or an object with a name."""
    if isinstance(value, str):
        return normalise(value).strip() or None
    if nested and isinstance(value, Mapping):
        return _words(value.get("name") or value.get("title"), nested - 1)
    if nested and isinstance(value, list):
        return ", ".join(filter(None, (_words(each, nested - 1) for each in value[:20]))) or None
    return None


def _date(value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("$date") or value.get("date")
    if isinstance(value, str):
        return dates.first(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and 1e8 < value < 1e14:
        seconds = value / 1000 if value > 1e11 else value  # JavaScript counts milliseconds
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    return None
