"""Output levels in numbers: each reader takes the measures it understands, the surest first."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from factorygap.pipes import levels_amounts
from factorygap.pipes.levels import Candidate
from factorygap.pipes.measured import Measurer

_READERS = (levels_amounts.read,)


class Finder:
    """Built once a pipeline."""

    def __init__(self, vocab: Vocab, lexicon: str | None = None) -> None:
        self._measure = Measurer(vocab, lexicon)

    def find(self, doc: Doc) -> list[Candidate]:
        """The candidates in order of text."""
        measured = self._measure(doc)
        found = [candidate for read in _READERS for candidate in read(measured)]
        return sorted(found, key=lambda c: (c.start, c.end))
