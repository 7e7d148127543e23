"""Where paragraphs begin: a line end is the end of one in web text, but not in hard-wrapped copy (wires, e-mail)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

WIDEST = 100
"""Hard-wrapped copy is set to 60-80 columns, rarely more."""

NARROWEST = 45
SAMPLE = 50_000
"""Characters that show how a text is set."""

_SLACK = 6
_LINE = re.compile(r"\S[^\n]*")
_FIRST_WORD = re.compile(r"\s*(\S+)")
_ENDS_SENTENCE = re.compile(r"[.!?:][\"'”’)\]]*$")
_INDENTED = re.compile(r"[ \t]{3,}\S|[ \t]*[\u2022\u25aa\u25e6*\u2013\u2014-][ \t]")


def is_hard_wrapped(text: str) -> bool:
    """Whether lines in ``text`` end as a typewriter's do: where the next word would not have fitted."""
    lines = text[:SAMPLE].split("\n")
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


def paragraphs(
    text: str, start: int = 0, end: int | None = None, hard: bool | None = None
) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs of ``text[start:end]``, without the white space around them; ``hard``: it is wrapped."""
    end = len(text) if end is None else end
    hard = is_hard_wrapped(text[start:end]) if hard is None else hard
    group: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, start, end):
        first = text.rfind("\n", start, match.start()) + 1 or start
        apart = group and text.count("\n", group[-1][1], match.start()) > 1
        if group and (apart or not (hard or _runs_on(text[slice(*group[-1])], match.group()))):
            yield from _joined(text, group)
            group = []
        group.append((first, match.end()))
    yield from _joined(text, group)


def _runs_on(line: str, following: str) -> bool:
    """Whether a sentence goes on in the next line, also in text that is not set to a width."""
    return len(line) >= NARROWEST and following[0].islower() and not _ENDS_SENTENCE.search(line.rstrip())


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Adjacent lines as paragraphs; lines that are a list, each with room for the next word, stay apart."""
    if len(lines) < 2:
        return [_stripped(text, *line) for line in lines]
    width = max((last - first for first, last in lines), default=0)
    breaks = [_breaks(text, a, b, width) for a, b in pairwise(lines)]
    is_list = len(breaks) > 1 and sum(b != "" for b in breaks) >= 0.6 * len(breaks)
    spans = lines[:1]
    for line, why in zip(lines[1:], breaks, strict=True):
        if why in ("indent", "stop") or (why and is_list):
            spans.append(line)
        else:
            spans[-1] = (spans[-1][0], line[1])
    return [_stripped(text, *span) for span in spans]


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
