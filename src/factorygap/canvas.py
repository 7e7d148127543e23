"""The text that spaCy reads, made from the article's text, with the way back to the article's offsets.

The canvas holds the body only: page chrome is left out, a run of white space inside a paragraph becomes one space,
a paragraph ends in ``"\\n\\n"``. Lines in capitals are written as the article writes the same words elsewhere, since
taggers read "MILL SHUT" badly. Runs of symbols, of letters without a space and of the same few words are cut short:
spaCy's tokenizer takes minutes on them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from factorygap import recasing
from factorygap.limits import MAX_REPEATS, MAX_SECTION, MAX_SYMBOLS, MAX_WORD, REPEATED_WORDS
from factorygap.records import Article
from factorygap.wrapping import is_hard_wrapped, paragraphs

PARAGRAPH = "\n\n"

_SPACE = re.compile(r"\s")
_PIECE = re.compile(r"\s+|\S+")
_SYMBOLS = re.compile(rf"(?:[^\w\s]|_){{{MAX_SYMBOLS + 1},}}")
_TO_CHANGE = re.compile(rf"\s\s|[^\S \n]|(?:[^\w\s]|_){{{MAX_SYMBOLS + 1}}}|\S{{{MAX_WORD + 1}}}")
_REPEATED = re.compile(rf"(?<!\S)((?:\S+\s+){{1,{REPEATED_WORDS}}}?)\1{{{MAX_REPEATS},}}")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s")

Span = tuple[int, int]


@dataclass
class Canvas:
    """``text`` for spaCy. From ``anchors[k][0]`` to the next anchor its characters are those of the article's text from
    ``anchors[k][1]`` on, one by one."""

    text: str = ""
    anchors: list[Span] = field(default_factory=list)

    def to_article(self, start: int, end: int) -> Span:
        """The article's offsets of ``text[start:end]``."""
        return self._place(start), self._place(end - 1) + 1

    def part(self, start: int, end: int) -> Canvas:
        """The canvas of ``text[start:end]``."""
        inside = [(own - start, theirs) for own, theirs in self.anchors if start < own < end]
        return Canvas(self.text[start:end], [(0, self._place(start)), *inside] if start < end else [])

    def _place(self, position: int) -> int:
        own, theirs = self.anchors[bisect_right(self.anchors, position, key=lambda anchor: anchor[0]) - 1]
        return theirs + position - own


class _Painting:
    """A canvas in the making."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._anchors: list[Span] = []
        self._next = -1
        self.length = 0

    def add(self, piece: str, start: int) -> None:
        """``piece`` stands for the article's text from ``start`` on."""
        if piece:
            if start != self._next:
                self._anchors.append((self.length, start))
            self._pieces.append(piece)
            self.length += len(piece)
            self._next = start + len(piece)

    def done(self) -> Canvas:
        return Canvas("".join(self._pieces), self._anchors)


def paint(article: Article) -> Canvas:
    """The canvas of an article's body."""
    return join(list(sections(article)))


def join(parts: Sequence[Canvas]) -> Canvas:
    """The canvas whose sections these are."""
    if len(parts) == 1:
        return parts[0]
    anchors: list[Span] = []
    length = 0
    for part in parts:
        anchors += [(length + own, theirs) for own, theirs in part.anchors]
        length += len(part.text)
    return Canvas("".join(part.text for part in parts), anchors)


def sections(article: Article, max_chars: int = MAX_SECTION) -> Iterator[Canvas]:
    """The canvas in parts of at most about ``max_chars``, cut between paragraphs where that can be; joined they are it.

    An ordinary article is one section. Each but the last ends in white space.
    """
    text = article.text or ""
    usual = recasing.Usual(text)
    painting = _Painting()
    for spans in _paragraphs(article):
        glue = PARAGRAPH
        for part in _cut(text, spans, max_chars):
            if painting.length:
                painting.add(glue, part[0][0] - len(glue))
                if painting.length + sum(end - start for start, end in part) > max_chars:
                    yield _unrepeated(painting.done())
                    painting = _Painting()
            _paint(text, part, usual, painting)
            glue = " "
    yield _unrepeated(painting.done())


def _unrepeated(canvas: Canvas) -> Canvas:
    """The canvas without what only says the same few words again."""
    parts, at = [], 0
    for run in _REPEATED.finditer(canvas.text):
        parts.append(canvas.part(at, run.start() + MAX_REPEATS * len(run.group(1))))
        at = run.end()
    return join([*parts, canvas.part(at, len(canvas.text))]) if parts else canvas


def _paragraphs(article: Article) -> Iterator[list[Span]]:
    """The paragraphs of the body; one has several spans where something inside a line is left out."""
    text = article.text or ""
    hard = is_hard_wrapped(text)
    current: list[Span] = []
    for start, end in article.body:
        for first, last in paragraphs(text, start, end, hard):
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
            ends = ends or [match.end() for match in _SPACE.finditer(text, start + 1, stop)]
            cut = ends[-1] if ends else stop
            yield [(start, start + len(text[start:cut].rstrip()))]
            start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        if start < end:
            yield [(start, end)]


def _paint(text: str, spans: list[Span], usual: recasing.Usual, painting: _Painting) -> None:
    shouted = recasing.is_shouted(" ".join(text[start:end] for start, end in spans))
    previous = None
    for start, end in spans:
        if previous is not None and (text[previous].isspace() or text[start - 1].isspace()):
            painting.add(" ", start - 1)
        line = usual.recase(text[start:end]) if shouted else text[start:end]
        if _TO_CHANGE.search(line):
            for match in _PIECE.finditer(line):
                _paint_piece(match.group(), start + match.start(), painting)
        else:
            painting.add(line.replace("\n", " "), start)
        previous = end


def _paint_piece(piece: str, start: int, painting: _Painting) -> None:
    if piece.isspace():
        painting.add(" ", start)
        return
    at = 0
    piece = piece[:MAX_WORD]
    for run in _SYMBOLS.finditer(piece):
        painting.add(piece[at : run.start() + MAX_SYMBOLS], start + at)
        at = run.end()
    painting.add(piece[at:], start + at)
