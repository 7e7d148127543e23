"""Paragraphs that are no sentences: titles, headings, captions, teasers."""

from __future__ import annotations

from spacy.tokens import Doc

from factorygap import labels, layers
from factorygap.canvas import PARAGRAPH

LONGEST = 20
"""A longer paragraph is text even where it lacks a full stop, unless it is a row of teasers."""


def headlines(doc: Doc) -> list[tuple[int, int]]:
    """The token ranges of the headlines of a Doc."""
    context: layers.Context | None = doc._.get(labels.ARTICLE)
    title_end = (context or {}).get("title_end", 0)
    found = []
    start = 0
    ends = (sentence.end - 1 for sentence in doc.sents if doc[sentence.end - 1].text == PARAGRAPH)
    for end in (*ends, len(doc)):
        if end > start and (end <= title_end or _is_headline(doc, start, end)):
            found.append((start, end))
        start = end + 1
    return found


def _is_headline(doc: Doc, start: int, end: int) -> bool:
    if (start == 0 and end == len(doc)) or doc[end - 1].text[-1] in ".!?:;\"'”’)-":
        return False
    return end - start < LONGEST or any(t.text in ("|", "•") for t in doc[start:end])


def inside(token: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether a token stands in one of the ranges."""
    return any(start <= token < end for start, end in ranges)
