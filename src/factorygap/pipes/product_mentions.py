"""Where the text says that goods are made: objects of verbs of making, "production of X", "X output", "X factory"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factorygap import labels, layers
from factorygap.pipes import layer
from factorygap.pipes.facility_heads import HYPHENS
from factorygap.pipes.product_words import ProductWords

_NAMED = frozenset(["PERSON", "GPE", "LOC", "DATE", "TIME", "MONEY", "PERCENT", "NORP", "FAC", "EVENT", "LAW", "WORK_OF_ART"])
_MAKERS = frozenset(
    ["company", "firm", "maker", "manufacturer", "producer", "factory", "plant", "mill", "mine", "industry", "sector",
     "worker", "unit", "line", "province", "county", "city", "country", "farm", "workshop", "team", "group", "carmaker",
     "automaker", "steelmaker", "chipmaker", "brewer", "refiner", "miner", "refinery", "smelter", "complex", "facility",
     "works", "division", "subsidiary", "venture", "site", "shop", "hall", "machine", "furnace", "official", "technician",
     "employee", "state", "enterprise", "cooperative", "people", "resident", "that", "which", "who", "it", "they", "we",
     "he", "she", "foundry", "shipyard", "yard", "fab", "brewery", "base", "district", "conglomerate", "giant"]
)  # fmt: skip
_EXAMPLES = frozenset(["like", "including", "as", "namely"])
_PLANNING = frozenset(["will", "would", "shall", "plan", "intend", "aim", "expect", "hope", "propose", "design", "vow"])


@dataclass(frozen=True)
class Found:
    """One mention of goods. ``anchor`` is the word that says they are made: the verb, the output noun, the plant's noun."""

    start: int
    end: int
    head: int
    anchor: int
    name: str
    key: tuple[str, ...]  # lemmas, to tell the same goods
    planned: bool
    why: str


class Reader:
    """Reads the goods of a Doc in the order of the text."""

    def __init__(self, words: ProductWords) -> None:
        self._words = words

    def read(self, doc: Doc) -> list[Found]:
        facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
        self_made = {i for f in facilities for m in f["mentions"] for i in range(m["start"], m["end"])}
        found: dict[int, Found] = {}
        for token in doc:
            for head, why in self._at(token, self_made):
                if head.i not in found:
                    found[head.i] = self._found(head, token, why)
        return sorted(found.values(), key=lambda f: f.start)

    def _at(self, token: Token, inside: set[int]) -> Iterator[tuple[Token, str]]:
        words = self._words
        if token.pos_ == "VERB" or token.tag_ in ("VBG", "VBN"):
            if words.has(token, "make"):
                yield from self._made(token, inside, strict=False)
            elif words.has(token, "make-known"):
                yield from self._made(token, inside, strict=True)
        elif token.pos_ in ("NOUN", "PROPN"):
            if words.has(token, "output"):
                yield from self._output(token, inside)
            elif words.has(token, "measure"):
                yield from self._measured(token)
            if token.i in inside:
                yield from self._of_plant(token)

    def _made(self, verb: Token, inside: set[int], *, strict: bool) -> Iterator[tuple[Token, str]]:
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if any(c.dep_ == "nsubjpass" or c.dep_ == "auxpass" for c in verb.children):
            if subject is not None:
                for head in self._goods(subject, strict=strict or not self._has_maker(verb, inside)):
                    yield head, f"is {verb.lemma_}d"
            return
        if verb.tag_ == "VBN" and verb.dep_ == "acl":
            for head in self._goods(verb.head, strict=True):
                yield head, f"{verb.lower_} goods"
            return
        strict = strict or not (self._is_maker(subject, inside) if subject is not None else self._near_maker(verb, inside))
        for child in verb.children:
            if child.dep_ in ("dobj", "obj") and child.i > verb.i:
                for head in self._goods(child, strict=strict):
                    yield head, verb.lemma_

    def _output(self, noun: Token, inside: set[int]) -> Iterator[tuple[Token, str]]:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for goods in child.children:
                    if goods.dep_ == "pobj":
                        for head in self._goods(goods, strict=noun.lemma_ not in ("production", "manufacture")):
                            yield head, f"{noun.lower_} of"
        before = noun.doc[noun.i - 1] if noun.i else None
        if before is not None and before.pos_ in ("NOUN", "PROPN") and before.sent == noun.sent:
            if self._accept(before, strict=noun.lower_ not in ("production", "output")) and not self._words.has(
                before, "not-before-output"
            ):
                yield before, f"{noun.lower_}"
                yield from ((c, noun.lower_) for c in before.conjuncts if c.i < noun.i and self._accept(c, strict=True))

    def _measured(self, noun: Token) -> Iterator[tuple[Token, str]]:
        verb = noun.head
        if verb.pos_ == "VERB" and self._words.has(verb, "use"):
            return
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for goods in child.children:
                    if goods.dep_ == "pobj":
                        for head in self._goods(goods, strict=True):
                            yield head, f"{noun.lower_} of"

    def _of_plant(self, token: Token) -> Iterator[tuple[Token, str]]:
        """The goods in "sugar factory", "cement works", "soap line"; a capitalised name says less than that."""
        head = token.head
        if token.dep_ in ("compound", "nmod", "amod") and token.text.islower() and head.text.islower() and head.i > token.i:
            if self._words.is_known(token) and token.lower_ not in ("power", "gas", "coal", "oil", "hydro", "box", "machine"):
                yield token, f"{head.lower_}"

    def _goods(self, token: Token, *, strict: bool) -> Iterator[Token]:
        """The goods that a noun phrase lists, behind "kinds of", "tons of", "items like"."""
        for part in (token, *token.conjuncts):
            if part.i < token.i and part.head is not token:
                continue
            yield from self._named(part, strict=strict)

    def _named(self, token: Token, *, strict: bool) -> Iterator[Token]:
        words = self._words
        behind_of = [g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        if behind_of and (words.has(token, "kind") or words.has(token, "measure") or token.pos_ == "NUM"):
            for goods in behind_of:
                yield from self._goods(goods, strict=strict)
            return
        if words.has(token, "wide") or words.has(token, "kind"):
            for prep in token.children:
                if prep.dep_ == "prep" and prep.lower_ in _EXAMPLES:
                    for goods in prep.children:
                        if goods.dep_ == "pobj":
                            yield from self._goods(goods, strict=False)
        if self._accept(token, strict=strict):
            yield token

    def _accept(self, token: Token, *, strict: bool) -> bool:
        words = self._words
        if token.pos_ not in ("NOUN", "PROPN") or (token.ent_type_ in _NAMED and not words.is_known(token)):
            return False
        if words.is_known_phrase(token):
            return True
        if words.has(token, "not") or words.has(token, "measure") or words.has(token, "wide") or words.has(token, "kind"):
            return False
        return words.is_known(token) or (not strict and token.pos_ == "NOUN")

    def _is_maker(self, subject: Token, inside: set[int]) -> bool:
        return subject.i in inside or subject.ent_type_ in ("ORG", "GPE") or subject.lemma_.lower() in _MAKERS

    def _near_maker(self, verb: Token, inside: set[int]) -> bool:
        return any(t.i in inside or t.lemma_.lower() in _MAKERS for t in verb.ancestors if t.pos_ in ("NOUN", "PROPN", "VERB")) \
            or any(c.i in inside for a in verb.ancestors for c in a.children if c.dep_ in ("nsubj", "nsubjpass"))  # fmt: skip

    def _has_maker(self, verb: Token, inside: set[int]) -> bool:
        return any(
            g.i in inside or self._is_maker(g, inside)
            for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ in ("by", "at", "in")
            for g in c.children
        )  # fmt: skip

    def _found(self, head: Token, anchor: Token, why: str) -> Found:
        start = head.i
        doc = head.doc
        while start > 0 and self._modifies(doc[start - 1], head, start):
            start -= 1
        while start < head.i and (doc[start].text in HYPHENS or self._is_idle(doc, start, head)):
            start += 1
        tokens = [t for t in doc[start : head.i + 1]]
        name = "".join((t.text if t.pos_ == "PROPN" and not t.is_sent_start else t.lower_) + t.whitespace_ for t in tokens)
        key = tuple(t.lemma_.lower() for t in tokens if t.text not in HYPHENS)
        return Found(start, head.i + 1, head.i, anchor.i, name.strip(), key, _is_planned(anchor), why)

    def _modifies(self, token: Token, head: Token, start: int) -> bool:
        if token.text in HYPHENS:
            return not token.whitespace_ and not token.doc[token.i - 1].whitespace_ if token.i else False
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and token.tag_ not in ("VBN", "VBG"):
            return False
        return token.dep_ in ("compound", "amod", "nmod", "nummod", "npadvmod") and token.i < token.head.i <= head.i

    def _is_idle(self, doc: Doc, i: int, head: Token) -> bool:
        token = doc[i]
        if doc[i + 1].text in HYPHENS and i + 2 < len(doc):
            return False
        return (
            self._words.has(token, "praise") or token.like_num or token.pos_ == "NUM" or token.ent_type_ in _NAMED
            or token.tag_ in ("JJR", "JJS") or self._words.has(token, "measure")
        )  # fmt: skip


def _is_planned(anchor: Token) -> bool:
    chain = [anchor, *anchor.ancestors]
    for token in chain[:4]:
        if any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall", "'ll") for c in token.children):
            return True
        if token is not anchor and token.lemma_ in _PLANNING:
            return True
    return False
