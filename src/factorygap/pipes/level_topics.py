"""Which words a level can be said of: facilities, their parts, their work, a sector (lexicon/level_topics.toml)."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from factorygap import labels, layers, lexicon
from factorygap.inflection import forms
from factorygap.per_doc import per_doc
from factorygap.pipes import layer, tokens_in
from factorygap.pipes.clauses import complements, modifiers

FACILITY = "facility"
NAME = "name"
STAND_IN = "stand-in"
_OF = frozenset(["of"])
_STAND_INS = frozenset(["it", "its", "both", "one", "neither", "latter", "former"])
_PEOPLE = frozenset(["we", "they", "others", "rest", "most", "all"])


class Topics:
    """The topics of one Doc: ``kind(token)`` says what sort of thing a noun is, or None."""

    def __init__(self, doc: Doc, folder: str | None = None) -> None:
        self._words = _words(folder)
        self.mentions: dict[int, str] = facility_tokens(doc)
        self.products = frozenset(tokens_in(doc, labels.PRODUCTS))

    def kind(self, token: Token) -> str | None:
        """``facility``, ``plant``, ``part``, ``work``, ``activity``, ``sector``, ``capacity``, ``other``, or None.

        Where the Doc names facilities also ``stand-in`` ("it", "both") and ``name`` (a proper name, "we").
        """
        if token.i in self.mentions:
            return FACILITY
        if token.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ", "PRON"):
            return None
        for entry in self._words.get(token.lower_, ()):
            if _fits(entry, token) and (self.mentions or not entry["among"]):
                kind: str = entry["kind"]
                return kind
        if not self.mentions:
            return None
        if token.lower_ in _STAND_INS:
            return STAND_IN
        return NAME if token.pos_ == "PROPN" or token.lower_ in _PEOPLE else None


@per_doc(labels.FACILITIES, labels.PRODUCTS)
def of(doc: Doc) -> Topics:
    """The topics of the Doc in hand, by our own word list."""
    return Topics(doc)


@cache
def _words(folder: str | None) -> dict[str, tuple[lexicon.Entry, ...]]:
    table: dict[str, tuple[lexicon.Entry, ...]] = {}
    for entry in lexicon.load("level_topics", folder):
        for phrase in entry.phrases:
            for form in (phrase[1:],) if phrase.startswith("=") else forms(phrase):
                table[form] = (*table.get(form, ()), entry)
    return table


def _fits(entry: lexicon.Entry, token: Token) -> bool:
    if entry["bare"]:
        left = [child for child in token.lefts if child.lower_ not in entry["bare"]]
        return any(token.lefts) and all(child.dep_ in ("det", "nummod", "predet", "poss") for child in left)
    if entry["numbered"]:
        number = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        before = token.doc[token.i - 1] if token.i else None
        return bool(
            (number is not None and (number.like_num or number.lower_ in ("no", "no.", "#")))
            or (before is not None and before.like_num and (before.text[0].isdigit() or before.pos_ == "ADJ"))
        )
    if not entry["with"] and not entry["without"]:
        return True
    near = modifiers(token)
    around = {word.lower_ for word in (*near, *(w for m in near if m.dep_ == "compound" for w in modifiers(m)))}
    if entry["without"]:
        around |= {noun.lower_ for noun in complements(token, _OF)}
    if entry["with"]:
        return bool(around & set(entry["with"]))
    return not around & set(entry["without"])


@per_doc(labels.FACILITIES)
def facility_tokens(doc: Doc) -> dict[int, str]:
    """The facility id of each token that lies in a mention of a facility; of nested mentions the shorter one's."""
    facilities: list[layers.Facility] = layer(doc, labels.FACILITIES)
    spans = [(m["end"] - m["start"], m["start"], m["end"], f["id"]) for f in facilities for m in f["mentions"]]
    return {i: name for _, start, end, name in sorted(spans, reverse=True) for i in range(start, end)}
