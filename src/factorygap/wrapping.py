"""Where paragraphs begin: a line end is the end of one in web text, but not in hard-wrapped copy (wires, e-mail)."""

from __future__ import annotations

import re
from itertools import pairwise

WIDEST = 100
"""Hard-wrapped copy is set to 60-80 columns, rarely more."""

NARROWEST = 45
_SLACK = 6
_FIRST_WORD = re.compile(r"\s*(\S+)")
_ENDS_SENTENCE = re.compile(r"[.!?:][\"'”’)\]]*$")
_INDENTED = re.compile(r"[ \t]{3,}\S|[ \t]*[\u2022\u25aa\u25e6*\u2013\u2014-][ \t]")


def is_hard_wrapped(text: str) -> bool:
    """Whether lines in ``text`` end as a typewriter's do: where the next word would not have fitted."""
    lines = text.split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths:
        return False
    width = lengths[-1 - len(lengths) // 20]
    if not NARROWEST <= width <= WIDEST:
        return False
    pairs = lower = wrapped = 0
    for line, following in pairwise(lines):
        word = _FIRST_WORD.match(following)
        if word and len(line) >= 0.7 * width and not _ENDS_SENTENCE.search(line) and not _INDENTED.match(following):
            pairs += 1
            lower += word.group(1)[0].islower()
            wrapped += word.group(1)[0].islower() or not _fits(line, word.group(1), width)
    return lower > 0 and lower >= 0.35 * pairs and wrapped >= 0.6 * pairs


def paragraphs(text: str, start: int = 0, end: int | None = None, hard: bool | None = None) -> list[tuple[int, int]]:
    """Spans of the paragraphs of ``text[start:end]``, without the white space around them; ``hard``: it is wrapped."""
    end = len(text) if end is None else end
    hard = is_hard_wrapped(text[start:end]) if hard is None else hard
    spans: list[tuple[int, int]] = []
    group: list[tuple[int, int]] = []
    for first, last in _lines(text, start, end):
        if text[first:last].strip():
            group.append((first, last))
        elif group:
            spans += _joined(text, group) if hard else group
            group = []
    spans += _joined(text, group) if hard else group
    return [_stripped(text, *span) for span in spans]


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = []
    while (stop := text.find("\n", start, end)) >= 0:
        lines.append((start, stop))
        start = stop + 1
    return [*lines, (start, end)]


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Adjacent lines as paragraphs; lines that are a list, each with room for the next word, stay apart."""
    width = max((last - first for first, last in lines), default=0)
    breaks = [_breaks(text, a, b, width) for a, b in pairwise(lines)]
    is_list = len(breaks) > 1 and sum(b != "" for b in breaks) >= 0.6 * len(breaks)
    spans = lines[:1]
    for line, why in zip(lines[1:], breaks, strict=True):
        if why in ("indent", "stop") or (why and is_list):
            spans.append(line)
        else:
            spans[-1] = (spans[-1][0], line[1])
    return spans


def _breaks(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> str:
    """Why a paragraph may end between two adjacent lines, or nothing."""
    if _INDENTED.match(text, *following):
        return "indent"
    word = _FIRST_WORD.match(text, *following)
    content = text[slice(*line)]
    if content.isupper() and not text[slice(*following)].isupper():
        return "stop"  # a headline
    if word is None or word.group(1)[0].islower() or not _fits(content, word.group(1), width):
        return ""
    return "stop" if _ENDS_SENTENCE.search(content.rstrip()) else "room"


def _fits(line: str, word: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(word) <= width - _SLACK


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    chunk = text[start:end]
    first = start + len(chunk) - len(chunk.lstrip())
    return first, first + len(chunk.strip())
