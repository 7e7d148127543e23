"""Who makes goods: whether a verb's subject, agent or place is a plant, a company, a country, an industry."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from factorygap.labels import FacilityType
from factorygap.pipes.product_words import ProductWords

SUBJECTS = ("nsubj", "nsubjpass")

Types = Mapping[int, FacilityType]
"""The type of the facility that each token inside a mention belongs to."""


class Makers:
    """Asks a word list, and where the facilities of a Doc are mentioned."""

    def __init__(self, words: ProductWords) -> None:
        self._words = words

    def is_maker(self, subject: Token, types: Types) -> bool:
        named = subject.pos_ == "PROPN" and subject.ent_type_ in ("ORG", "GPE", "FAC", "PRODUCT", "")
        alone = subject.ent_iob_ == "B" and not any(c.dep_ == "compound" for c in subject.children)
        named = named or (subject.ent_type_ == "PERSON" and alone)  # rather a firm that bears a family's name
        there = (g.i in types for c in subject.children if c.lower_ in ("at", "in", "of") for g in c.children)
        return subject.i in types or named or self._words.has(subject, "maker") or any(there)

    def is_doubtful(self, subject: Token | None) -> bool:
        """Whether a maker may be a mere person: "who makes", "Brown makes"."""
        return subject is not None and (subject.lower_ == "who" or subject.ent_type_ == "PERSON")

    def of_verb(self, verb: Token, types: Types) -> bool:
        """Whether the subject of a verb makes things; without a subject, the noun that the verb describes or the last
        subject before it."""
        subject = subject_of(verb)
        if subject is not None:
            return self.is_maker(subject, types)
        for token in verb.ancestors:
            if token.pos_ in ("NOUN", "PROPN"):
                if token.i in types or self._words.has(token, "maker"):
                    return True
                break
        before = (t for t in reversed(verb.doc[verb.sent.start : verb.i]) if t.dep_ in SUBJECTS)
        last = next(before, None)
        return last is not None and self.is_maker(last, types)

    def beside(self, verb: Token, types: Types) -> bool:
        """Whether a passive says by whom or where: "made by Zanussi", "assembled at the Ravno works"."""
        places = [c for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ in ("by", "at", "in")]
        return any(self.is_maker(g, types) for place in places for g in place.children)

    def is_input(self, noun: Token) -> bool:
        """Whether the clause speaks of goods that come in or are wanted, not of those that are made."""
        for token in [noun, *noun.ancestors][:4]:
            turned_out = any(c.dep_ == "prt" and c.lower_ == "out" for c in token.children)
            if self._words.has(token, "input") and not turned_out:
                return True
            if token.pos_ == "VERB":
                break
        return False

    def is_planned(self, anchor: Token) -> bool:
        for token in [anchor, *anchor.ancestors][:4]:
            if self._words.has(token, "ending"):
                return False
            if any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall", "'ll") for c in token.children):
                return True
            if token is not anchor and self._words.has(token, "planning"):
                return True
            if token.dep_ in ("relcl", "acl", "appos"):
                break
        return False


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; the looms of "90 of 546 looms weave", the plant of "the plant was to weave"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None and verb.dep_ in ("xcomp", "conj") and verb.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head)
    if subject is None or subject.pos_ != "NUM":
        return subject
    behind = (g for c in subject.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return next(behind, subject)


def is_of_plant(subject: Token, types: Types) -> bool:
    """Whether a subject is a facility, or "which" that stands for one."""
    return subject.i in types or (subject.lower_ in ("which", "that") and subject.head.head.i in types)
