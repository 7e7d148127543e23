"""Duty cycles, the share of the time that a plant works: "one week per month", "two of three shifts"."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace

from factorygap.labels import Status
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_duty import is_stopped, of_work
from factorygap.pipes.levels_quantity import quantity
from factorygap.pipes.levels_shares import status_of
from factorygap.pipes.levels_shifts import changed_time, on_shifts, shifts
from factorygap.pipes.measured import Found, Measured
from factorygap.quantity import DAYS_IN

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
}
_WORKING = frozenset(["operation", "operations", "running", "production", "working"])
_CALENDAR = frozenset(["first", "last", "next", "past", "previous", "coming", "within", "after", "another"])
"""Before these a stretch of time is a date: "in the first ten days of a month"."""
_LENGTH = DAYS_IN | {"night": 1.0, "hour": 1 / 24, "minute": 1 / 1440}


def read(m: Measured) -> list[Candidate]:
    """Duty cycles in numbers and in fixed words."""
    out: list[Candidate] = []
    for k, found in enumerate(m.found):
        if k in m.taken or (found.measure.form == "count" and not out and not _counts_time(m, k)):
            continue
        if found.measure.form != "count" and (found.measure.unit is None or found.measure.unit.kind != "time"):
            continue
        if m.words[found.start - 1] in _CALENDAR or not (
            of_work(m, found.start, found.end) or on_shifts(m, found) or _short_week(m, found)
        ):
            continue
        if changed := changed_time(m, k, found):
            candidate: Candidate | None = changed
        elif found.measure.form == "count":
            candidate = _out_of(m, k, found) if _counts_time(m, k) else _another_month(m, found, out[-1])
        else:
            candidate = (
                _per_period(m, k, found) or _out_of(m, k, found) or _in_month(m, found) or _adjective(m, found)
                or _since(m, found) or shifts(m, found)
            )  # fmt: skip
        if candidate is not None:
            m.taken.add(k)
            out.append(candidate)
    return out


def _short_week(m: Measured, found: Found) -> bool:
    """ "the introduction of four-day working": what only work is, where the article has a plant."""
    unit, after = found.measure.unit, m.words[found.end : found.end + 1]
    days = unit is not None and unit.name == "day" and after in (["working"], ["week"])
    return days and bool(m.facilities) and not m.speaks_otherwise(found.start)


def _candidate(m: Measured, found: Found, end: int, fraction: float | None, per: str | None, why: str) -> Candidate:
    unit = found.measure.unit.name if found.measure.unit else None
    if fraction is not None and (fraction > 1.001 or fraction <= 0):
        fraction = None
    if fraction is not None and is_stopped(m, found.start):
        fraction = 1 - fraction
    return Candidate(
        found.start, end, "duty_cycle", why, quantity=quantity(found.measure, unit, per), fraction=fraction,
        bound=found.measure.bound, status=status_of(fraction, found.measure.bound) or _vague(found),
    )  # fmt: skip


def _vague(found: Found) -> Status | None:
    return "reduced" if found.measure.value is None else None


def _per_period(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "one week per month", "22 hours a day", "24 hours a day, seven days a week", "two shifts a day"."""
    unit, per = found.measure.unit, found.measure.per
    if unit is None or per is None:
        return None
    fraction = _fraction(found, per)
    end = found.end
    more = m.found[k + 1] if k + 1 < len(m.found) else None
    if (
        more is not None
        and more.start - found.end <= 2
        and more.measure.per
        and more.measure.unit
        and more.measure.unit.kind == "time"
    ):
        rest = _fraction(more, more.measure.per)
        if fraction is not None and rest is not None and unit.name == "hour" and more.measure.unit.name == "day":
            m.taken.add(k + 1)
            fraction, end = fraction * rest, more.end
    return _candidate(m, found, end, fraction, per, "duty:per-period")


def _fraction(found: Found, per: str) -> float | None:
    unit, value = found.measure.unit, found.measure.value
    if unit is None or value is None or unit.name not in _LENGTH or per not in _LENGTH:
        return None
    if unit.name == "month" and per == "year":
        return value / 12
    return value * _LENGTH[unit.name] / _LENGTH[per]


def _out_of(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "one shift in three", "three days out of seven"; the unit may stand last: "two of three shifts"."""
    i = found.end
    while i < len(m.doc) and m.doc[i].lower_ in ("in", "out", "of", "every", "the", "its"):
        i += 1
    if i == found.end or k + 1 >= len(m.found):
        return None
    whole = m.found[k + 1]
    value, total = found.measure.value, whole.measure.value
    same = whole.measure.form == "count" or found.measure.form == "count" or whole.measure.unit == found.measure.unit
    if (
        whole.number != i
        or not same
        or whole.measure.year
        or value is None
        or not total
        or value > total
        or total > 400
    ):
        return None
    m.taken.add(k + 1)
    return _candidate(m, found, whole.end, value / total, None, "duty:out-of")


def _counts_time(m: Measured, k: int) -> bool:
    """Whether the next number counts days or shifts: "two of three shifts"."""
    after = m.found[k + 1].measure if k + 1 < len(m.found) else None
    return (
        after is not None
        and after.unit is not None
        and after.unit.kind == "time"
        and m.found[k + 1].start - m.found[k].end <= 3
    )


def _another_month(m: Measured, found: Found, last: Candidate) -> Candidate | None:
    """ "twelve days in January, seven in February"."""
    if last.why != "duty:in-month" or m.doc[last.start].sent != m.doc[found.start].sent:
        return None
    words = [t.lower_ for t in m.doc[found.end : found.end + 2]]
    if len(words) < 2 or words[0] != "in" or words[1] not in _MONTHS or found.measure.value is None:
        return None
    share = found.measure.value / calendar.monthrange(2023, _MONTHS[words[1]])[1]
    return replace(
        _candidate(m, found, found.end + 2, share, "month", "duty:in-month"),
        quantity=quantity(found.measure, "day", "month"),
    )


def _since(m: Measured, found: Found) -> Candidate | None:
    """ "worked 31 days since January", "ran 200 days last year": behind the verb of work."""
    unit, value = found.measure.unit, found.measure.value
    after = [t.lower_ for t in m.doc[found.end : found.end + 2]]
    if unit is None or unit.name not in ("day", "week", "hour"):
        return None
    if (of_year := _of_year(m, found)) is not None:
        return of_year
    if m.first(found.start - 4, found.start, "run", "make") is None:
        return None
    if (
        found.start
        and m.doc[found.start - 1].lower_ == "for"
        and m.first(found.start - 4, found.start, "run", "make") is not None
    ):
        return _candidate(m, found, found.end, None, None, "duty:for")
    if len(after) < 2:
        return None
    span = {"year": 365.25, "month": 30.4375, "week": 7.0, "quarter": 91.3125}.get(after[1])
    if after[0] == "since":
        return _candidate(m, found, found.end + 2, None, None, "duty:since")
    if after[0] in ("last", "this") and span is not None and value is not None:
        share = value * _LENGTH[unit.name] / span if after[0] == "last" else None
        return _candidate(m, found, found.end + 2, share, after[1], "duty:in-year")
    return None


def _of_year(m: Measured, found: Found) -> Candidate | None:
    """ "down for 43 days in 2019": a share of that year."""
    year = m.words[found.end + 1] if m.words[found.end : found.end + 1] == ["in"] and found.end + 1 < len(m.doc) else ""
    unit, value = found.measure.unit, found.measure.value
    if not re.fullmatch(r"(?:19|20)\d\d", year) or unit is None or value is None:
        return None
    if m.first(found.start - 4, found.start, "run", "make", "stop") is None:
        return None
    return _candidate(m, found, found.end + 2, value * _LENGTH[unit.name] / 365.25, "year", "duty:in-year")


def _in_month(m: Measured, found: Found) -> Candidate | None:
    """ "twelve days in January": a share of that month."""
    unit, value = found.measure.unit, found.measure.value
    words = [t.lower_.rstrip(".") for t in m.doc[found.end : found.end + 4] if t.lower_ not in ("all", "whole", "the")]
    if (
        unit is None
        or unit.name not in ("day", "hour")
        or value is None
        or len(words) < 2
        or words[0] not in ("in", "of", "during")
    ):
        return None
    if m.first(max(0, found.start - 8), found.start, "run", "make", "stop") is None:
        return None
    month = next((word for word in words[1:3] if word in _MONTHS), None)
    if month is None or (words[1] != month and words[1] not in ("last", "of", "this")):
        return None
    days = calendar.monthrange(2023, _MONTHS[month])[1]
    share = value / days if unit.name == "day" else value / (24 * days)
    return _candidate(m, found, _after_word(m, found.end, month), share, "month", "duty:in-month")


def _after_word(m: Measured, i: int, word: str) -> int:
    return next(k for k in range(i, i + 5) if m.words[k].rstrip(".") == word) + 1


def _adjective(m: Measured, found: Found) -> Candidate | None:
    """ "a three-day week", "a four-day working week", "22-hour shifts", "on single shift"."""
    unit, value = found.measure.unit, found.measure.value
    after = [t.lower_ for t in m.doc[found.end : found.end + 2]]
    if unit is None or value is None or not after:
        return None
    week = next((k for k, word in enumerate(after) if word in ("week", "weeks")), None)
    if unit.name == "day" and after[0] in _WORKING and (value > 4 or after[0] == "working"):
        return _candidate(m, found, found.end + 1, value / 7, "week", "duty:day-week")
    if unit.name == "day" and week is not None and (week == 0 or after[0] in ("working", "work", "production")):
        return _candidate(m, found, found.end + week + 1, value / 7, "week", "duty:day-week")
    if unit.name == "hour" and week == 0 and value > 12:
        return _candidate(m, found, found.end + 1, value / 168, "week", "duty:hour-week")
    if unit.name == "hour" and after[0] in ("shift", "shifts", "day", "days"):
        fraction = value / 24 if after[0] in ("day", "days") or value > 12 else None
        return _candidate(m, found, found.end + 1, fraction, "day" if fraction else "shift", "duty:hour-shift")
    if unit.name == "shift" and after[0] in (
        "operation",
        "operations",
        "working",
        "basis",
        "system",
        "pattern",
        "schedule",
        "production",
    ):
        return _candidate(m, found, found.end + 1, None, "day", "duty:shifts")
    return None
