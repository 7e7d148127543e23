"""Which facility makes the goods: the subject, place or owner in the sentence, else what the text speaks of."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from factorygap import labels, layers
from factorygap.pipes import focus, layer
from factorygap.pipes.product_mentions import Found

_SITES = frozenset(["at", "in", "by", "from", "of", "on", "under", "for"])


class Links:
    """Links within one Doc."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
        self._at = {i: f["id"] for f in facilities for m in f["mentions"] for i in range(m["start"], m["end"])}

    def by_syntax(self, found: Found) -> str | None:
        """The facility that the words around the goods name."""
        if not self._at:
            return None
        if found.head in self._at:
            return self._at[found.head]
        token = self._doc[found.anchor]
        for _ in range(6):
            facility = self._around(token)
            if facility is not None:
                return facility
            if token.head is token:
                return None
            token = token.head
        return None

    def by_focus(self, found: Found) -> str | None:
        """The facility that the text speaks of there."""
        return focus.facility_of(self._doc, found.start, found.end)

    def _around(self, token: Token) -> str | None:
        if token.i in self._at:
            return self._at[token.i]
        for child in token.children:
            if child.dep_ in ("nsubj", "nsubjpass", "poss"):
                facility = self._within(child)
            elif child.dep_ in ("prep", "agent") and child.lower_ in _SITES:
                facility = next(filter(None, (self._at.get(g.i) for g in child.children)), None)
            else:
                continue
            if facility is not None:
                return facility
        return None

    def _within(self, token: Token) -> str | None:
        if token.i in self._at:
            return self._at[token.i]
        inner = (g for c in token.children if c.dep_ in ("prep", "poss", "conj") for g in (c, *c.children))
        return next(filter(None, (self._at.get(g.i) for g in inner)), None)
