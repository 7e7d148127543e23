"""Changes between two amounts: "from 900 to 350 tons a day", "to 40 mln pounds from 50 mln"."""

from __future__ import annotations

from dataclasses import replace

from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_changes import change_of
from factorygap.pipes.levels_quantity import quantity
from factorygap.pipes.levels_said import about_output, what_changed
from factorygap.pipes.measured import Found, Measured
from factorygap.quantity import read_period

_MEASURED = frozenset(["mass", "volume", "energy", "power", "count", "length", "area"])
_FORMER = frozenset("its their the a an usual normal previous former peak record of".split())
_SCALED = 400
_CLOSE = 20
_NEW = frozenset(["to", "at", "only", "by"])


def read(m: Measured) -> list[Candidate]:
    """From-to pairs; of "78,000 bpd, down from 110,000" only the change, the amount is a level of its own."""
    out = []
    for k, found in enumerate(m.found):
        if k in m.taken:
            continue
        if found.measure.opening == "from" and found.measure.low is not None and (candidate := _opened(m, found)):
            m.taken.add(k)
            out.append(candidate)
        elif k + 1 < len(m.found) and k + 1 not in m.taken and (pair := _pair(m, found, m.found[k + 1])):
            candidate, takes = pair
            m.taken.update((k, k + 1) if takes else (k + 1,))
            out.append(candidate)
    return out


def _opened(m: Measured, found: Found) -> Candidate | None:
    """ "rose from 400 to 500 tons": read as a range before, it is a change behind a verb of change."""
    low, high = found.measure.low, found.measure.high
    direction = m.first(found.start - 3, found.start, "up", "down")
    if direction is None or not low or high is None or not _measurable(m, found):
        return None
    role = about_output(m, direction, found.start)
    if role is None:
        return None
    unit = found.measure.unit.name if found.measure.unit else None
    amount = {"value": high, "low": None, "high": None, "unit": unit, "per": found.measure.per}
    return change_of(direction, found.end, high / low - 1, "exact", "change:from-to", role, quantity=amount)


def _pair(m: Measured, a: Found, b: Found) -> tuple[Candidate, bool] | None:
    """ "from A to B", "to B from A" (one change); "B, down from A" (a change beside the amount B)."""
    gap = m.doc[a.end : b.start]
    if (
        len(gap) > 14
        or a.measure.value is None
        or b.measure.value is None
        or not (m.doc[a.start].sent == m.doc[b.start].sent or _refers_back(m, a, b))
    ):
        return None
    if not (_measurable(m, a) and _measurable(m, b) and _same_unit(a, b)):
        return None
    words = [t.lower_ for t in gap]
    while len(words) > 1 and words[-1] in _FORMER:
        words.pop()
    lead = a.measure.opening or (m.doc[a.start - 1].lower_ if a.start else "")
    if lead == "from" and words and words[-1] == "to" and len(words) <= 8:
        old, new = a, b
    elif len(words) <= 5 and "," not in words and ((words[-1:] == ["from"] and lead in _NEW) or "instead" in words):
        old, new = b, a
    elif words[-1:] == ["from"] and any(m.has(t.i, "up", "down") for t in gap[-3:]):
        direction = next(t.i for t in gap[-3:] if m.has(t.i, "up", "down"))
        role = about_output(m, direction if direction < m.doc[a.start].sent.end else a.start, a.start)
        if role is None and (a.measure.per is None or what_changed(m, direction, a.start) == "other"):
            return None
        change = _ratio(a, b)
        return (
            (change_of(direction, b.end, change, "exact", "change:down-from", role), False)
            if change is not None
            else None
        )
    else:
        return None
    new, old = _like(new, old), _like(old, new)
    change = _ratio(new, old)
    direction_at = m.first(a.start - 5, a.start, "up", "down")
    anchor = direction_at if direction_at is not None else a.start
    role = about_output(m, anchor, a.start)
    if change is None or (role is None and (not _rated(m, a, b) or what_changed(m, anchor, a.start) == "other")):
        return None
    unit = new.measure.unit or old.measure.unit
    amount = quantity(new.measure, unit.name if unit else None, new.measure.per or old.measure.per)
    start = direction_at if direction_at is not None and a.start - direction_at <= 2 else a.start
    return change_of(start, b.end, change, new.measure.bound, "change:from-to", role, quantity=amount), True


def _refers_back(m: Measured, a: Found, b: Found) -> bool:
    """ "Output was 200 tons. This is up from 150 tons": the next sentence speaks of the amount before it."""
    first = m.doc[b.start].sent.start
    said = m.words[first : first + 1]
    return m.doc[a.start].sent.end == first and said in (["this"], ["that"], ["it"], ["which"]) and b.start - first <= 5


def _like(a: Found, b: Found) -> Found:
    """The first amount with the scale that it shares with the second: "from 11.5 to 9 million tonnes"."""
    one, two = a.measure, b.measure
    if one.form != "count" or one.per or not one.value or not two.value or two.value < _SCALED * one.value:
        return a
    scale = 1e6 if two.value >= 1e6 else 1e3
    value = one.value * scale
    return replace(a, measure=replace(one, value=value)) if 1 / _CLOSE < value / two.value < _CLOSE else a


def _ratio(new: Found, old: Found) -> float | None:
    a, b = new.measure.value, old.measure.value
    return a / b - 1 if a is not None and b else None


def _rated(m: Measured, a: Found, b: Found) -> bool:
    if any(f.measure.per is not None and f.measure.unit is not None for f in (a, b)):
        return True
    goods = m.first(a.number_end, b.start, "goods")
    return goods is not None and read_period(m.run, m.atom_at(goods + 1)) is not None


def _measurable(m: Measured, found: Found) -> bool:
    measure = found.measure
    if measure.form == "count":
        return not measure.year
    return measure.form == "amount" and measure.unit is not None and measure.unit.kind in _MEASURED


def _same_unit(a: Found, b: Found) -> bool:
    one, two = a.measure.unit, b.measure.unit
    return one is None or two is None or one.name == two.name
