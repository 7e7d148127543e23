"""Rates and volumes: "500 tons a year", "taps twice a week". Counted goods are in levels_goods."""

from __future__ import annotations

import re

from spacy.tokens import Token

from factorygap.pipes import levels_bare, levels_goods, levels_periods
from factorygap.pipes.governors import Governor, governor_of
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_quantity import candidate_of
from factorygap.pipes.levels_steps import step
from factorygap.pipes.measured import CONTEXT, Found, Measured

_PHYSICAL = frozenset(["mass", "volume", "energy", "power", "count"])
_GIVING = frozenset(["give", "deliver", "provide", "supply", "feed"])
_HOLDING = frozenset(["cubic metre", "cubic foot", "litre", "gallon", "kilolitre"])
_AGAIN = frozenset(["it", "average"])
_HANDFUL = 20
_KITCHEN = frozenset(["kilogram", "gram", "litre", "pound", "gallon", "kilowatt", "kilowatt-hour"])
"""Units in which people are fed and homes are lit as well."""


def read(m: Measured) -> list[Candidate]:
    """The amounts among the measures that nothing else has taken."""
    out: list[Candidate] = []
    last: Candidate | None = None
    left: Found | None = None
    for k, found in enumerate(m.found):
        if k in m.taken or (k and _is_conversion(m, m.found[k - 1], found)):
            continue
        if left is not None and _is_compared_with(m, found, left):
            continue
        candidate = _amount(m, found, last)
        left = found if candidate is None and found.measure.unit is not None else None
        if candidate is not None:
            out.append(candidate)
            last = candidate if candidate.kind != "change" or last is None else last
    return out


def _is_compared_with(m: Measured, found: Found, other: Found) -> bool:
    """ "diverted 31 lakh tonnes, compared with 25 lakh tonnes": no more a level than what it is compared with."""
    near = m.words[max(other.end, found.start - 3) : found.start]
    return found.measure.unit == other.measure.unit and not levels_bare.COMPARING.isdisjoint(near)


def _is_conversion(m: Measured, before: Found, found: Found) -> bool:
    """ "32,000 bags (1,600 tonnes)": the amount before, said in another unit."""
    bracketed = m.words[found.start - 1 : found.start] == ["("] and m.words[found.end : found.end + 1] == [")"]
    return bracketed and found.measure.form == "amount" and found.start - before.end <= 3


def _amount(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    measure = found.measure
    if measure.form == "amount":
        return _weighed(m, found, last)
    if measure.form == "times" and measure.per is not None:
        return _often(m, found)
    if measure.form == "fraction":
        return levels_bare.part_of_that(m, found, last)
    if measure.form == "count":
        return levels_goods.counted(m, found, last)
    return None


def _weighed(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """An amount in a unit of measure; lengths and areas only of cloth and the like."""
    unit = found.measure.unit
    if unit is None or (unit.kind not in _PHYSICAL and not (unit.kind in ("length", "area") and _of_cloth(m, found))):
        return None
    governor = governor_of(m, found.start, found.end)
    if _is_size(m, found, governor):
        return None
    again = governor is None and _is_beside(m, found, unit.name, last)
    if not again and not _is_output(m, found, governor):
        return None
    per = found.measure.per or levels_periods.period_of(m, found, governor, unit.name, last)
    return step(m, found, found.end, unit.name, last) or candidate_of(m, found, governor, unit.name, per, found.end)


def _is_size(m: Measured, found: Found, governor: Governor | None) -> bool:
    """ "a 4,350 cubic metre furnace", "a load of four pounds": how large a thing is."""
    unit, per = found.measure.unit, found.measure.per
    if unit is None or per is not None:
        return False
    holds = unit.kind == "volume" and unit.name in _HOLDING and governor is not None and governor.token >= found.end
    return (holds and governor is not None and m.has(governor.token, "plant")) or (
        unit.name in _KITCHEN
        and found.measure.value is not None
        and found.measure.value < _HANDFUL
        and governor is not None
        and governor.role != "plan"
    )


def _is_beside(m: Measured, found: Found, unit: str, last: Candidate | None) -> bool:
    """ "produced 51,200 tonnes of zinc; lead was 9,800 tonnes": the same unit in the sentence of an amount made."""
    if last is None or last.unit != unit:
        return False
    if _is_of_year(m, found):
        return found.start - last.end < CONTEXT and not m.speaks_otherwise(found.start)
    before, here = m.doc[last.start].sent, m.doc[found.start].sent
    again = before.end == here.start and not _AGAIN.isdisjoint(m.words[found.start - 14 : found.start])
    told = m.words[found.start - 1] in ("was", "were", "is", "at") or m.words[found.start - 2] in ("amounted", "came")
    return (before == here or again) and told


def _is_of_year(m: Measured, found: Found) -> bool:
    """ "517,000 tons in 1987": one more of a series."""
    return (
        m.words[found.end : found.end + 1] == ["in"]
        and re.fullmatch(r"1[89]\d\d|20\d\d", m.words[found.end + 1]) is not None
    )


def _of_cloth(m: Measured, found: Found) -> bool:
    """Metres of cloth, or metres a day where cloth was spoken of."""
    of = next((i for i in range(found.number_end, min(found.end + 1, len(m.doc))) if m.words[i] == "of"), None)
    if of is not None and m.first(of + 1, of + 4, "cloth") is not None:
        return True
    said = m.first(found.start - CONTEXT, found.start, "cloth") is not None
    return said and (found.measure.per is not None or m.first(found.start - 3, found.start, "plan", "make") is not None)


def _often(m: Measured, found: Found) -> Candidate | None:
    """ "taps twice a week": how often a plant does its work."""
    governor = governor_of(m, found.start, found.end)
    if governor is None or governor.role != "make" or not governor.direct or not m.in_industry(found.start):
        return None
    return candidate_of(m, found, governor, "time", found.measure.per, found.end)


def _is_output(m: Measured, found: Found, governor: Governor | None) -> bool:
    unit, per = found.measure.unit, found.measure.per
    head = m.doc[found.start : found.end].root.head
    if unit is not None and _is_given(m, head, unit.kind):
        return True
    if governor is not None and governor.role == "other":
        return unit is not None and unit.kind == "power" and _is_to_grid(m.words[found.end : found.end + 4])
    if governor is not None and governor.direct and m.has(governor.token, "weak") and head.i != governor.token:
        governor = None
    if governor is not None:
        return True
    if unit is None or (per is None and unit.kind != "power"):
        return False
    return m.near_plants(found.start) if unit.name in _KITCHEN else not m.speaks_otherwise(found.start)


def _is_given(m: Measured, verb: Token, kind: str) -> bool:
    """ "The unit supplies 800 megawatts", "the mine gave 40,000 carats", "the pit raised 900 tons of coal"."""
    if kind == "power":
        return verb.lemma_ in _GIVING
    if kind == "energy" and verb.lemma_ == "give":
        return True
    plant = any(m.has(t.i, "plant") for t in verb.children if t.dep_ == "nsubj")
    return (
        kind in ("mass", "volume")
        and plant
        and verb.lemma_ in ("give", "raise")
        and not any(t.dep_ == "dative" or t.lower_ in ("to", "by", "from") for t in verb.children)
    )


def _is_to_grid(words: list[str]) -> bool:
    return "grid" in words and not {"to", "into", "on"}.isdisjoint(words)
