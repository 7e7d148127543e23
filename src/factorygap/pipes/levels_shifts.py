"""Duty cycles in shifts: "on two shifts", "from three shifts to two"."""

from __future__ import annotations

from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_quantity import quantity
from factorygap.pipes.measured import Found, Measured

_MOST_SHIFTS = 6


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


def fewer_shifts(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "from three shifts to two", "three shifts to one", "from three to two shifts"."""
    after = m.found[k + 1] if k + 1 < len(m.found) else None
    if after is None or after.start != found.end + 1 or m.words[found.end] != "to":
        return None
    old, new = found.measure, after.measure
    shifts = [f.unit is not None and f.unit.name == "shift" for f in (old, new)]
    if not any(shifts) or not {old.form, new.form} <= {"count", "amount"} or not old.value or not new.value:
        return None
    if max(old.value, new.value) > _MOST_SHIFTS:
        return None
    m.taken.add(k + 1)
    start = found.start - (m.words[found.start - 1] == "from")
    end = after.end + (m.words[after.end : after.end + 1] in (["shift"], ["shifts"]))
    return Candidate(
        start, end, "duty_cycle", "duty:fewer-shifts", quantity=quantity(new, "shift", "day"),
        status="reduced" if new.value < old.value else "increased",
    )  # fmt: skip
