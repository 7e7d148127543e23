"""The base model's attribute ruler, asked once for each sort of token instead of once for each token.

Nearly all its patterns ask for one token's tag, dependency label and word. What they say of such a token is remembered:
matching them anew costs a tenth of the model's time. Patterns of several tokens go to the ruler's own kind of matcher.
"""

from __future__ import annotations

from typing import Any

from spacy.attrs import DEP, LOWER, TAG
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

_KNOWN = frozenset(["TAG", "DEP", "LOWER", "IS_SPACE"])
"""Attributes of a token that its tag, dependency label and lower-case form settle."""
_REMEMBERED = 100_000
"""Sorts of tokens to remember before beginning anew, so that memory stays flat over any number of articles."""


class RememberingMatcher(Matcher):
    """A Matcher with the same matches, in another order, for whole Docs and patterns without operators."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__(vocab, validate=False)
        self._single = Matcher(vocab, validate=False)
        self._other = Matcher(vocab, validate=False)
        self._seen: dict[tuple[int, int, int], list[int]] = {}

    def add(self, key: Any, patterns: Any, **options: Any) -> None:
        super().add(key, patterns, **options)
        for pattern in patterns:
            single = len(pattern) == 1 and pattern[0].keys() <= _KNOWN
            (self._single if single else self._other).add(key, [pattern], **options)
        self._seen.clear()

    def __call__(self, doc: Doc, **options: Any) -> list[tuple[int, int, int]]:  # type: ignore[override]
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        found: list[tuple[int, int, int]] = list(self._other(doc, **options)) if len(self._other) else []
        for i, row in enumerate(doc.to_array([TAG, DEP, LOWER]).tolist()):
            sort = tuple(row)
            if sort not in self._seen:
                self._seen[sort] = [key for key, _, _ in self._single(doc[i : i + 1], **options)]
            found += [(key, i, i + 1) for key in self._seen[sort]]
        return found


def remember(ruler: AttributeRuler) -> None:
    """Let a ruler, as loaded, match by memory; it sets the same attributes as before."""
    patterns, matcher = ruler.patterns, RememberingMatcher(ruler.vocab)
    for number, entry in enumerate(patterns):
        matcher.add(str(number), entry["patterns"])
    ruler.matcher = matcher
