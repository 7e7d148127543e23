"""What a public body does in its sentence, and of which category and level its name shows it to be."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from factorygap import lexicon
from factorygap.labels import ActorCategory, ActorLevel
from factorygap.pipes.body_names import SCOPES

_WORKING = frozenset(
    "workers worker mineworkers miners steelworkers metalworkers labour labor dockers employees unions".split()
)
_TRADING = frozenset(
    "exporters producers growers millers manufacturers employers traders marketers importers business industry minerals"
    " cotton sugar textile steel mining industrial".split()
)
_LOCAL = frozenset("provincial county city municipal district prefectural township borough".split())
_DATA = frozenset("figures data returns statistics report survey estimate estimates numbers bulletin statement".split())
_NATIONAL = frozenset(word for word, level in SCOPES.items() if level == "national")
_ROLES = frozenset(
    "spokesman spokeswoman spokesperson spokesmen official officials minister order directive decree decision"
    " chapter branch local members".split()
)


def plays_a_part(head: Token, entry: lexicon.Entry, generic: bool, titles: dict[int, str]) -> bool:
    """Bodies act, speak, own or stand beside a title; in "government bonds" there is none."""
    if entry["category"] == "state_media":
        return True
    if head.dep_ in ("compound", "amod", "nmod"):
        if entry["category"] == "union" and head.is_lower and head.head.i in titles:
            return False
        speaks = head.head.dep_ in ("nsubj", "nsubjpass", "appos") or is_agent(head.head) or not generic
        return speaks and (
            head.head.lower_ in _ROLES
            or (not generic and head.head.lower_ in _DATA)
            or (head.head.i in titles and entry.id != "the-union")
            or (not generic and head.head.ent_type_ == "PERSON")
        )
    if entry["person"] or entry["category"] == "management" or entry.id == "local-government":
        return head.dep_ == "nsubj" or is_agent(head) or (head.dep_ == "conj" and head.head.dep_ == "nsubj")
    if generic or entry["category"] in ("international", "foreign"):
        if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.i in titles:
            return True
        return (
            head.dep_ in ("nsubj", "nsubjpass", "poss", "csubj", "ROOT")
            or is_agent(head)
            or (head.dep_ == "conj" and head.head.dep_ in ("nsubj", "poss"))
        )
    return True


def is_agent(head: Token) -> bool:
    link = head.head
    return head.dep_ == "pobj" and (
        link.dep_ == "agent" or link.lower_ == "by" or (link.lower_ == "to" and link.head.lower_ == "according")
    )


def level_of(doc: Doc, start: int, end: int) -> ActorLevel | None:
    for token in doc[max(0, start - 2) : end]:
        level = SCOPES.get(token.lower_)
        if level is not None:
            return level
    return None


def _is_of_no_place(doc: Doc, start: int, head: Token) -> bool:
    """ "The Energy Committee", not "the Kotka City Committee"."""
    return not any(t.lower_ in SCOPES or t.ent_type_ in ("GPE", "LOC") for t in doc[start : head.i])


def of_country(
    doc: Doc, start: int, end: int, head: Token, entry: lexicon.Entry, countries: dict[int, str]
) -> ActorCategory:
    category: ActorCategory = entry["category"]
    if entry.id == "council" and head.lower_ == "committee" and _is_of_no_place(doc, start, head):
        return "government"
    if entry.id == "council" and any(t.lower_ in _NATIONAL for t in doc[start : head.i]):
        return "government"
    if entry.id == "council" and any(t.lower_ in _TRADING for t in doc[start : head.i]):
        return "association"
    if category == "association" and any(t.lower_ in _WORKING for t in doc[start:end]):
        return "union"
    if category in ("ministry", "government") and any(t.lower_ in _LOCAL for t in doc[start : head.i]):
        return "local_government"
    if category in ("government", "ministry") and entry["capital"]:
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is not None and owner.pos_ == "PROPN" and owner.i not in countries:
            return "local_government"
    return category
