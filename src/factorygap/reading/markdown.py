"""Markdown: the text is left as it is, and the body leaves the marks out."""

from __future__ import annotations

import re

from factorygap.reading import body, dates, text
from factorygap.reading.decoding import decode
from factorygap.records import Article

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FIELD = re.compile(r"^(\w+):[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.M)
_MARKS = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}|>)[ \t]{1,9}|[ \t]{1,9}#{1,6}[ \t]{0,9}$"  # headings, quotations
    r"|!\[[^\]\n]{0,300}\]\([^()\n]{0,2000}\)|^\[[^\]\n]{1,300}\]:.*$|<!--[^<>]{0,2000}-->"  # pictures, targets
    r"|\[(?=[^\[\]\n]{1,300}\]\()|(?<=\S)\]\([^()\n]{0,2000}\)"  # links, but for their words
    r"|(?<!\w)(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?!\w)|^(?:=+|-{2,}|\*{3,})$",
    re.M,
)


def read(data: bytes, source: str) -> Article:
    """The article in a Markdown file, with title, date and writer from its front matter if it has one."""
    content, encoding = decode(data, source)
    known: dict[str, str | None] = {"encoding": encoding}
    marks = [match.span() for match in _MARKS.finditer(content)]
    if front := _FRONT_MATTER.match(content):
        values = dict(_FIELD.findall(front.group(1)))
        known |= {"title": values.get("title"), "outlet": values.get("outlet"), "byline": values.get("author")}
        known["published"] = dates.first(values.get("date", ""))
        marks = [front.span(), *((start, end) for start, end in marks if start >= front.end())]
    bare, starts = _without(content, marks)
    layout = body.find(bare, known["title"] if front else None)
    layout.body = [piece for start, end in layout.body for piece in _between(starts[start], starts[end - 1] + 1, marks)]
    return text.of_layout(content, source, layout, **known)


def _without(content: str, marks: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """The text without the marks, and where each of its characters stands in ``content``."""
    pieces = _between(0, len(content), marks)
    return "".join(content[start:end] for start, end in pieces), [i for start, end in pieces for i in range(start, end)]


def _between(start: int, end: int, marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``start`` to ``end`` with the marks cut out of it."""
    pieces = []
    for first, last in marks:
        if start <= first < end:
            pieces.append((start, first))
            start = last
    return [(first, last) for first, last in (*pieces, (start, end)) if first < last]
