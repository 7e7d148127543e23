"""Nouns that can head the mention of a facility, indexed by their last word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Doc, Token

from factorygap.inflection import forms
from factorygap.labels import FacilityType
from factorygap.lexicon import Entry

HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True)
class Head:
    """One head noun: keys as in ``lexicon/facilities.toml``."""

    noun: str
    type: FacilityType
    unit: bool
    weak: bool
    generic: bool
    company: bool  # ends the names of companies that are one plant: it counts only with a place
    back: frozenset[str]

    @property
    def last(self) -> str:
        return self.noun.split()[-1]


class Heads:
    """The head nouns of a word list. What only sounds like a facility is known too, and never found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_last: dict[str, list[tuple[tuple[str, ...], bool, Head | None]]] = {}
        for entry in entries:
            for phrase in entry.phrases:
                words = phrase.lower().replace("-", " ").split()
                head = _head(phrase, entry)
                for last, plural in zip(forms(words[-1])[:2], (False, True), strict=False):
                    self._by_last.setdefault(last, []).append((tuple(words[:-1]), plural, head))
        for rows in self._by_last.values():
            rows.sort(key=lambda row: -len(row[0]))

    def is_last_word(self, token: Token) -> bool:
        """Whether a head noun phrase can end in the token."""
        return token.lower_ in self._by_last

    def find(self, doc: Doc) -> Iterator[tuple[int, int, bool, Head]]:
        """``(first, last, plural, head)`` of every head noun phrase ``doc[first:last]``, the longest at each place."""
        for token in doc:
            for words, plural, head in self._by_last.get(token.lower_, ()):
                first = _match_back(doc, token.i, words)
                if first is not None:
                    if head is not None:
                        yield first, token.i + 1, plural, head
                    break


def _head(phrase: str, entry: Entry) -> Head | None:
    if entry["type"] == "none":
        return None
    return Head(
        phrase,
        cast(FacilityType, entry["type"]),
        bool(entry["unit"]),
        bool(entry["weak"]),
        bool(entry["generic"]),
        bool(entry["company"]),
        frozenset(entry["back"] or [entry["type"]]),
    )


def _match_back(doc: Doc, i: int, words: tuple[str, ...]) -> int | None:
    for word in reversed(words):
        i -= 1
        if i >= 0 and doc[i].text in HYPHENS:
            i -= 1
        if i < 0 or doc[i].lower_ != word:
            return None
    return i
