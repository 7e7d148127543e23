"""An article's text cut into pieces such that every record's span is a run of whole pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from factorygap.records import Record

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that a record of ``layer`` ("facility", "level", ...) stands on."""

    start: int
    end: int
    layer: str
    id: str
    side: str = ""


@dataclass
class Piece:
    """Text under the same marks throughout; ``begins`` are the records whose first words these are."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)


@dataclass
class Block:
    """A paragraph; ``chrome`` says that it is page chrome, from which nothing is taken."""

    pieces: list[Piece]
    chrome: bool = False


def marks_of(record: Record) -> list[Mark]:
    """The marks of a record, longest first among those that begin together."""
    marks = [Mark(m.start, m.end, "facility", f.id) for f in record.facilities for m in f.mentions]
    marks += [Mark(m.start, m.end, "product", p.id) for p in record.products for m in p.mentions]
    marks += [Mark(m.start, m.end, "actor", a.id) for a in record.actors for m in a.mentions]
    marks += [Mark(o.start, o.end, "level", o.id, o.voice.side) for o in record.output_levels]
    marks += [Mark(c.start, c.end, "claim", c.id, c.voice.side) for c in record.claims]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def blocks(record: Record) -> list[Block]:
    """The article's paragraphs in order, chrome ones marked as such; empty without the text."""
    text = record.article.text
    if not text:
        return []
    marks = marks_of(record)
    seen: set[str] = set()
    found = []
    for start, end, chrome in _stretches(record.article.body, len(text)):
        for a, b in _paragraphs(text, start, end):
            inside = [mark for mark in marks if mark.start < b and mark.end > a]
            found.append(Block(list(_pieces(text, a, b, inside, seen)), chrome))
    return found


def _stretches(body: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int, bool]]:
    at = 0
    for start, end in body:
        if at < start:
            yield at, start, True
        yield start, end, False
        at = end
    if at < length:
        yield at, length, True


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for gap in _BLANK_LINES.finditer(text, start, end):
        yield from _stripped(text, at, gap.start())
        at = gap.end()
    yield from _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    chunk = text[start:end]
    if chunk.strip():
        first = start + len(chunk) - len(chunk.lstrip())
        yield first, first + len(chunk.strip())


def _pieces(text: str, start: int, end: int, marks: list[Mark], seen: set[str]) -> Iterator[Piece]:
    cuts = sorted({start, end, *(x for mark in marks for x in (mark.start, mark.end) if start < x < end)})
    for a, b in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= a and mark.end >= b]
        begins = [mark.id for mark in over if mark.start == a and mark.id not in seen]
        seen.update(begins)
        yield Piece(text[a:b], over, begins)
