"""Nouns that can head the mention of a facility, indexed by their last word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import cast

from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from factorygap.inflection import forms
from factorygap.labels import FacilityType
from factorygap.lexicon import Entry
from factorygap.pipes.scan import ids, tokens_with

HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True)
class Head:
    """One head noun: keys as in ``lexicon/facilities.toml``."""

    noun: str
    type: FacilityType
    unit: bool
    weak: bool
    generic: bool
    company: bool  # ends the names of companies that are one plant
    numbered: bool  # counts only with a number
    side: bool  # may be a part of a larger works
    common: bool  # found in any works: it tells none apart
    before: bool  # its name stands behind it
    back: frozenset[str]

    @cached_property
    def last(self) -> str:
        return self.noun.split()[-1]


class Heads:
    """The head nouns of a word list. What only sounds like a facility is known too, and never found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_last: dict[str, dict[tuple[str, ...], tuple[bool, Head | None]]] = {}
        self._before: dict[str, Head] = {}
        for entry in entries:
            for phrase in (p for choices in entry.phrases for p in _expanded(choices)):
                words = phrase.lower().replace("-", " ").split()
                head = _head(phrase, entry)
                if head is not None and head.before:
                    self._before[words[-1]] = head
                    continue
                for last, plural in zip(forms(words[-1])[:2], (False, True), strict=False):
                    self._by_last.setdefault(last, {})[tuple(words[:-1])] = (plural, head)
        self._lengths = {last: sorted({*map(len, rows)}, reverse=True) for last, rows in self._by_last.items()}
        self._ids = ids([*self._by_last, *self._before])

    def is_last_word(self, token: Token) -> bool:
        """Whether a head noun phrase can end in the token."""
        return token.lower_ in self._by_last

    def find(self, doc: Doc) -> Iterator[tuple[int, int, bool, Head]]:
        """``(first, last, plural, head)`` of every head noun phrase ``doc[first:last]``, the longest at each place."""
        for token in tokens_with(doc, LOWER, self._ids):
            if token.lower_ in self._before:
                yield token.i, token.i + 1, False, self._before[token.lower_]
            if token.lower_ not in self._by_last:
                continue
            rows = self._by_last[token.lower_]
            lengths = self._lengths[token.lower_]
            before = _words_before(doc, token.i, lengths[0])
            for length in (n for n in lengths if n <= len(before)):
                row = rows.get(tuple(w for w, _ in before[len(before) - length :]))
                if row is not None:
                    plural, head = row
                    if head is not None:
                        yield before[len(before) - length][1] if length else token.i, token.i + 1, plural, head
                    break


def _expanded(choices: str) -> Iterator[str]:
    """ "dyeing|weaving hall|shed" stands for four nouns."""
    return (" ".join(words) for words in product(*(word.split("|") for word in choices.split())))


_FLAGS = ("unit", "weak", "generic", "company", "numbered", "side", "common", "before")


def _head(phrase: str, entry: Entry) -> Head | None:
    if entry["type"] == "none":
        return None
    return Head(
        phrase,
        cast(FacilityType, entry["type"]),
        back=frozenset(entry["back"] or [entry["type"]]),
        **{key: bool(entry[key]) for key in _FLAGS},
    )


def _words_before(doc: Doc, i: int, count: int) -> list[tuple[str, int]]:
    """Up to ``count`` words before a token, with where they stand; hyphens are no words."""
    found: list[tuple[str, int]] = []
    while len(found) < count:
        i -= 1
        if i >= 0 and doc[i].text in HYPHENS:
            i -= 1
        if i < 0:
            break
        found.append((doc[i].lower_, i))
    return found[::-1]
