"""The noun phrases that name goods: what "kinds of" and "items like" list, and how goods are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factorygap.pipes.facility_heads import HYPHENS
from factorygap.pipes.product_words import ProductWords

_NAMED = frozenset(
    [
        "PERSON",
        "GPE",
        "LOC",
        "DATE",
        "TIME",
        "MONEY",
        "PERCENT",
        "NORP",
        "FAC",
        "EVENT",
        "LAW",
        "WORK_OF_ART",
        "QUANTITY",
    ]
)
_EXAMPLES = frozenset(["like", "including", "as", "namely"])
_IDLE_ENDS = frozenset("quality class needed called rate owned run based made produced priced selling".split())
_ELECTRICITY = frozenset([("power",), ("electric", "power"), ("electrical", "power"), ("thermal", "power")])
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "hood", "dom")
"""Ends of nouns that are no goods where the word list does not know them."""

_NO_BRAND = frozenset(["GPE", "LOC", "NORP", "PERSON", "DATE", "TIME", "MONEY", "PERCENT", "EVENT", "LANGUAGE"])
_PARTS = frozenset(["compound", "amod", "nmod", "nummod", "npadvmod"])


@dataclass(frozen=True)
class Found:
    """One mention of goods. ``anchor`` is the word that says they are made: a verb, an output noun, a plant."""

    start: int
    end: int
    head: int
    anchor: int
    name: str
    key: tuple[str, ...]  # its words in the singular, to tell the same goods
    planned: bool
    attributive: bool  # only the first part of a compound: "sugar" of "sugar output"
    why: str


class ProductPhrases:
    """Reads noun phrases with the product word lists."""

    def __init__(self, words: ProductWords) -> None:
        self._words = words

    def goods(self, token: Token, *, strict: bool, named: bool = False) -> Iterator[Token]:
        """The heads of the goods that a noun phrase lists; with ``strict``, only goods of the word list.

        ``named`` lets in names of models and brands: "the Alto", "Golden Crisps".
        """
        for part in (token, *self._listed(token)):
            last = self._last_noun(part)
            yield from (inner for inner in _coordinated_inside(last) if self._words.is_known(inner))
            yield from self._one(last, strict=strict, named=named)

    def _listed(self, token: Token) -> list[Token]:
        """What else stands in the list, also where the parser took brand names for appositions of one another."""
        found = [part for part in token.conjuncts if part.i >= token.i or part.head is token]
        found = [part for part in found if part.nbor(-1).text != "&" or part.text.islower()]
        found = [part for part in found if not (part.text.isupper() and part.nbor(-1).lower_ == "or")]  # "yarn, or POY"
        for part in (token, *found):
            if part.pos_ == "PROPN":
                found += [c for c in part.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > part.i]
        return list(dict.fromkeys(found))

    def _last_noun(self, token: Token) -> Token:
        """The word that a run of nouns ends in, where the parser cut it: "ammonium | nitrate", "chestnut | jelly"."""
        doc = token.doc
        while token.i + 1 < len(doc) and not doc[token.i + 1].is_sent_start:
            after = doc[token.i + 1]
            cut = (
                after.pos_ == "NOUN" and token.pos_ == "NOUN" and after.dep_ == token.dep_ and after.head == token.head
            )
            if not cut and not self._words.is_known_phrase(after):
                break
            token = after
        return token

    def _one(self, token: Token, *, strict: bool, named: bool = False) -> Iterator[Token]:
        words = self._words
        behind = [
            g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"
        ]
        if behind and (words.has(token, "kind") or words.has(token, "measure") or token.pos_ == "NUM"):
            for goods in behind:
                yield from self.goods(goods, strict=strict, named=named)
            return
        wide = words.has(token, "wide") or words.has(token, "kind")
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ in _EXAMPLES:
                for goods in prep.children:
                    if goods.dep_ == "pobj":
                        yield from self.goods(goods, strict=not wide)
        if wide:
            for goods in behind:
                yield from self.goods(goods, strict=True)
        if self.accepts(token, strict=strict, named=named):
            yield token

    def accepts(self, token: Token, *, strict: bool, named: bool = False) -> bool:
        """Whether the token heads a name of goods."""
        words = self._words
        if words.is_known_phrase(token) and token.pos_ != "VERB":
            return True
        if named and _is_brand(token) and not any(words.has(token, r) for r in ("maker", "plant", "measure")):
            return True
        before_noun = token.dep_ in ("compound", "amod", "nmod") and token.lower_ in self._words.single
        if token.pos_ not in ("NOUN", "PROPN") and not (before_noun and token.pos_ in ("ADJ", "X")):
            return False
        if words.has(token, "wide"):  # "rubber products"
            return any(c.dep_ in ("compound", "amod") and words.is_known(c) for c in token.children)
        if words.has(token, "carrier") and not strict and not words.is_known(token):  # "ABS units"
            return any(c.dep_ == "compound" for c in token.children)
        if words.has(token, "not"):
            return False
        if words.has(token, "measure"):
            if not words.has(token, "container"):
                return False
            of_material = any(c.dep_ == "compound" and c.pos_ == "NOUN" for c in token.children)
            counted = any(c.dep_ == "nummod" for c in token.children)
            told = token.tag_ == "NNS" or any(  # "coated sheet"
                c.dep_ == "amod" and not words.has(c, "praise") for c in token.children
            )
            return (told and not counted and not strict) or of_material or token.lemma_ in ("bottle", "can")
        if words.is_known(token):
            return token.ent_type_ not in ("PERSON", "GPE") or token.text.islower()
        if words.has(token, "kind") or token.lemma_.endswith(_ABSTRACT):
            return False
        named_else = token.ent_type_ in _NAMED and not (token.ent_type_ == "PERSON" and token.text.islower())
        return not strict and token.pos_ == "NOUN" and not named_else and token.is_alpha

    def found(self, head: Token, anchor: Token, *, planned: bool, why: str) -> Found:
        """The goods that ``head`` heads, called without determiner, number and praise."""
        doc, start = head.doc, head.i
        attributive = head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i
        while start > head.sent.start and _is_part(doc[start - 1], head, start):
            if (attributive and doc[start - 1].pos_ == "PROPN") or (
                doc[start - 1].text.islower() and head.pos_ == "PROPN" and head.text[0].isupper()
            ):
                break  # "the Mill Road sugar mill", "the family car Alto"
            if doc[start - 1].tag_ == "VBG" and self._words.has(doc[start - 1], "make"):
                break
            start -= 1
        while start < head.i and (doc[start].text in HYPHENS or self._is_idle(doc, start)):
            start += 1
        if (
            start + 2 == head.i
            and doc[start + 1].text in HYPHENS
            and self._words.is_known(doc[start])
            and not self._words.is_known_phrase(head)
            and head.dep_ != "dobj"
        ):
            start = head.i  # "lead-zinc mine": two goods, as "bean-paste hall" is not
        tokens = list(doc[start : head.i + 1])
        name = "".join(_spelt(t) + t.whitespace_ for t in tokens).strip()
        key = tuple(singular(t.lower_) for t in tokens if t.text not in HYPHENS)
        if len(key) > 1 and self._words.has(head, "wide"):
            key = key[:-1]  # "MDF material" is MDF
        if key in _ELECTRICITY:
            key = ("electricity",)
        end = head.i + 1
        while end + 1 < len(doc) and doc[end].text == "&" and doc[end + 1].text[0].isupper():
            end += 2
            name = doc[start:end].text
        return Found(start, end, head.i, anchor.i, name, key, planned, attributive, why)

    def _is_idle(self, doc: Doc, i: int) -> bool:
        """Whether a leading word says nothing of what the goods are: "high-quality", "12,000", "various"."""
        token = doc[i]
        if token.like_num:
            return True
        if doc[i + 1].text in HYPHENS and not token.whitespace_ and not doc[i + 1].whitespace_:
            return i + 2 < len(doc) and (doc[i + 2].tag_ in ("JJR", "JJS") or doc[i + 2].text in _IDLE_ENDS)
        number = token.pos_ == "NUM" or token.ent_type_ in _NAMED
        measure = self._words.has(token, "measure") and i > 0 and doc[i - 1].like_num
        joined = i > 0 and doc[i - 1].text in HYPHENS
        return number or measure or joined or token.tag_ in ("JJR", "JJS") or self._words.has(token, "praise")


def _coordinated_inside(head: Token) -> Iterator[Token]:
    """The lead of "lead and zinc ingots"."""
    for child in head.children:
        if child.dep_ in ("nmod", "compound") and child.i < head.i and any(c.dep_ == "conj" for c in child.children):
            yield child


def _is_brand(token: Token) -> bool:
    """A name that can be a model's or brand's: "the Alto", "150,000 Altos", "Golden Crisps", "the 407"."""
    coded = token.text[0].isupper() and token.text.rstrip("s")[-1].isdigit()  # "A320s", taken for a date
    if token.ent_type_ in _NO_BRAND and not coded and not (token.ent_type_ in ("PERSON", "GPE") and _is_the(token)):
        return False
    if token.pos_ == "NUM":
        owned = any(c.dep_ == "poss" for c in token.children)
        return (_is_the(token) or owned) and token.is_digit and len(token) == 3
    capital = token.text[0].isupper() or token.text[1:2].isupper()  # "iPads"
    if token.pos_ not in ("PROPN", "NOUN") or not capital or token.is_sent_start:
        return False
    return not any(c.dep_ in ("prep", "relcl") and c.lower_ not in ("in", "at") for c in token.children)


def _is_the(token: Token) -> bool:
    return any(c.lower_ == "the" for c in token.children)


def _is_part(token: Token, head: Token, start: int) -> bool:
    doc = token.doc
    if token.text in HYPHENS:
        return not token.whitespace_ and token.i > 0 and not doc[token.i - 1].whitespace_
    if doc[token.i + 1].text in HYPHENS and not token.whitespace_:
        return token.is_alpha
    if token.pos_ == "NOUN" and token.dep_ in ("pobj", "dobj") and token.head == head.head and token.i + 1 == start:
        return True
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and token.tag_ not in ("VBN", "VBG"):
        return False
    hyphened = token.i > 0 and doc[token.i - 1].text in HYPHENS
    return token.dep_ in _PARTS and token.i < token.head.i and (token.head.i <= head.i or hyphened)


def _spelt(token: Token) -> str:
    """A common noun in lower case, a name as it stands."""
    name = token.pos_ == "PROPN" and not token.is_sent_start and token.ent_type_ != ""
    return token.text if name or token.text.isupper() else token.lower_


def singular(word: str) -> str:
    """The same for "fibres" and "fibre", whatever the tagger takes them for."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "buses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
