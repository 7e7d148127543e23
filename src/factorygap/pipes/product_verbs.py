"""Goods that a verb says are made: "weaves canvas", "cars built at Cowley", "the last kettle left the line"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from factorygap.pipes.product_makers import Makers, Types, is_of_plant, subject_of
from factorygap.pipes.product_phrases import ProductPhrases
from factorygap.pipes.product_words import ProductWords
from factorygap.places import region

_OUT_OF = frozenset(["off", "from", "of", "out"])


class Verbs:
    """Reads the verbs of making and of leaving."""

    def __init__(self, words: ProductWords, phrases: ProductPhrases, makers: Makers) -> None:
        self._words = words
        self._phrases = phrases
        self._makers = makers

    def at(self, verb: Token, types: Types) -> Iterator[tuple[Token, str]]:
        """The heads of the goods that a verb or participle speaks of, each with what says so."""
        if any(c.lower_ == "plant" and c.i not in types and self._grows(verb) for c in verb.children):
            return
        if self._words.has(verb, "make"):
            yield from self._made(verb, types, known=False)
        elif self._words.has(verb, "make-known"):
            yield from self._made(verb, types, known=True)
        if self._words.has(verb, "leave"):
            yield from self._left(verb, types)
        if self._words.has(verb, "input"):
            yield from self._turned_into(verb, types)

    def _grows(self, verb: Token) -> bool:
        """ "The plant produces 800 seeds"."""
        return any(self._words.has(c, "grown") for c in verb.children if c.dep_ == "dobj")

    def _made(self, verb: Token, types: Types, *, known: bool) -> Iterator[tuple[Token, str]]:
        if verb.tag_ == "VBN" and verb.dep_ == "acl":
            if not known or self._makers.beside(verb, types):
                yield from self._goods(verb.head, verb.lower_, strict=True, named=self._makers.beside(verb, types))
        elif any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
            yield from self._undergone(verb, types, known=known)
        elif verb.dep_ == "amod" and verb.head.i > verb.i:
            behind_noun = verb.i > verb.sent.start and verb.nbor(-1).pos_ in ("NOUN", "PROPN")
            told = any(c.dep_ == "advmod" or c.lemma_ == "have" for c in verb.children)  # "locally made boots"
            active = verb.tag_ == "VBG" or behind_noun or told
            if active and not known:
                yield from self._goods(verb.head, verb.lower_, strict=True)
        else:
            yield from self._objects(verb, types, known=known)

    def _undergone(self, verb: Token, types: Types, *, known: bool) -> Iterator[tuple[Token, str]]:
        subject = subject_of(verb)
        by_maker = self._makers.beside(verb, types)
        of_plant = self._words.has(verb, "make-by-hand") and any(t.i in types for t in verb.sent)
        if subject is not None and (not known or by_maker or of_plant):
            where = any(c.lower_ == "where" for c in verb.children) and self._words.has(verb.head, "plant")
            named = by_maker or where or any(t.i in types for t in verb.sent)
            free = self._words.has(verb, "make-by-hand") and (by_maker or of_plant) and _is_plain(subject)
            strict = (known and not free) or not (by_maker or free)
            yield from self._goods(subject, f"is {verb.lower_}", strict=strict, named=named)

    def _turned_into(self, verb: Token, types: Types) -> Iterator[tuple[Token, str]]:
        """The yarn of "spins cotton into yarn"."""
        into = [c for c in verb.children if c.lower_ == "into" and c.dep_ == "prep"]
        if into and self._makers.of_verb(verb, types):
            for goods in (g for preposition in into for g in preposition.children if g.dep_ == "pobj"):
                yield from self._goods(goods, f"{verb.lower_} into", strict=not _is_plain(goods))

    def _objects(self, verb: Token, types: Types, *, known: bool) -> Iterator[tuple[Token, str]]:
        made_by = self._makers.of_verb(verb, types)
        if known and (not made_by or _is_condition(verb)):
            return
        if any(c.lower_ == "into" for c in verb.children):
            yield from self._turned_into(verb, types)
            return
        subject = subject_of(verb)
        at_plant = subject is not None and is_of_plant(subject, types)
        for child in verb.children:
            if child.dep_ in ("dobj", "obj"):
                by_hand = self._words.has(verb, "make-by-hand") and not self._makers.is_doubtful(subject)
                free = (by_hand and at_plant) or ((by_hand or self._words.has(verb, "make-plain")) and _is_plain(child))
                strict = (known and not free) or not made_by or child.i < verb.i
                named = made_by and child.i > verb.i
                yield from self._goods(child, verb.lemma_, strict=strict, named=named, by_plant=named and at_plant)
                # "raises kelp and scallop", where the tagger takes the second for a verb
                taken = (c for c in verb.children if c.dep_ == "conj" and c.i == child.i + 2)
                yield from ((c, verb.lemma_) for c in taken if c.tag_ == "VB" and self._words.is_known(c))

    def _left(self, verb: Token, types: Types) -> Iterator[tuple[Token, str]]:
        """ "The last kettle left the Ravno line", "vans roll off the line at Ravno"."""
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        out_of = [c for c in verb.children if c.dep_ == "dobj"]
        out_of += [g for c in verb.children if c.lower_ in _OUT_OF for g in (c, *c.children) if g.dep_ == "pobj"]
        if subject is None or (self._words.has(subject, "carries") and not self._words.any(out_of, "builds")):
            return
        if any(g.i in types or self._words.has(g, "plant") for g in out_of):
            yield from self._goods(subject, verb.lemma_, strict=True, named=True)

    def _goods(
        self, token: Token, why: str, *, strict: bool, named: bool = False, by_plant: bool = False
    ) -> Iterator[tuple[Token, str]]:
        """``by_plant``: a plant makes no people, so that what looks like a person's name is a brand's."""
        brand = token.pos_ == "PROPN" and by_plant and token.text[0].isupper() and region(token.text) is None
        brand = brand and not self._words.has(token, "measure")
        heads = self._phrases.goods(token, strict=strict, named=named)
        yield from ((head, why) for head in dict.fromkeys([*([token] if brand else []), *heads]))


def _is_condition(verb: Token) -> bool:
    """ "The hall sews only if the mill sends thread": what others live on is no goods of theirs."""
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "until") for c in verb.children)


def _is_plain(noun: Token) -> bool:
    """Whether a noun stands for a kind of thing: "boots", "garlic extract", not "a decision", "headway"."""
    words = {c.dep_ for c in noun.children if c.i < noun.i}
    if any(c.lower_ in ("last", "first", "final") for c in noun.children):
        return True
    told = noun.tag_ == "NNS" or (noun.tag_ == "NN" and bool(words & {"compound", "amod"}))
    return told and not words & {"det", "poss"}
