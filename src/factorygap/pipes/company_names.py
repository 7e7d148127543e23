"""Where the name of a company begins and ends."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from factorygap.pipes.company_words import MEMBERS, PLANT_NOUNS, TRADES
from factorygap.pipes.names import is_name_word, run_left, run_right

_TICKER = re.compile(r"[A-Z0-9]{2,}\.[A-Z]{1,2}")


def after_legal(doc: Doc, index: int) -> int:
    """Where a name with a legal form ends, past "of X": "Bauxite Company of Guyana"."""
    if index + 1 < len(doc) and doc[index].lower_ == "of" and doc[index - 1].lower_ in ("company", "corporation"):
        return run_right(doc, index + 1)
    return index


def is_inner(doc: Doc, start: int, end: int) -> bool:
    """Whether a known name is only a word of a longer one: "Ford" in "Bedford Ford Bridge Council"."""
    before = doc[start - 1] if start else None
    inside = doc[end - 1].dep_ == "compound" and doc[end - 1].head.i >= end and doc[end - 1].head.pos_ == "PROPN"
    return inside and before is not None and before.pos_ == "PROPN" and before.head is doc[end - 1].head


def is_of_members(doc: Doc, end: int) -> bool:
    """ "Honda Mineworkers Federation": the name goes on as a body of people."""
    return any(token.lower_ in MEMBERS for token in doc[end : run_right(doc, end)])


def in_ticker(token: Token) -> bool:
    """ "<ABC.OL>": an exchange's sign for a company."""
    doc = token.doc
    before = doc[token.i - 1].text if token.i else ""
    return before == "<" or bool(_TICKER.fullmatch(token.text))


def is_titled_the(token: Token) -> bool:
    """ "The Star" within a sentence: a newspaper."""
    before = token.doc[token.i - 1] if token.i else token
    return before.text == "The" and not before.is_sent_start


def before_legal(doc: Doc, index: int) -> int:
    """Where the name before a legal form begins, past a ticker mark and "and"."""
    last = index - 1
    if last > 1 and doc[last].text == ">":
        opening = next((i for i in range(last, max(-1, last - 6), -1) if doc[i].text == "<"), None)
        last = opening - 1 if opening else last
    if last > 0 and doc[last].lower_ in ("and", "&"):
        last -= 1
    if last < 0 or not is_name_word(doc[last]):
        return index
    start = run_left(doc, last)
    joined = start > 1 and doc[start - 1].lower_ in ("and", "&") and is_name_word(doc[start - 2])
    if joined and (doc[start].lower_ in TRADES or doc[start].lower_.endswith("ers")):
        start = run_left(doc, start - 2)
    return start


def full_name(doc: Doc, start: int, end: int) -> int:
    """A known name with what the entity recogniser adds on the right: "Esso" to "Esso Hellas"."""
    while end < len(doc) and is_name_word(doc[end]) and doc[end].pos_ == "PROPN" and doc[end].lower_ not in PLANT_NOUNS:
        inside = doc[end].ent_type_ == "ORG" and doc[end].ent_iob_ == "I"
        of_country = (
            doc[end].ent_type_ in ("ORG", "GPE") and doc[end - 1].dep_ == "compound" and doc[end - 1].head.i == end
        )
        if not (inside or of_country) and doc[end].lower_ not in TRADES:
            break
        end += 1
    return end
