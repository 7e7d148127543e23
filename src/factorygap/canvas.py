"""The text that spaCy reads, made from the article's text, with the way back to the article's offsets.

The canvas holds the body only: page chrome is left out, a run of white space inside a paragraph becomes one space,
a paragraph ends in ``"\\n\\n"``. Lines in capitals are written as the article writes the same words elsewhere, since
taggers read "MILL SHUT" badly. Runs of symbols and of letters without a space are cut short: spaCy's tokenizer takes
minutes on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from factorygap import recasing
from factorygap.limits import MAX_SECTION, MAX_SYMBOLS, MAX_WORD
from factorygap.records import Article
from factorygap.wrapping import is_hard_wrapped, paragraphs

PARAGRAPH = "\n\n"

_PIECE = re.compile(r"\s+|\S+")
_SYMBOLS = re.compile(rf"[^\w\s]{{{MAX_SYMBOLS + 1},}}")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s")

Span = tuple[int, int]


@dataclass
class Canvas:
    """``text`` for spaCy; character i of it stands at ``starts[i]`` of the article's text."""

    text: str = ""
    starts: list[int] = field(default_factory=list)

    def to_article(self, start: int, end: int) -> Span:
        """The article's offsets of ``text[start:end]``."""
        return self.starts[start], self.starts[end - 1] + 1


def paint(article: Article) -> Canvas:
    """The canvas of an article's body."""
    return join(list(sections(article)))


def join(parts: Sequence[Canvas]) -> Canvas:
    """The canvas whose sections these are."""
    if len(parts) == 1:
        return parts[0]
    return Canvas("".join(part.text for part in parts), [start for part in parts for start in part.starts])


def sections(article: Article, max_chars: int = MAX_SECTION) -> Iterator[Canvas]:
    """The canvas in parts of at most about ``max_chars``, cut between paragraphs where that can be; joined they are it.

    An ordinary article is one section. Each but the last ends in white space.
    """
    text = article.text or ""
    usual = recasing.Usual(text)
    pieces: list[str] = []
    starts: list[int] = []
    for spans in _paragraphs(article):
        glue = PARAGRAPH
        for part in _cut(text, spans, max_chars):
            if pieces:
                pieces.append(glue)
                starts += [part[0][0]] * len(glue)
                if len(starts) + sum(end - start for start, end in part) > max_chars:
                    yield Canvas("".join(pieces), starts)
                    pieces, starts = [], []
            _paint(text, part, usual, pieces, starts)
            glue = " "
    yield Canvas("".join(pieces), starts)


def _paragraphs(article: Article) -> Iterator[list[Span]]:
    """The paragraphs of the body; one has several spans where something inside a line is left out."""
    text = article.text or ""
    hard = is_hard_wrapped(text)
    current: list[Span] = []
    for start, end in article.body:
        for first, last in paragraphs(text, start, end, hard):
            if first == last:
                continue
            if current and "\n" in text[current[-1][1] : first]:
                yield current
                current = []
            current.append((first, last))
    if current:
        yield current


def _cut(text: str, spans: list[Span], max_chars: int) -> Iterator[list[Span]]:
    """A paragraph in parts of at most ``max_chars``, cut after a sentence, else at a space, else anywhere."""
    if sum(end - start for start, end in spans) <= max_chars:
        yield spans
        return
    for start, end in spans:
        while end - start > max_chars:
            stop = start + max_chars
            ends = [match.end() for match in _SENTENCE_END.finditer(text, start + max_chars // 2, stop)]
            cut = ends[-1] if ends else text.rfind(" ", start + 1, stop) + 1 or stop
            yield [(start, start + len(text[start:cut].rstrip()))]
            start = cut
        yield [(start, end)]


def _paint(text: str, spans: list[Span], usual: recasing.Usual, pieces: list[str], starts: list[int]) -> None:
    shouted = recasing.is_shouted(" ".join(text[start:end] for start, end in spans))
    previous = None
    for start, end in spans:
        if previous is not None and (text[previous].isspace() or text[start - 1].isspace()):
            pieces.append(" ")
            starts.append(previous)
        line = usual.recase(text[start:end]) if shouted else text[start:end]
        for match in _PIECE.finditer(line):
            _paint_piece(match.group(), start + match.start(), pieces, starts)
        previous = end


def _paint_piece(piece: str, start: int, pieces: list[str], starts: list[int]) -> None:
    if piece.isspace():
        pieces.append(" ")
        starts.append(start)
        return
    piece = piece[:MAX_WORD]
    at = 0
    for run in _SYMBOLS.finditer(piece):
        stop = run.start() + MAX_SYMBOLS
        pieces.append(piece[at:stop])
        starts.extend(range(start + at, start + stop))
        at = run.end()
    pieces.append(piece[at:])
    starts.extend(range(start + at, start + len(piece)))
