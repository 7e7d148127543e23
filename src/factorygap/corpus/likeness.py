"""How likely two profiles are one facility, with the reasons in words.

The weights add up to MERGE where a proper name and one more fact agree, or where place, owner and kind
agree and neither name says more than these. They were set by hand on the corpus of tests/corpus_generator.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from factorygap.corpus.names import NameKey
from factorygap.corpus.profiles import Profile

MERGE = 0.8
"""Likeness from which two profiles are one facility."""
NEAR_KM = 40.0
"""Two places further apart than this are different ones; a county is about as wide."""
_SHORT = 3
"""Letters of an owner's name that are too few to know a longer one by."""
SPELLING = 90.0
"""rapidfuzz ratio of two names from which they may be spellings of one."""

_KINDS = {
    "power_station": "power",
    "mine": "mine",
    "farm": "farm",
    "fishery": "farm",
    "shipyard": "yard",
    "refinery": "making",
    "factory": "making",
    "mill": "making",
    "smelter": "making",
    "workshop": "making",
}
"""Types of one kind may be named for each other; "complex" and "other" may be anything."""
_TELLING = frozenset(("mine", "refinery", "power_station", "shipyard", "smelter"))
"""Types that say as much as a word of industry does."""


@dataclass(frozen=True)
class Likeness:
    """``score`` from 0 to 1; 0 with ``veto`` where the two cannot be one whatever else agrees."""

    score: float
    reasons: tuple[str, ...]
    veto: bool = False


NONE = Likeness(0.0, ())


def likeness(a: Profile, b: Profile) -> Likeness:
    """Compares two profiles; the same whichever comes first."""
    if a.facts == b.facts:
        return Likeness(1.0, ("the same in all",))
    against = veto(a, b)
    if against:
        return Likeness(0.0, (against,), veto=True)
    if a.type == "unit":
        return _unit_likeness(a, b)
    score, reason = max(_name_likenesses(a, b))
    if score == 0.0:
        return NONE
    reasons = [reason]
    for bonus, why in _circumstances(a, b):
        score += bonus
        reasons.append(why)
    return Likeness(round(max(0.0, min(score, 1.0)), 3), tuple(reasons))


def veto(a: Profile, b: Profile) -> str | None:
    """Why the two can never be one facility, or None."""
    if (a.type == "unit") != (b.type == "unit"):
        return "a part is not the whole"
    kinds = (_KINDS.get(a.type), _KINDS.get(b.type))
    if None not in kinds and kinds[0] != kinds[1]:
        return "other kind: " + ", ".join(sorted(filter(None, kinds)))
    for what, x, y in (("country", a.country, b.country), ("province", a.admin1, b.admin1)):
        if x and y and x != y:
            return f"other {what}: {min(x, y)}, {max(x, y)}"
    if a.at and b.at and a.at != b.at and _km(a.at, b.at) > NEAR_KM:
        return f"{_km(a.at, b.at):.0f} km apart"
    for what, ours, theirs in (
        ("numbers", a.numbers, b.numbers),
        ("compass", a.compass, b.compass),
        ("industry", a.industry, b.industry),
    ):
        if ours and theirs and ours.isdisjoint(theirs):
            return f"other {what}: " + "; ".join(sorted(", ".join(sorted(words)) for words in (ours, theirs)))
    return None


def conflict(a: Profile, b: Profile) -> str | None:
    """Why the two should not come into one group by way of a third, or None: a veto, or owners that differ where
    nothing else makes them one."""
    against = veto(a, b)
    if against is None and a.owner and b.owner and not _same_owner(a, b) and likeness(a, b).score < MERGE:
        return f"other operator: {min(a.owner, b.owner)}, {max(a.owner, b.owner)}"
    return against


def _name_likenesses(a: Profile, b: Profile) -> Iterator[tuple[float, str]]:
    korean = "KP" in (a.country, b.country) and {a.country, b.country} <= {"KP", None}
    yield 0.0, ""
    yield from (_name_likeness(x, y, korean) for x in a.names for y in b.names)
    if _same_place(a, b):
        own = [profile for profile in (a, b) if not profile.is_named_for_place]
        if _same_owner(a, b):
            yield (0.65, 0.65, 0.4)[len(own)], "named for its owner or place"
        elif a.industry & b.industry:
            yield (0.55, 0.55, 0.45)[len(own)], "same industry"


def _same_place(a: Profile, b: Profile) -> bool:
    """Whether both are at one town; a name may say it of one of them ("VW's Zwickau plant")."""
    return (a.place is not None or b.place is not None) and not a.at_names.isdisjoint(b.at_names)


def _same_owner(a: Profile, b: Profile) -> bool:
    """Whether both have one owner, of whom one may say less ("Reliance", "Reliance Industries")."""
    if a.owner is None or b.owner is None:
        return False
    short, long = sorted((a.owner, b.owner), key=len)
    return short == long or (len(short) > _SHORT and long.startswith(short))


def _name_likeness(a: NameKey, b: NameKey, korean: bool) -> tuple[float, str]:
    if not a.spelling or not b.spelling:
        return 0.0, ""
    shown = ", ".join(sorted({a.spelling, b.spelling}))
    ours, theirs = set(a.words) - set(b.plain), set(b.words) - set(a.plain)  # "Orsk Lamp Works" is "Orsk lamp works"
    if a.spelling == b.spelling or (korean and a.romanised == b.romanised) or (ours and ours == theirs):
        if (a.numbers, a.compass) != (b.numbers, b.compass):
            return 0.7, f"same name: {shown}"
        if a.trades & b.trades:
            return 0.85, f"same name and industry: {shown}"
        return (0.8 if not a.industry and not b.industry else 0.7), f"same name: {shown}"
    if set(a.words) <= set(b.words) or set(b.words) <= set(a.words):
        return 0.6, f"name within name: {shown}"
    if min(len(a.spelling), len(b.spelling)) >= 5 and fuzz.ratio(a.spelling, b.spelling) >= SPELLING:
        return 0.6, f"like spelling: {shown}"
    return 0.0, ""


def _circumstances(a: Profile, b: Profile) -> Iterator[tuple[float, str]]:
    """What speaks for and against one facility beside the names, with its weight."""
    if a.place and b.place:
        if a.place == b.place:
            if not (a.is_named_for_place or b.is_named_for_place):
                yield 0.15, f"same place: {a.place}"
        else:
            yield -0.15, f"other place: {min(a.place, b.place)}, {max(a.place, b.place)}"
    elif a.admin1 and a.admin1 == b.admin1:
        yield 0.1, f"same province: {a.admin1}"
    if a.owner and b.owner:
        if _same_owner(a, b):
            yield 0.15, f"same operator: {min(a.owner, b.owner, key=len)}"
        else:
            yield -0.3, f"other operator: {min(a.owner, b.owner)}, {max(a.owner, b.owner)}"
    if a.type == b.type:
        yield (0.1 if a.type in _TELLING else 0.05), f"same type: {a.type}"


def _unit_likeness(a: Profile, b: Profile) -> Likeness:
    if a.parent is None or b.parent is None:
        return NONE
    whole = likeness(a.parent, b.parent) if a.parent != b.parent else Likeness(1.0, ())
    if whole.score < MERGE:
        return whole if whole.veto else NONE
    for x in a.names:
        for y in b.names:
            if (x.numbers, x.industry, x.plain, x.heads) == (y.numbers, y.industry, y.plain, y.heads):
                return Likeness(0.9, ("same part of one whole", *whole.reasons))
            if x.numbers and x.numbers == y.numbers and x.heads == y.heads and not (x.plain and y.plain):
                return Likeness(0.7, ("like part of one whole", *whole.reasons))
    return NONE


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * asin(sqrt(h))
