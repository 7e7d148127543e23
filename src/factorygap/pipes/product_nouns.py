"""Goods that a noun says are made: "production of cement", "60 tons of felt", "sugar mill", "soap from the works"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from factorygap.pipes.facility_heads import HYPHENS
from factorygap.pipes.noun_phrases import POSSESSIVE
from factorygap.pipes.product_makers import Makers, Types
from factorygap.pipes.product_phrases import ProductPhrases
from factorygap.pipes.product_words import ProductWords

_PERIODS = frozenset(["day", "week", "month", "year", "hour", "shift", "season"])
_MANY = frozenset(["NNS", "NNPS", "NNP"])
_PER = frozenset(["a", "per", "an", "each"])
_INNER = frozenset(["compound", "nmod", "amod", "npadvmod", "conj"])
_AT_WORK = frozenset(["assembly", "processing"])

Goods = Iterator[tuple[Token, str]]
"""The heads of goods, each with the words that say they are made."""


class Nouns:
    """Reads the nouns around goods."""

    def __init__(self, words: ProductWords, phrases: ProductPhrases, makers: Makers) -> None:
        self._words = words
        self._phrases = phrases
        self._makers = makers

    def at(self, noun: Token, types: Types) -> Goods:
        """The heads of the goods that a noun speaks of, each with what says so."""
        yield from self._measured(noun)
        if self._words.has(noun, "output") and not (noun.i in types and noun.text[0].isupper()):
            yield from self._output(noun)
        elif self._words.has(noun, "plan") or (noun.i and self._words.has(noun.nbor(-1), "output")):
            yield from self._within(noun, ("for", "in", "of"), noun.lower_, strict=True)
        if self._words.has(noun, "order") and any(t.i in types for t in noun.sent):
            yield from self._within(noun, ("for",), noun.lower_, strict=True)
        yield from self._from_plant(noun, types)
        yield from self.of_plant(noun, types)

    def _output(self, noun: Token) -> Goods:
        """ "production of cement", "cement output", "the output, grey twill,"."""
        strict = noun.lemma_ not in ("production", "manufacture", "manufacturer", "maker")
        named = noun.lower_ in ("production", "manufacture", "output", "assembly")
        yield from self._within(noun, ("of",), f"{noun.lower_} of", strict=strict, named=named)
        yield from self._changed_by(noun)
        for child in noun.children:
            if child.dep_ == "appos" and child.i > noun.i:
                yield from ((head, noun.lower_) for head in self._phrases.goods(child, strict=True))
        before = noun.doc[noun.i - 1] if noun.i > noun.sent.start else noun
        if before is noun or not self._is_after_goods(noun, before) or self._words.has(before, "not-before-output"):
            return
        loose = noun.lower_ in ("production", "output")
        if self._phrases.accepts(before, strict=not loose, named=loose):
            yield before, noun.lower_
            others = (c for c in before.conjuncts if c.i < noun.i and self._phrases.accepts(c, strict=True))
            yield from ((c, noun.lower_) for c in others)

    def _changed_by(self, noun: Token) -> Goods:
        """ "Cut output by 4,000 cars"."""
        for child in noun.head.children if noun.head.pos_ == "VERB" else ():
            if child.dep_ == "prep" and child.lower_ == "by":
                for goods in child.children:
                    if goods.dep_ == "pobj" and any(c.dep_ == "nummod" for c in goods.children):
                        yield from ((head, noun.lower_) for head in self._phrases.goods(goods, strict=True))

    def _is_after_goods(self, noun: Token, before: Token) -> bool:
        """Not "tractor makers", who are rather customers."""
        if noun.lemma_ == "processing":
            return self._words.is_known_phrase(before)
        customers = noun.tag_ == "NNS" and self._words.has(noun, "maker")
        return self._words.has(noun, "after-goods") and noun.text.islower() and not customers

    def _measured(self, noun: Token) -> Goods:
        """ "600 pairs of boots", "7,000 hubcaps a shift", "the mill's felt"; not what is used, bought or lacking."""
        if noun.i and self._words.has(noun, "measure"):
            if not self._makers.is_input(noun):
                yield from self._within(noun, ("of",), f"{noun.lower_} of", strict=True)
                for period in noun.children:  # "300 tons a day of felt"
                    if period.dep_ == "npadvmod" and period.lower_ in _PERIODS:
                        yield from self._within(period, ("of",), f"{noun.lower_} of", strict=True)
        elif _is_per_period(noun) and self._phrases.accepts(noun, strict=True, named=True):
            green = self._words.has(noun, "grown") and any(c.lower_ in ("plant", "tree") for c in noun.head.children)
            if not self._makers.is_input(noun) and not green:
                yield noun, "a period"
        elif self._words.is_known(noun) and any(self._is_plants(c) for c in _owners(noun)):
            yield noun, "its own"

    def _is_plants(self, owner: Token) -> bool:
        """ "The mill's felt", "its own felt"."""
        own = owner.lower_ in ("its", "their") and owner.nbor().lower_ == "own"
        return own or self._words.has(owner, "plant")

    def _within(
        self, noun: Token, prepositions: tuple[str, ...], why: str, *, strict: bool, named: bool = False
    ) -> Goods:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                for goods in child.children:
                    if goods.dep_ == "pobj":
                        found = self._phrases.goods(goods, strict=strict, named=named)
                        yield from ((head, why) for head in found)

    def _from_plant(self, noun: Token, types: Types) -> Goods:
        """ "Soap and candles from local factories"."""
        for child in noun.children:
            plants = (g for g in child.children if g.i in types or self._words.has(g, "plant"))
            if child.dep_ == "prep" and child.lower_ == "from" and any(plants):
                yield from ((head, "from a plant") for head in self._phrases.goods(noun, strict=True))

    def of_plant(self, token: Token, types: Types) -> Goods:
        """The goods in "sugar factory", "cement works", "soap line"; a capitalised name says less than that."""
        head = token.head
        plain = token.text.islower() or (token.text.isupper() and len(token.text) > 2)
        if token.dep_ not in _INNER or not plain or self._words.has(token, "not-of-plant"):
            return
        joined = token.i + 1 < len(token.doc) and token.nbor().text in HYPHENS and self._words.is_known(head)
        if joined and self._words.is_known_phrase(head):
            return  # "starter-motor works"
        if token.dep_ == "conj" or joined:  # "soap and candle lines", "lead-zinc mine"
            head = head.head
        if (
            head.i <= token.i
            or not head.text.islower()
            or not self._words.has(head, "plant")
            or head.text.endswith("ing")
        ):
            return
        if types.get(head.i) in ("power_station", "unit") and not self._words.has(head, "making-unit"):
            return
        at_work = any(t.lower_ in _AT_WORK for t in token.doc[token.i + 1 : head.i])
        if any(c.lower_ == "no" for c in head.children):
            return  # "has no tyre plant"
        unit = token.text.isupper() and self._words.has(token, "measure")
        if self._words.is_known(token) and not unit and not at_work:
            yield token, head.lower_


def _owners(noun: Token) -> list[Token]:
    """The owners of a noun, also where the parser took "the factory's" for a mere modifier."""
    return [
        c
        for c in noun.children
        if c.dep_ == "poss" or (c.dep_ == "nmod" and c.i + 1 < noun.i and c.nbor().text in POSSESSIVE)
    ]


def _is_per_period(noun: Token) -> bool:
    """ "7,000 hubcaps a shift"."""
    doc = noun.doc
    if noun.i + 2 >= len(doc) or doc[noun.i + 1].lower_ not in _PER or doc[noun.i + 2].lower_ not in _PERIODS:
        return False
    return noun.tag_ in _MANY and any(c.dep_ == "nummod" for c in noun.children)
