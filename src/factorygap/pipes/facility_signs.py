"""What a mention shows by itself of being a facility or a part of its own, before it is known what it speaks of."""

from __future__ import annotations

from spacy.tokens import Doc

from factorygap.pipes.facility_mention import Mention, is_spot
from factorygap.pipes.noun_phrases import COLLECTIVE, DEFINITE, POSSESSIVE_PRONOUNS, Range
from factorygap.pipes.place_phrases import place_after

_NO_OWNERS = frozenset(["country", "nation", "world", "region", "state", "province", "county", "city", "continent"])
_BUILDING = frozenset(
    ["build", "add", "install", "open", "construct", "commission", "start", "establish", "erect", "launch"]
)


def is_located(mention: Mention) -> bool:
    """ "the flour mill at Mwanza"; "the site at Mwanza" only adds to what is known."""
    return mention.place is not None and not mention.head.generic


def is_owned(doc: Doc, mention: Mention) -> bool:
    """ "its cement factory", "the group's flour mill"."""
    owner = doc[mention.owner[1] - 1].lower_ if mention.owner is not None else None
    owned = mention.determiner in POSSESSIVE_PRONOUNS or (owner is not None and owner not in _NO_OWNERS)
    return (
        owned
        and not mention.head.generic
        and mention.head.type != "other"
        and bool(mention.plain or not mention.head.weak)
    )


def scene(doc: Doc, mention: Mention) -> Range | None:
    """ "In [Kanggye], the tractor factory has turned to making shells", "In [Corby] the steelworks is cold"."""
    start = doc[mention.head_at].sent.start
    told = mention.plain or not mention.head.weak
    if doc[start].lower_ not in ("in", "at") or mention.head.generic or not told or mention.determiner is None:
        return None
    place = place_after(doc, start)
    if place is None or not is_spot(doc, place):
        return None
    next_to = mention.determiner == "the" and mention.start == place[1]
    return place if next_to or (mention.start == place[1] + 1 and doc[place[1]].text == ",") else None


def is_part_of_its_own(doc: Doc, mention: Mention) -> bool:
    """Whether a part is told from others: "the food unit", "a new rolling mill", not "a line", "furnaces"."""
    head = doc[mention.head_at]
    special = " " in mention.head.noun and not mention.head.weak and not mention.head.common
    if mention.new and head.head.lemma_ not in _BUILDING and not (special or mention.number):
        return False
    vague = (mention.head.weak or mention.head.common) and not (mention.words or mention.number)
    pointed_at = mention.determiner or mention.number or mention.plural or mention.why or head.dep_ == "conj"
    return not vague and bool(pointed_at or (special and mention.plain))


def is_group(doc: Doc, mention: Mention) -> bool:
    """Parts that are counted or pointed at: "two rotary kilns", "its moulding lines", "the kilns" that are lit."""
    if mention.head.common:
        return False
    before = doc[mention.start - 1] if mention.start else None
    share = before is not None and before.lower_ == "of"  # "three of nine autoclaves" says a rate
    start = mention.start - 3
    some = start >= 0 and doc[start].lower_ in COLLECTIVE and doc[start + 1].lower_ == "of"  # "some of their kilns"
    share = share or some
    counted = not share and any(t.like_num for t in doc[mention.start : mention.head_at])
    if mention.head.weak and not mention.plain:
        works = doc[mention.head_at].dep_ in ("nsubj", "nsubjpass")
        return mention.determiner == "the" and works and doc[mention.head_at].head.lemma_ != "be"
    return counted or (mention.determiner in DEFINITE and not share)
