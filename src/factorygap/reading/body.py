"""The article inside a page of plain text: which stretches are its own words, and which are the page around it.

No library does this: trafilatura needs HTML, justext cuts headlines and real sentences. Above the article, everything
but the headline and its deck is the page's. Below its first paragraph, the heading of a list of other stories, a
copyright line or a row of buttons opens a zone, which ends where prose goes on as an article does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factorygap.limits import MAX_LINES
from factorygap.reading import blocks, head
from factorygap.reading.blocks import (
    BYLINE,
    DATE,
    ENDS,
    HEADING,
    ITEM,
    MENU,
    PROSE,
    SIGN_OFF,
    TABLE,
    TOOLS,
    TRUNCATED,
    Block,
)

_OWN = (PROSE, HEADING, ITEM, TABLE, TRUNCATED)
_SKIPPED = ("teaser", "notice", "caption", "masthead", DATE, BYLINE, TOOLS, MENU)
_OPENING = ("related", "ending", SIGN_OFF)

DECK = 6
"""Words from which on a heading between headline and first paragraph is taken for the article's own."""

FIRST_PARAGRAPH = 12
"""Words from which on a sentence can open an article; shorter ones above it are slogans and captions."""


@dataclass
class Layout:
    """Where the article stands in the text, and what the page says about it."""

    body: list[tuple[int, int]]
    head: head.Head


def find(text: str, title: str | None = None) -> Layout:
    """The article's own stretches in ``text``; ``title`` helps where it is known from elsewhere."""
    if text.count("\n") > MAX_LINES:
        return Layout([(0, len(text))], head.Head(title))
    found = blocks.split(text)
    first = _first_prose(found)
    above = head.read(found, first, title)
    kept = _upper(found, first, above) + _lower(found, first)
    return Layout(_spans(found, kept, above, first), above)


def _first_prose(found: Sequence[Block]) -> int:
    for least in (FIRST_PARAGRAPH, 1):
        for i, block in enumerate(found):
            if block.kind == PROSE and block.words >= least:
                return i
    return len(found)


def _upper(found: Sequence[Block], first: int, above: head.Head) -> list[int]:
    """Headline and deck. Where no prose follows, all that could be the article's."""
    if first == len(found):
        return [i for i, block in enumerate(found) if block.kind in _OWN] or (
            [i for i, block in enumerate(found) if block.kind not in _SKIPPED]
        )
    title = above.title_block
    after = 0 if title is None else title + 1
    deck = [i for i in range(after, first) if found[i].kind in _OWN and found[i].words >= DECK]
    return deck if title is None else [title, *deck]


def _lower(found: Sequence[Block], first: int) -> list[int]:
    kept: list[int] = []
    zone = ""
    prose = 0
    for i in range(first, len(found)):
        block = found[i]
        if block.kind == "comments" and prose >= 2:
            break
        if zone and _goes_on(found, i, zone):
            kept += _subheading(found, i, zone)
            zone = ""
        if zone or block.kind in _SKIPPED or block.kind not in (*_OWN, *_OPENING):
            if block.kind == "notice" or (block.kind in (TOOLS, MENU) and prose >= 3):
                zone = zone or "soft"
            continue
        if block.kind in _OPENING:
            zone = "related" if block.kind == "related" else "soft"
        elif block.kind == TRUNCATED and kept and found[kept[-1]].kind == HEADING:
            kept.pop()  # a headline with the first words of another story
        else:
            kept.append(i)
            prose += block.kind == PROSE
    while prose > 1 and kept and found[kept[-1]].kind in (HEADING, TRUNCATED) and not ENDS.search(found[kept[-1]].text):
        kept.pop()  # headlines of other stories, the writer's name
    return kept


def _goes_on(found: Sequence[Block], i: int, zone: str) -> bool:
    """Whether the article goes on at a block inside a zone: two paragraphs on end, or one under no headline."""
    block = found[i]
    if block.kind != PROSE or block.words < FIRST_PARAGRAPH:
        return False
    following = next((b for b in found[i + 1 :] if b.kind not in ("teaser", "caption")), None)
    if following is not None and following.kind == PROSE and block.words + following.words >= 40:
        return True
    previous = found[i - 1].kind
    return previous != HEADING and (zone != "related" or (previous == ITEM and block.words >= 20))


def _subheading(found: Sequence[Block], i: int, zone: str) -> list[int]:
    return [i - 1] if zone == "soft" and found[i - 1].kind == HEADING else []


def _spans(found: Sequence[Block], kept: Sequence[int], above: head.Head, first: int) -> list[tuple[int, int]]:
    """Stretches of blocks that follow each other; the headline is one of its own."""
    spans: list[tuple[int, int]] = []
    previous = None
    for i in kept:
        start, end = found[i].start, found[i].end
        if i == first:
            start += above.dateline_length
        if previous is not None and previous == i - 1 and previous != above.title_block and i != first:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        previous = i
    if kept and (sign_off := blocks.INLINE_SIGN_OFF.search(found[kept[-1]].text[-blocks.TAIL :])):
        spans[-1] = (spans[-1][0], found[kept[-1]].end - len(sign_off.group()))
    return [(start, end) for start, end in spans if end > start]
