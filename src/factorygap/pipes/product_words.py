"""What the product word lists say of a noun or verb: known goods, verbs of making, measures, praise."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from factorygap.inflection import forms
from factorygap.lexicon import load
from factorygap.pipes.facility_heads import HYPHENS

ROLES = (
    "make", "make-known", "make-by-hand", "leave", "output", "after-goods", "plan", "measure", "container", "kind",
    "wide", "not", "not-before-output", "not-of-plant", "praise", "maker", "plant", "making-unit", "input", "ending",
    "planning", "order", "make-plain", "carrier", "carries", "builds",
    "grown",
)  # fmt: skip


class ProductWords:
    """``lexicon/products.toml`` and ``lexicon/products_words.toml`` as look-ups of single tokens."""

    def __init__(self, folder: str | None) -> None:
        self.single: set[str] = set()
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for entry in load("products", folder):
            for phrase in entry.phrases:
                *first, last = phrase.lower().replace("-", " ").split()
                for form in forms(last)[:2]:
                    if first:
                        self._phrases.setdefault(form, []).append(tuple(first))
                    else:
                        self.single.add(form)
        self._roles: dict[str, set[str]] = {role: set() for role in ROLES}
        for entry in load("products_words", folder):
            for phrase in entry.phrases:
                self._roles[entry["role"]].update(forms(phrase))

    def has(self, token: Token, role: str) -> bool:
        """Whether the token has one of ROLES, in any inflection."""
        return token.lower_ in self._roles[role] or token.lemma_.lower() in self._roles[role]

    def any(self, tokens: Iterable[Token], role: str) -> bool:
        """Whether one of the tokens has a role."""
        return any(self.has(token, role) for token in tokens)

    def is_known(self, token: Token) -> bool:
        """Whether the noun phrase that the token heads names goods."""
        return token.lower_ in self.single or self.is_known_phrase(token)

    def is_known_phrase(self, token: Token) -> bool:
        """Whether the token and the words before it name goods: "soda ash", "small goods"."""
        return any(_stands_before(token, words) for words in self._phrases.get(token.lower_, ()))


def _stands_before(token: Token, words: tuple[str, ...]) -> bool:
    doc, i = token.doc, token.i
    for word in reversed(words):
        i -= 1
        if i >= 0 and doc[i].text in HYPHENS:
            i -= 1
        if i < 0 or doc[i].lower_ != word:
            return False
    return True
