"""How likely two profiles are one facility, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from factorygap.corpus.names import NameKey
from factorygap.corpus.profiles import Profile

NEAR_KM = 40.0
"""Two places further apart than this are different ones; a county is about as wide."""
SPELLING = 90.0
"""rapidfuzz ratio of two romanised names from which they may be spellings of one."""

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


@dataclass(frozen=True)
class Likeness:
    """``score`` from 0 to 1; 0 with ``veto`` where the two cannot be one whatever else agrees."""

    score: float
    reasons: tuple[str, ...]
    veto: bool = False


def likeness(a: Profile, b: Profile) -> Likeness:
    """Compares two profiles; the same whichever comes first."""
    against = veto(a, b)
    if against:
        return Likeness(0.0, (against,), veto=True)
    if a.type == "unit":
        return _unit_likeness(a, b)
    score, reasons = max((_name_likeness(x, y) for x in a.names for y in b.names), key=lambda found: found[0])
    same_place, same_owner = _same(a.place, b.place), _same(a.owner, b.owner)
    if score == 0.0 and same_place and same_owner:
        score, reasons = 0.6, []
    elif score == 0.0 and same_place and _shared_industry(a, b):
        score, reasons = 0.55, ["same industry"]
    if score == 0.0:
        return Likeness(0.0, ())
    for agrees, bonus, reason in (
        (same_place, 0.15, f"same place: {a.place}"),
        (same_owner, 0.15, f"same operator: {a.owner}"),
        (a.type == b.type, 0.05, f"same type: {a.type}"),
    ):
        if agrees:
            score += bonus
            reasons = [*reasons, reason]
    return Likeness(round(min(score, 1.0), 3), tuple(reasons))


def veto(a: Profile, b: Profile) -> str | None:
    """Why the two can never be one facility, or None."""
    if (a.type == "unit") != (b.type == "unit"):
        return "a part is not the whole"
    kinds = {_KINDS[profile.type] for profile in (a, b) if profile.type in _KINDS}
    if len(kinds) == 2:
        return f"other kind: {a.type}, {b.type}"
    for what, x, y in (
        ("country", a.country, b.country),
        ("province", a.admin1, b.admin1),
    ):
        if x and y and x != y:
            return f"other {what}: {x}, {y}"
    if a.at and b.at and _km(a.at, b.at) > NEAR_KM:
        return f"{_km(a.at, b.at):.0f} km apart"
    for what in ("numbers", "compass", "industry"):
        ours, theirs = ({word for name in profile.names for word in getattr(name, what)} for profile in (a, b))
        if ours and theirs and not ours & theirs:
            return f"other {what}: {', '.join(sorted(ours))}; {', '.join(sorted(theirs))}"
    return None


def _name_likeness(a: NameKey, b: NameKey) -> tuple[float, list[str]]:
    if not a.proper or not b.proper:
        return 0.0, []
    if a.proper == b.proper:
        if a.industry and a.industry == b.industry:
            return 0.85, [f"same name and industry: {a.proper}"]
        return (0.8 if not a.industry and not b.industry else 0.7), [f"same name: {a.proper}"]
    if set(a.words) <= set(b.words) or set(b.words) <= set(a.words):
        return 0.6, [f"name within name: {a.proper}, {b.proper}"]
    if min(len(a.proper), len(b.proper)) >= 5 and fuzz.ratio(a.proper, b.proper) >= SPELLING:
        return 0.6, [f"like spelling: {a.proper}, {b.proper}"]
    return 0.0, []


def _unit_likeness(a: Profile, b: Profile) -> Likeness:
    if a.parent is None or b.parent is None:
        return Likeness(0.0, ())
    whole = likeness(a.parent, b.parent)
    if whole.veto or whole.score < 0.8:
        return whole if whole.veto else Likeness(0.0, ())
    for x in a.names:
        for y in b.names:
            if (x.numbers, x.industry, x.plain, x.proper) == (y.numbers, y.industry, y.plain, y.proper):
                return Likeness(0.9, ("same part of one whole", *whole.reasons))
            if x.numbers == y.numbers and (set(x.industry) & set(y.industry) or (x.proper and x.proper == y.proper)):
                return Likeness(0.8, ("like part of one whole", *whole.reasons))
    return Likeness(0.0, ())


def _shared_industry(a: Profile, b: Profile) -> bool:
    return bool({w for n in a.names for w in n.industry} & {w for n in b.names for w in n.industry})


def _same(a: str | None, b: str | None) -> bool:
    return a is not None and a == b


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * asin(sqrt(h))
