"""Output levels in numbers."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from factorygap.pipes.levels import Candidate


class Finder:
    """Built once a pipeline."""

    def __init__(self, vocab: Vocab, lexicon: str | None = None) -> None:
        pass

    def find(self, doc: Doc) -> list[Candidate]:
        """The candidates in order of text."""
        return []
