"""Files, standard input, bytes and scraped fields become articles; ``SUFFIXES`` says which reader takes what.

The chain is the same for all: bytes, text in a known encoding, the article inside the page. To add a format, write one
reader and give it a row in the table.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from factorygap.errors import UnreadableInput
from factorygap.limits import DEFAULT, Limits
from factorygap.reading import fields, html, json, markdown, text
from factorygap.reading.decoding import normalise
from factorygap.reading.source import STANDARD_INPUT, load, printable
from factorygap.records import Article

__all__ = ["SUFFIXES", "from_bytes", "from_fields", "from_text", "load", "read"]

Reader = Callable[[bytes, str], Article]

SUFFIXES: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".json": json.read,
}
"""Each suffix with the function that makes an article of the bytes and the name of their source."""

_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype|!--|html|head|body|meta|title|article|main|div|p|h[1-6])\b", re.I
)
_LOOKS_LIKE_JSON = re.compile(rb"\s*\{\s*[\"}]")


def read(path: str | os.PathLike[str], *, limits: Limits = DEFAULT) -> Article:
    """The article in a file, or on standard input for ``-``.

    Raises UnreadableInput, with one line for people and a code for machines: missing, permission, loop, directory,
    special, too_large, changed, io, format, empty, binary, encoding, json, no_text.
    """
    name = os.fspath(path)
    if name != STANDARD_INPUT:
        _reader(name)  # an unknown format is the clearer message, and nothing need be read
    return from_bytes(load(name, limits=limits), printable(name))


def from_bytes(data: bytes, source: str, suffix: str | None = None) -> Article:
    """The article in ``data``; ``suffix`` (".html") is taken from the source's name unless it is given.

    Without a suffix, as on standard input, the bytes show whether they are HTML, JSON or plain text.
    """
    return (_reader(source, suffix) or _sniffed(data))(data, source)


def from_text(content: str, source: str = STANDARD_INPUT) -> Article:
    """The article in a text that is decoded already."""
    return text.article(normalise(content), source)


def from_fields(found: Mapping[str, Any], source: str) -> Article:
    """The article in one scraped object, by the usual names of its fields (fields.NAMES).

    Raises UnreadableInput with code no_text if it has none.
    """
    return fields.article(found, source)


def _reader(source: str, suffix: str | None = None) -> Reader | None:
    suffix = PurePath(source).suffix if suffix is None and source != STANDARD_INPUT else suffix or ""
    if not suffix:
        return None
    reader = SUFFIXES.get(suffix.lower())
    if reader is None:
        raise UnreadableInput(f"{source}: unknown format {suffix!r}; known are {', '.join(SUFFIXES)}", "format")
    return reader


def _sniffed(data: bytes) -> Reader:
    start = data[:1000].removeprefix(b"\xef\xbb\xbf")
    if _LOOKS_LIKE_HTML.match(start):
        return html.read
    return json.read if _LOOKS_LIKE_JSON.match(start) else text.read
