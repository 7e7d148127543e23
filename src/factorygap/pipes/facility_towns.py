"""Plants that the text calls by their town alone: "workers at Ravenscraig", "Rover builds saloons at Cowley"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from factorygap.inflection import forms
from factorygap.labels import FacilityType
from factorygap.lexicon import load
from factorygap.pipes.facility_heads import Head
from factorygap.pipes.facility_mention import SURROUNDED, Mention, is_spot
from factorygap.pipes.noun_phrases import OWNED, POSSESSIVE, Range, numbers_after
from factorygap.pipes.place_phrases import PLACE_WORDS, place_after, place_at, places_after
from factorygap.pipes.scan import ids, tokens_with
from factorygap.places import region

CALLED_BY_TOWN = "called by its town"
_PLANT = Head(
    "plant", "factory", unit=False, weak=False, generic=True, company=False, numbered=False, side=False, common=False,
    before=False, back=frozenset(get_args(FacilityType)),
)  # fmt: skip
_SHIFTS = ids(["shift", "shifts"])
_PREPOSITIONS = ids(["at", "in", "from", "to"])
_SURELY_LOCATING = ids(["near", "outside", "in"])
_MOVABLE = frozenset(["PERSON", "ORG", "GPE", "NORP", "DATE"])
_NO_TOWNS = frozenset(["PERSON", "NORP", "DATE", "ORG", "PRODUCT", "EVENT"])
_PLACES = frozenset(["GPE", "LOC", "FAC"])
_SUBJECTS = ("nsubj", "nsubjpass")
_PRONOUNS = frozenset(["it", "its", "they", "their", "which", "that", "who"])
_INNER = frozenset(["conj", "dobj", "appos", "pobj"])
_STEPS = 4


class Towns:
    """Finds towns that stand for plants; ``folder`` may hold word lists of the user's."""

    def __init__(self, folder: str | None) -> None:
        self._roles: dict[str, set[str]] = {}
        for entry in load("facility_towns", folder):
            words = self._roles.setdefault(entry["role"], set())
            words.update(form for phrase in entry.phrases for form in forms(phrase.split()[-1]))
        self._states = ids(self._roles["state"])
        self._done_to_plants = ids(self._roles["done-to"])

    def find(self, doc: Doc, mentions: list[Mention]) -> list[Mention]:
        """The mentions of ``mentions``, parts without the towns they stand in, and the towns that stand for plants."""
        named = _place_names(doc)
        places = {m: _stands_at(doc, m) for m in mentions if m.head.unit}
        units = [m for m in places if places[m] is not None]
        kept = [_without_town(doc, m) if m in units else m for m in mentions]
        taken = {i for m in kept for i in range(m.start, m.end)}
        taken |= {i for m in kept if m.place and not m.head.unit for i in range(*m.place)}
        spots = {place: self._kind(m) for m, place in places.items() if place is not None}
        spots |= dict.fromkeys(self._acted_on(doc), _PLANT)
        spots |= {m.owner: self._kind(m) for m in mentions if m.owner is not None and _owns_like_a_plant(doc, m)}
        for preposition in tokens_with(doc, LOWER, _PREPOSITIONS):
            place = place_at(doc, preposition.i + 1) if preposition.i + 1 < len(doc) else None
            if place is None or not doc[place[0]].text[0].isupper():
                continue
            if self._stands_for_plant(preposition, is_place=doc[place[0] : place[1]].text in named):
                joined = any(t.lower_ == "and" for t in doc[place[1] : place[1] + 5])
                places_there = places_after(doc, preposition.i) if joined else []
                spots |= {there: spots.get(there, _PLANT) for there in places_there or [place]}
        towns = [_mention(doc, p, spots[p]) for p in sorted(spots) if _is_town(doc, p) and not taken & set(range(*p))]
        return [*kept, *towns]

    def _acted_on(self, doc: Doc) -> Iterator[Range]:
        """What is done to plants alone: "Ravensthorpe will be mothballed", "GM will idle Lordstown"."""
        for verb in tokens_with(doc, LOWER, self._done_to_plants):
            for token in verb.children if verb.pos_ == "VERB" else ():
                if token.dep_ in ("dobj", "nsubjpass") and token.pos_ == "PROPN" and token.ent_type_ not in _NO_TOWNS:
                    start = token.left_edge.i
                    if all(t.pos_ == "PROPN" for t in doc[start : token.i + 1]):
                        yield start, token.i + 1
        for shift in tokens_with(doc, LOWER, _SHIFTS):  # "Duisburg cut a shift"
            placed = any(c.lower_ in ("at", "in") for c in (*shift.children, *shift.head.children))
            for token in shift.head.children if shift.dep_ == "dobj" and not placed else ():
                if token.dep_ == "nsubj" and token.pos_ == "PROPN" and token.ent_type_ in _PLACES:
                    yield token.left_edge.i, token.i + 1
        for state in tokens_with(doc, LOWER, self._states):  # "Longbridge stood idle"
            verb = state.head
            if state.tag_ == "JJ" and state.dep_ != "amod" and self._has(verb, "stand"):
                for token in verb.children:
                    if token.dep_ == "nsubj" and token.pos_ == "PROPN" and token.ent_type_ in _PLACES:
                        yield token.left_edge.i, token.i + 1

    def _kind(self, unit: Mention) -> Head:
        """The plant that a part belongs to: a furnace to a mill."""
        kinds: tuple[FacilityType, ...] = ("mill", "power_station")
        kind = next((k for k in kinds if unit.head.last in self._roles[k]), _PLANT.type)
        return replace(_PLANT, type=kind)

    def _stands_for_plant(self, preposition: Token, *, is_place: bool) -> bool:
        governor = self._makes(preposition.head)
        at = preposition.lower_ == "at"
        if governor.pos_ in ("NOUN", "PROPN"):
            if at and self._has(governor, "work"):
                return is_place or self._by_company(governor)
            return self._is_production(governor) and self._is_companys(governor, at, is_place)
        if governor.pos_ not in ("VERB", "AUX"):
            return False
        if preposition.lower_ in ("at", "in") and self._has(governor, "make"):
            passive = any(c.dep_ == "nsubjpass" for c in governor.children) or governor.dep_ == "acl"
            brand = any(c.dep_ == "nsubjpass" and c.pos_ == "PROPN" for c in governor.children)
            built = passive and is_place and (at or brand)  # "the Corsa is built in Zaragoza"
            return built or (not passive and self._by_company(governor) and _has_object(governor))
        done = [c for c in governor.children if c.dep_ == "dobj" or (at and c.dep_ in _SUBJECTS)]
        if at and is_place and any(self._has(c, "work") for c in done if c.dep_ == "dobj"):
            return True
        moving = self._has(governor, "move") and preposition.lower_ in ("to", "from")
        models = (c for c in governor.children if c.dep_ == "dobj" and c.pos_ == "PROPN")
        if moving and any(c.ent_type_ not in _MOVABLE for c in models) and self._by_company(governor):
            return True
        moved = [c for c in governor.children if c.dep_ in _SUBJECTS and self._is_production(c)]
        if moved and moving:
            return True
        if moved and is_place and preposition.lower_ == "in" and self._has(governor, "end"):
            return True  # "production of the Corsa ended in Eisenach"
        return any(self._is_production(c) for c in done) and self._is_companys(governor, at, is_place)

    def _makes(self, governor: Token) -> Token:
        """The word in "[makes] the Alto and Brio in Corby", "[production] of vans at Corby", where the parser sees vans
        at Corby."""
        token = governor
        for _ in range(_STEPS):
            if (token.pos_ == "VERB" and self._has(token, "make")) or self._has(token, "product"):
                return token
            if token.dep_ not in _INNER and token.lower_ != "of":
                break
            token = token.head
        return governor

    def _is_production(self, noun: Token) -> bool:
        """Not that of films."""
        return self._has(noun, "product") and not any(self._has(c, "no-goods") for c in noun.children)

    def _is_companys(self, token: Token, at: bool, is_place: bool) -> bool:
        """Whether a company stops, moves or has the production; "at" needs none where the name is a place's."""
        return (at and is_place) or self._by_company(token)

    def _by_company(self, token: Token) -> bool:
        for _ in range(_STEPS):
            owners = [c for c in token.children if c.dep_ in (*_SUBJECTS, "poss") and c.lower_ not in _PRONOUNS]
            if owners:
                return any(self._is_company(owner) for owner in owners)
            if token.head is token:
                return False
            token = token.head
        return False

    def _is_company(self, token: Token) -> bool:
        alone = token.ent_iob_ == "B" and not any(c.dep_ == "compound" for c in token.children)
        surname = token.ent_type_ == "PERSON" and alone  # rather a firm that bears it
        named = token.pos_ == "PROPN" and (token.ent_type_ in ("ORG", "", "PRODUCT", "GPE") or surname)
        named = named and region(token.text) is None
        return named or self._has(token, "company") or (token.pos_ == "NOUN" and token.ent_type_ == "ORG")

    def _has(self, token: Token, role: str) -> bool:
        return token.lower_ in self._roles[role] and (token.text.islower() or bool(token.is_sent_start))


def _place_names(doc: Doc) -> frozenset[str]:
    """What the text uses as a place's name anywhere: so says the tagger, or a "near" before it."""
    behind = (place_at(doc, t.i + 1) for t in tokens_with(doc, LOWER, _SURELY_LOCATING) if t.i + 1 < len(doc))
    located = {doc[place[0] : place[1]].text for place in behind if place is not None}
    return frozenset(located | {ent.text.removeprefix("the ") for ent in doc.ents if ent.label_ in _PLACES})


def _has_object(verb: Token) -> bool:
    return any(c.dep_ == "dobj" for c in verb.children)


def _stands_at(doc: Doc, unit: Mention) -> Range | None:
    """ "The paint shop at [Halewood]"."""
    place = unit.place or place_after(doc, numbers_after(doc, unit.head_at + 1)[0])
    if place is None or place[0] <= unit.head_at or doc[place[0] - 2].text == ",":
        return None
    companys = (
        unit.determiner in OWNED
        and unit.head.weak
        and unit.number is None
        and (unit.why == SURROUNDED or not unit.words)
    )
    before = doc[place[0] - 1].lower_
    return place if before == "at" or (before == "in" and companys) else None  # "Samsung's line in Xi'an"


def _without_town(doc: Doc, unit: Mention) -> Mention:
    end = unit.head_at + 1
    while end < unit.end and doc[end].lower_ != "at":
        end += 1
    if unit.why != SURROUNDED:
        return replace(unit, place=None)
    return replace(unit, end=end, name=doc[unit.start : end].text, proper=frozenset(), place=None, why="")


def _owns_like_a_plant(doc: Doc, unit: Mention) -> bool:
    """ "Chernobyl's third reactor", not "Alcoa's" or "Japan's"."""
    return (
        unit.head.unit
        and unit.owner is not None
        and unit.owner[1] < len(doc)
        and doc[unit.owner[1]].text in POSSESSIVE
        and doc[unit.owner[1] - 1].ent_type_ in _PLACES
        and doc[unit.owner[0]].text[0].isupper()
    )


def _is_town(doc: Doc, place: Range) -> bool:
    """Not a country, state or county."""
    return is_spot(doc, place) and doc[place[1] - 1].lower_ not in PLACE_WORDS


def _mention(doc: Doc, place: Range, head: Head) -> Mention:
    words = frozenset(t.lower_ for t in doc[place[0] : place[1]] if t.is_alpha)
    return Mention(
        *place, place[1] - 1, head, name=doc[place[0] : place[1]].text, proper=words, place=place, why=CALLED_BY_TOWN
    )
