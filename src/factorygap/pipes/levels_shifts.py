"""Duty cycles in shifts: "on two shifts", "from three shifts to two"."""

from __future__ import annotations

from dataclasses import replace

from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_quantity import quantity
from factorygap.pipes.measured import Found, Measured
from factorygap.quantity import DAYS_IN, Measure

_MOST = {"shift": 30, "day": 31, "hour": 24}


def shifts(m: Measured, found: Found) -> Candidate | None:
    """ "working three shifts", "on two shifts", "back to one shift": so many of those in a day."""
    unit = found.measure.unit
    lead = m.doc[found.start - 1] if found.start else None
    if unit is None or unit.name != "shift" or lead is None or (found.measure.value or 9) > 5:
        return None
    if lead.lower_ not in ("on", "over", "to", "in", "with", "be", "for") and not m.has(lead.i, "run"):
        return None
    return Candidate(
        found.start, found.end, "duty_cycle", "duty:shifts", quantity=quantity(found.measure, "shift", None),
        bound=found.measure.bound, status="reduced" if found.measure.value is None else None,
    )  # fmt: skip


def on_shifts(m: Measured, found: Found) -> bool:
    """Whether a plant is what is "on one shift", where the sentence does not say that it works."""
    unit = found.measure.unit
    shift = unit is not None and unit.name == "shift" and m.words[found.start - 1] == "on"
    return shift and bool(m.facilities) and not m.speaks_otherwise(found.start)


def changed_time(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "from three shifts to two", "10 shifts a week, from 14", "from five days a week to three": what now holds.

    Shifts are counted, so that theirs is a change; of days and hours the new share of the time is the level.
    """
    after = m.found[k + 1] if k + 1 < len(m.found) else None
    if after is None or not 0 < after.start - found.end <= 2 or m.words[after.start - 1] not in ("to", "from"):
        return None
    units = [f.measure.unit for f in (found, after) if f.measure.unit is not None]
    if not units or units[0].name not in ("shift", "day", "hour") or units[0] != units[-1]:
        return None
    new, old = (after, found) if m.words[after.start - 1] == "to" else (found, after)
    if (
        not {new.measure.form, old.measure.form} <= {"count", "amount"}
        or not new.measure.value
        or not old.measure.value
    ):
        return None
    per = new.measure.per or old.measure.per or ("day" if units[0].name == "shift" else None)
    if per is None or max(new.measure.value, old.measure.value) > _MOST[units[0].name]:
        return None
    m.taken.add(k + 1)
    return _changed(m, found, after, new.measure, old.measure.value, units[0].name, per)


def _changed(m: Measured, a: Found, b: Found, new: Measure, old: float, unit: str, per: str) -> Candidate:
    assert new.value is not None
    start = a.start - (m.words[a.start - 1] == "from")
    end = b.end + (m.words[b.end : b.end + 1] in (["shift"], ["shifts"], ["days"], ["hours"]))
    level = Candidate(
        start, end, "change", "duty:changed", quantity=quantity(new, unit, per), change=new.value / old - 1,
        status="reduced" if new.value < old else "increased",
    )  # fmt: skip
    if unit == "shift" or per not in DAYS_IN:
        return level
    share = new.value * (1.0 if unit == "day" else 1 / 24) / DAYS_IN[per]
    return replace(level, kind="duty_cycle", change=None, fraction=share)
