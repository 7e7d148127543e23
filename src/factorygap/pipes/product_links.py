"""Which facility makes the goods: the subject, place or owner in the sentence, else what the text speaks of."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from factorygap import labels, layers
from factorygap.pipes import focus, layer
from factorygap.pipes.product_phrases import Found

_SITES = frozenset(["at", "in", "by", "from", "of", "on", "under"])
_LEVELS_UP = 6


class Links:
    """Links within one Doc."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
        plants = [f["id"] for f in facilities if f["type"] != "unit"]
        self._only = plants[0] if len(plants) == 1 else None
        self._at = {i: f["id"] for f in facilities for m in f["mentions"] for i in range(m["start"], m["end"])}

    def of(self, found: Found) -> str | None:
        """The id of the facility that makes the goods; None where it is several, a sector, or not said."""
        if not self._at:
            return None
        token = self._doc[found.anchor]
        if found.head in self._at and found.anchor == found.head:
            return self._at[found.head]
        for _ in range(_LEVELS_UP):
            around = self._around(token, found.head)
            if around:
                return around.pop() if len(around) == 1 else None
            if token.head is token or self._is_of_others(token, found):
                break
            token = token.head
        return focus.facility_of(self._doc, found.start, found.end) or self._only

    def _is_of_others(self, verb: Token, found: Found) -> bool:
        """Whether a clause has a subject of its own that is no facility: "the line", "farmers"."""
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN")]
        return any(not s.left_edge.i <= found.anchor <= s.right_edge.i for s in subjects)

    def _around(self, token: Token, goods: int) -> set[str]:
        """The facilities that a word, its subject, its owner or a place beside it names."""
        if token.i in self._at:
            return {self._at[token.i]}
        found: set[str] = set()
        for child in token.children:
            if child.dep_ in ("nsubj", "nsubjpass", "poss"):
                found |= self._within(child)
            elif child.dep_ in ("prep", "agent") and child.lower_ in _SITES:
                places = [g for c in child.children for g in (c, *c.conjuncts)]
                if all(g.i != goods for g in places):
                    found |= {self._at[g.i] for g in places if g.i in self._at}
        return found

    def _within(self, token: Token) -> set[str]:
        inner = [token, *token.conjuncts]
        if token.i not in self._at:
            inner += [g for c in token.children if c.dep_ == "prep" for d in c.children for g in (d, *d.conjuncts)]
            inner += [c for c in token.children if c.dep_ == "poss"]
        return {self._at[t.i] for t in inner if t.i in self._at}
