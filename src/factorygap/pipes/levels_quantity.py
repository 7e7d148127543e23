"""What an amount becomes as a level: rate or volume, with the words that give its period, and capacity or plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factorygap.labels import Modality
from factorygap.pipes.governors import Governor
from factorygap.pipes.levels import Candidate
from factorygap.pipes.measured import Found, Measured
from factorygap.quantity import Measure, read_interval, read_period
from factorygap.quantity.units import ADVERBS

_BETWEEN = frozenset(["NOUN", "PROPN", "ADJ", "VERB"])
_PACE = frozenset(["of", "rate", "pace", "clip", "average", "basis", "level", "a", "an", "the", "about", "some"])


def candidate_of(
    m: Measured, found: Found, governor: Governor | None, unit: str | None, per: str | None, end: int
) -> Candidate:
    """The level that the amount states, of ``unit``, up to token ``end``."""
    measure = found.measure
    modality = _modality(m, governor, found, end)
    start, said, times = _with_head(m, found, governor)
    if per is None and said is not None:
        per, measure = said, _repeated(measure, times)
    power = measure.unit is not None and measure.unit.kind == "power"
    return Candidate(
        start,
        end,
        "rate" if per or power else "volume",
        f"amount:{governor.role if governor else 'rate'}",
        quantity=quantity(measure, unit, per),
        bound=measure.bound,
        modality=modality,
        nested=modality == "capacity",
    )


def quantity(measure: Measure, unit: str | None, per: str | None) -> dict[str, Any]:
    """The fields of records.Quantity."""
    return {"value": measure.value, "low": measure.low, "high": measure.high, "unit": unit, "per": per}


def _repeated(measure: Measure, times: float) -> Measure:
    return measure if measure.value is None or times == 1 else replace(measure, value=measure.value * times)


def _with_head(m: Measured, found: Found, governor: Governor | None) -> tuple[int, str | None, float]:
    """ "annual capacity of 200,000 tonnes": where it begins, the period that the adjective gives, how often in it."""
    if (rated := _period_before(m, found.start)) is not None:
        return *rated, 1.0
    if governor is None or governor.role == "make":
        return found.start, *_adverb(m, governor)
    i = governor.token
    period = None
    first = i
    if after := read_period(m.run, m.atom_at(i + 1)):
        return found.start, after[0], 1.0
    for back in range(max(0, i - 4), i):
        if m.doc[back].lower_ in ADVERBS and all(t.pos_ in _BETWEEN for t in m.doc[back + 1 : i]):
            period, first = ADVERBS[m.doc[back].lower_], back
    joint = [t.lower_ for t in m.doc[i + 1 : found.start]]
    if period is not None and i < found.start and joint in ([], ["of"], ["of", "a"], [":"], ["for"]):
        return first, period, 1.0
    return found.start, period, 1.0


def _period_before(m: Measured, start: int) -> tuple[int, str] | None:
    """ "at an annual rate of 220,000 tonnes", "a daily 40 tons": where that begins, and the period."""
    i = start - 1
    while i >= 0 and start - i < 5 and m.words[i] in _PACE:
        i -= 1
    return (i, ADVERBS[m.words[i]]) if i >= 0 and m.words[i] in ADVERBS else None


def _adverb(m: Measured, governor: Governor | None) -> tuple[str | None, float]:
    """ "produces 500 tons of steel daily", "each day it makes 500 tons": the period said elsewhere in the clause."""
    for child in m.doc[governor.token].children if governor is not None else ():
        if child.lower_ in ADVERBS:
            return ADVERBS[child.lower_], 1.0
        if child.dep_ == "npadvmod":
            at = m.atom_at(child.left_edge.i)
            if period := read_period(m.run, at):
                return period[0], 1.0
            if interval := read_interval(m.run, at):
                return interval[0], interval[1]
    return None, 1.0


def _modality(m: Measured, governor: Governor | None, found: Found, end: int) -> Modality | None:
    if governor is not None and governor.role == "capacity":
        stopped = m.first(found.start - 3, found.start, "stop") is not None and not m.has(governor.token, "plant")
        return None if stopped else "capacity"
    if found.start > 1 and m.doc[found.start - 1].tag_ == "PRP$" and m.doc[found.start - 2].lower_ == "of":
        return "capacity"
    if m.first(found.start - 4, found.start, "able") is not None:
        return "capacity"
    return "planned" if governor is not None and governor.role == "plan" else None
