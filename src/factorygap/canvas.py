"""The text that spaCy reads, made from the article's text, with the way back to the article's offsets.

The canvas holds the body only: page chrome is left out, a run of white space inside a paragraph becomes one space,
a paragraph ends in ``"\\n\\n"``. Lines in capitals are written as the article writes the same words elsewhere, since
taggers read "MILL SHUT" badly. Long runs of symbols are shortened: spaCy's tokenizer takes minutes on them
(promises.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from factorygap.records import Article

PARAGRAPH = "\n\n"
MAX_WORD = 100
"""Longest run without white space that is kept whole, in characters; no word of a news text is longer."""

_PIECE = re.compile(r"\s+|\S+")
_WORD = re.compile(r"[^\W\d_]+")
_TELEGRAPHESE_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?=[ \t]{3,}\S)|\n(?=[\u2022*\-–—] )")
_ENDS_LINE = re.compile(r"[.!?:;\"”’)\]]\s*$")


@dataclass
class Canvas:
    """``text`` for spaCy; character i of it stands at ``starts[i]`` of the article's text."""

    text: str = ""
    starts: list[int] = field(default_factory=list)

    def to_article(self, start: int, end: int) -> tuple[int, int]:
        """The article's offsets of ``text[start:end]``."""
        return self.starts[start], self.starts[end - 1] + 1


def paint(article: Article) -> Canvas:
    """The canvas of an article's body."""
    text = article.text or ""
    case = _usual_case(text)
    pieces: list[str] = []
    starts: list[int] = []
    for start, end in article.body:
        for para_start, para_end in _paragraphs(text, start, end):
            if pieces:
                pieces.append(PARAGRAPH)
                starts += [para_start, para_start]
            _paint_paragraph(text, para_start, para_end, case, pieces, starts)
    return Canvas("".join(pieces), starts)


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the paragraphs, without the white space around them."""
    cuts = [start]
    if _is_hard_wrapped(text[start:end]):
        ends = [m.span() for m in _TELEGRAPHESE_PARAGRAPH.finditer(text, start, end)]
    else:
        ends = [m.span() for m in re.compile(r"\n+").finditer(text, start, end)]
    for a, b in ends:
        cuts += [a, b]
    cuts.append(end)
    spans = []
    for a, b in zip(cuts[::2], cuts[1::2], strict=True):
        chunk = text[a:b]
        stripped = chunk.strip()
        if stripped:
            first = a + len(chunk) - len(chunk.lstrip())
            spans.append((first, first + len(stripped)))
    return spans


def _is_hard_wrapped(text: str) -> bool:
    """Whether single line ends are wrapping (wire copy, e-mail) and not ends of paragraphs."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4:
        return False
    pairs = [(a, b) for a, b in zip(text.split("\n"), text.split("\n")[1:], strict=False) if a.strip() and b.strip()]
    if not pairs:
        return False
    wrapped = sum(not _ENDS_LINE.search(a) and len(a) >= 40 for a, _ in pairs)
    return wrapped >= max(2, 0.4 * len(pairs)) and max(len(line) for line in lines) <= 140


def _paint_paragraph(
    text: str, start: int, end: int, case: dict[str, str], pieces: list[str], starts: list[int]
) -> None:
    shout = _is_shouted(text[start:end])
    for match in _PIECE.finditer(text, start, end):
        piece = match.group()
        if piece.isspace():
            pieces.append(" ")
            starts.append(match.start())
            continue
        piece = piece[:MAX_WORD]
        if shout:
            piece = _WORD.sub(lambda m: _recase(m.group(), case), piece)
        pieces.append(piece)
        starts.extend(range(match.start(), match.start() + len(piece)))


def _is_shouted(paragraph: str) -> bool:
    words = _WORD.findall(paragraph)
    return len(words) >= 3 and sum(w.isupper() for w in words) >= 0.8 * len(words)


def _usual_case(text: str) -> dict[str, str]:
    """How the article writes each word outside its shouted lines, by the word in lower case."""
    case: dict[str, str] = {}
    for line in text.split("\n"):
        if not _is_shouted(line):
            for word in _WORD.findall(line):
                low = word.lower()
                if low not in case or word == low:
                    case[low] = word
    return case


def _recase(word: str, case: dict[str, str]) -> str:
    usual = case.get(word.lower(), word.lower())
    return usual if len(usual) == len(word) else word
