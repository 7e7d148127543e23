"""Which facility makes the goods: the subject, place or owner in the sentence, else what the text speaks of."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from factorygap import labels, layers
from factorygap.pipes import discourse, focus, layer, tokens_in
from factorygap.pipes.product_phrases import Found
from factorygap.pipes.product_words import ProductWords

_SITES = frozenset(["at", "in", "by", "from", "of", "on", "under", "off", "out"])
_LEVELS_UP = 8
_MANY = frozenset(
    "industry sector province county district city country government economy nation region company".split()
)


class Links:
    """Links within one Doc."""

    def __init__(self, doc: Doc, words: ProductWords) -> None:
        self._doc = doc
        self._words = words
        facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
        plants = [f["id"] for f in facilities if f["type"] != "unit"]
        self._only = plants[0] if len(plants) == 1 else None
        self._whole = {f["id"]: f["part_of"] or f["id"] for f in facilities}
        self._at = {i: facility["id"] for i, facility in tokens_in(doc, labels.FACILITIES).items()}

    def of(self, mentions: list[Found]) -> str | None:
        """The id of the facility that makes the goods; None where it is several, a sector, or not said."""
        if not self._at:
            return None
        by_verb_first = sorted(mentions, key=lambda f: f.attributive)
        settled = [self._by_syntax(found) for found in by_verb_first]
        said = next((facility for facility, _ in settled if facility is not None), None)
        if said is not None:
            return said
        left_open = [found for found, (_, is_open) in zip(by_verb_first, settled, strict=True) if is_open]
        spoken_of = next(filter(None, map(self._by_focus, left_open)), None)
        return spoken_of or next(filter(None, map(self._owned, left_open)), None)

    def _by_syntax(self, found: Found) -> tuple[str | None, bool]:
        """The facility that the sentence names, and whether the text around may name it where the sentence does not."""
        if found.head in self._at and found.anchor == found.head:
            return self._at[found.head], True
        beside = self._beside(self._doc[found.head])
        if beside is not None:
            return beside, True
        token = self._doc[found.anchor]
        for _ in range(_LEVELS_UP):
            around = self._around(token, found)
            if around:
                wholes = {self._whole[facility] for facility in around} if len(around) > 1 else around
                return (wholes.pop(), True) if len(wholes) == 1 else (None, False)
            if self._is_of_many(token, found):
                return None, False
            if token.head is token or self._subjects(token, found):
                break
            token = token.head
            standing = token.head.head if token.dep_ == "pobj" else token
            if standing.i in self._at:  # "the plant at Redcar, which makes slab": parsed as a Redcar that does
                return self._at[standing.i], True
        return None, True

    def _beside(self, goods: Token) -> str | None:
        """The plant that stands right behind the goods: "engines at Dagenham", "soap from the Ravno works"."""
        for child in goods.children:
            if child.dep_ == "prep" and child.lower_ in ("at", "in", "from") and child.i == goods.i + 1:
                return next((self._at[g.i] for g in child.children if g.i in self._at), None)
        return None

    def _by_focus(self, found: Found) -> str | None:
        """What the text speaks of: a part only where a pronoun stands for it ("they produce"), else the whole."""
        spoken_of = focus.facility_of(self._doc, found.start, found.end)
        if spoken_of is None:
            return self._only
        pronoun = any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in self._doc[found.anchor].children)
        return spoken_of if pronoun else self._whole[spoken_of]

    def _owned(self, found: Found) -> str | None:
        """ "It halted output of vans after a fire at its Goole works": the one plant that the sentence says it has."""
        mentions = discourse.mentions_in(self._doc, self._doc[found.head].sent)
        own = {m[2] for m in mentions if discourse.is_owned(self._doc, m)}
        return own.pop() if len(own) == 1 else None

    def _is_of_many(self, token: Token, found: Found) -> bool:
        """Whether no one plant makes the goods: "23 factories making cement", "the industry", "the province"."""
        return any(
            t.ent_type_ in ("GPE", "ORG")
            or t.lemma_.lower() in _MANY
            or (t.tag_ == "NNS" and self._words.has(t, "plant"))
            for t in [token, *self._subjects(token, found)]
            if t.pos_ in ("NOUN", "PROPN") and t.i != found.head
        )

    def _subjects(self, verb: Token, found: Found) -> list[Token]:
        """The subjects that a clause has of its own, beside what says what is made."""
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN")]
        return [s for s in subjects if not s.left_edge.i <= found.anchor <= s.right_edge.i]

    def _around(self, token: Token, found: Found) -> set[str]:
        """The facilities that a word, its subject, its owner or a place beside it names."""
        if token.i in self._at:
            return self._listed(token.i)
        ids: set[str] = set()
        for child in token.children:
            if child.dep_ in ("nsubj", "nsubjpass", "poss"):
                ids |= self._within(child)
            elif child.dep_ in ("prep", "agent") and child.lower_ in _SITES:
                places = [g for c in child.children for g in (c, *c.conjuncts)]
                if all(g.i != found.head for g in places):
                    ids |= {self._at[g.i] for g in places if g.i in self._at}
        if not ids and token.i != found.anchor:  # "turning the Ravno works into a base for making felt"
            ids = {i for c in token.children if c.dep_ == "dobj" for i in self._within(c)}
        return ids

    def _listed(self, i: int) -> set[str]:
        """The facilities of the list that the one mentioned at a token stands in: "the Ravno and Olenya mills"."""
        mentions = discourse.mentions_in(self._doc, self._doc[i].sent)
        at = next((n for n, m in enumerate(mentions) if m[0] <= i < m[1] and m[2] == self._at[i]), None)
        first = at
        while first and discourse.are_coordinated(self._doc, mentions[first - 1][1], mentions[first][0]):
            first -= 1
        return {self._at[i]} if at is None or first is None else {m[2] for m in mentions[first : at + 1]}

    def _within(self, token: Token) -> set[str]:
        inner = [token, *token.conjuncts]
        if token.i not in self._at:
            inner += [g for c in token.children if c.dep_ == "prep" for d in c.children for g in (d, *d.conjuncts)]
            inner += [c for c in token.children if c.dep_ == "poss"]
        return {facility for t in inner if t.i in self._at for facility in self._listed(t.i)}
