"""Output levels in numbers: each reader takes the measures it understands, the surest first."""

from __future__ import annotations

from spacy.tokens import Doc

from factorygap.pipes import (
    levels_all,
    levels_amounts,
    levels_changes,
    levels_pairs,
    levels_plans,
    levels_shares,
    levels_time,
    levels_totals,
    levels_units,
    levels_weekdays,
    levels_whole,
)
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_duty import DutyWords
from factorygap.pipes.measured import Measurer

_READERS = (
    levels_plans,
    levels_shares,
    levels_whole,
    levels_units,
    levels_all,
    levels_totals,
    levels_time,
    levels_weekdays,
    levels_pairs,
    levels_changes,
    levels_amounts,
)


class Finder:
    """Built once a pipeline."""

    def __init__(self, lexicon: str | None = None) -> None:
        self._measure = Measurer(lexicon)
        self._duty_words = DutyWords(lexicon)

    def find(self, doc: Doc) -> list[Candidate]:
        """The candidates in order of text."""
        measured = self._measure(doc)
        found = [candidate for reader in _READERS for candidate in reader.read(measured)]
        found += self._duty_words.read(measured)
        return sorted(found, key=lambda c: (c.start, c.end))
