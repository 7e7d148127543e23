"""The places named behind a noun phrase: "at Grangemouth", "in Flint, Mich., and Oshawa"."""

from __future__ import annotations

from spacy.tokens import Doc

from factorygap.pipes.facility_heads import HYPHENS
from factorygap.pipes.noun_phrases import INNER, POSSESSIVE, Range
from factorygap.places import region

LOCATING = frozenset(["at", "in", "near", "outside", "on", "around"])
COMPASS = frozenset(["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "centre",
                     "center", "interior", "heartland"])  # fmt: skip
PLACE_WORDS = frozenset(
    ["county", "province", "district", "city", "state", "region", "prefecture", "de", "la", "del", "do", "el"]
)


def place_after(doc: Doc, end: int) -> Range | None:
    """The place named right behind a phrase: "at Grangemouth", "in the port city of Wonsan", "in Tasmania's north"."""
    comma = end < len(doc) and doc[end].text == ","
    end += comma
    if end + 1 >= len(doc) or doc[end].lower_ not in LOCATING:
        return None
    i = end + 1
    limit = min(len(doc), i + 7)
    while i < limit and not doc[i].text[0].isupper():
        other = doc[i].pos_ in ("VERB", "AUX", "PRON", "NUM", "CCONJ") or doc[i].text in POSSESSIVE
        if (doc[i].is_punct and doc[i].text not in HYPHENS) or other:
            return None
        i += 1
    return None if i >= limit else place_at(doc, i)


def place_at(doc: Doc, start: int) -> Range | None:
    """The run of a place's name that begins at ``doc[start]``."""
    first = doc[start]
    if first.ent_type_ in ("DATE", "TIME", "MONEY") or first.pos_ not in ("PROPN", "NOUN", "ADJ"):
        return None
    if first.ent_type_ == "NORP" and first.pos_ != "PROPN":
        return None
    i = start
    while (
        i < len(doc)
        and _in_place(doc, i)
        and not (i > start and doc[i - 1].text.endswith(".") and doc[i].is_sent_start)
    ):
        i += 1
    if i < len(doc) and doc[i].text in POSSESSIVE and doc[i].tag_ == "POS":
        return (start, i) if i + 1 < len(doc) and doc[i + 1].lower_ in COMPASS else None
    inside = i < len(doc) and doc[i].pos_ == "NOUN" and doc[i - 1].dep_ in INNER and doc[i - 1].head.i >= i
    if inside and doc[i - 1].ent_type_ != "GPE":
        return None
    return (start, i) if i > start else None


def _in_place(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.ent_type_ in ("DATE", "TIME"):
        return False
    if token.text in HYPHENS:
        return not token.whitespace_ and i + 1 < len(doc) and not doc[i - 1].whitespace_
    if token.text[0].isupper():
        return token.pos_ in ("PROPN", "NOUN", "ADJ", "X")
    if token.lower_ in PLACE_WORDS:
        return token.lower_ not in ("do", "state", "la", "el", "de", "del") or (
            i + 1 < len(doc) and doc[i + 1].text[0].isupper()
        )
    return not doc[i - 1].whitespace_ and not token.is_punct and token.text not in POSSESSIVE


def places_after(doc: Doc, end: int) -> list[Range]:
    """The places listed behind a plural: "refineries at Brest and Nantes", "plants in Flint, Mich., and Oshawa"."""
    first = place_after(doc, end)
    if first is None:
        return []
    spans = [first]
    i = first[1]
    while i + 1 < len(doc):
        if doc[i].lower_ == "in":  # "at Corby in England and Goole in Yorkshire"
            state = place_at(doc, i + 1)
            i = state[1] if state is not None and region(doc[state[0] : state[1]].text) is not None else i
        j = i
        while j < len(doc) and (doc[j].text == "," or doc[j].lower_ == "and"):
            j += 1
        if j == i or j >= len(doc) or not doc[j].text[0].isupper():
            break
        place = place_at(doc, j)
        if place is None:
            break
        if region(doc[place[0] : place[1]].text) is None:
            spans.append(place)
        i = place[1]
    return spans
