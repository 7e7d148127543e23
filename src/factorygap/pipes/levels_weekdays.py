"""Duty cycles in days of the week and hours of the clock: "runs Tuesdays and Fridays", "from 10 p.m. until 3 a.m."."""

from __future__ import annotations

import calendar
import re

from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_duty import is_stopped, of_work
from factorygap.pipes.levels_shares import status_of
from factorygap.pipes.measured import Measured

_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_DAYS |= {name.lower(): n for n, name in enumerate(calendar.day_abbr)}
_FORMS = frozenset(form for day in _DAYS for form in (day, day + "s"))
_UP_TO = frozenset(["to", "through", "till", "until", "-", "–", "thru"])
_JOINTS = _UP_TO | {",", "and", "&", "or"}
_REACH = 6
_TIME = (
    r"(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\b\.?|(\d{1,2})[:.](\d\d)(?!\d)(?:\s?(?:hours|hrs|h)\b)?"
    r"|(noon|midday|midnight)"
)
_HOURS = re.compile(
    rf"\b(?:from|between)\s+(?:about\s+)?(?P<first>{_TIME}|\d{{1,2}})\s*(?:to|until|till|and|through|-|–)\s*"
    rf"(?P<last>{_TIME})",
    re.IGNORECASE,
)
_CLOCK = frozenset(["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "noon", "midday", "midnight"])
_WORDS = {"noon": 12.0, "midday": 12.0, "midnight": 0.0}


def read(m: Measured) -> list[Candidate]:
    """The days and hours that a plant works; of those that it is shut, the rest."""
    return [*_weekdays(m), *_hours(m)]


def _weekdays(m: Measured) -> list[Candidate]:
    out = []
    end = 0
    for start in (i for i, word in enumerate(m.words) if word in _FORMS):
        if start < end:
            continue
        end = _end_of_days(m, start)
        days = _days(m.words[start:end])
        if days and _is_repeated(m, start, end) and _is_worked(m, start, end):
            out.append(_candidate(m, start, end, float(len(days)), "day", "week", len(days) / 7))
    return out


def _day(word: str) -> int | None:
    return _DAYS.get(word, _DAYS.get(word.removesuffix("s")))


def _end_of_days(m: Measured, start: int) -> int:
    """The end of a list or range of days that begins at ``start``."""
    last, i = start + 1, start + 1
    while i < len(m.words) and (m.words[i] in _JOINTS or _day(m.words[i]) is not None):
        i += 1
        if _day(m.words[i - 1]) is not None:
            last = i
    return last


def _days(words: list[str]) -> frozenset[int]:
    days: list[int] = []
    ranged = False
    for word in words:
        day = _day(word)
        if day is None:
            ranged = ranged or word in _UP_TO
        else:
            days += [(days[-1] + k) % 7 for k in range(1, (day - days[-1]) % 7)] if ranged and days else []
            days.append(day)
            ranged = False
    return frozenset(days)


def _is_repeated(m: Measured, start: int, end: int) -> bool:
    """Days of every week: "Tuesdays", "every Tuesday", "Monday to Thursday"; not "on Monday"."""
    words = m.words[start:end]
    plural = any(word.endswith("s") and word.removesuffix("s") in _DAYS for word in words if word not in _DAYS)
    return plural or m.words[start - 1 : start] == ["every"] or (len(words) == 3 and words[1] in _UP_TO)


def _is_worked(m: Measured, start: int, end: int) -> bool:
    near = m.first(max(m.doc[start].sent.start, start - _REACH), start, "run", "stop", "make")
    dated = m.words[end : end + 1] and m.doc[end].like_num
    return near is not None and not dated and of_work(m, start, end)


def _hours(m: Measured) -> list[Candidate]:
    out: list[Candidate] = []
    if not any(word in _CLOCK or ":" in word for word in m.words):
        return out
    for match in _HOURS.finditer(m.doc.text):
        span = m.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        first, last = _clock(match["first"]), _clock(match["last"])
        if span is None or first is None or last is None or not of_work(m, span.start, span.end):
            continue
        if m.first(max(span.sent.start, span.start - _REACH), span.start, "run", "make") is None:
            continue
        hours = (last - first) % 24 or 24.0
        out.append(_candidate(m, span.start, span.end, hours, "hour", "day", hours / 24))
    return out


def _clock(words: str) -> float | None:
    """ "10.30 p.m." -> 22.5, "06:00" -> 6, "midnight" -> 0; a bare number counts as it stands."""
    match = re.match(_TIME, words, re.IGNORECASE)
    if match is None:
        return float(words) if words.isdigit() and int(words) < 24 else None
    if match[6]:
        return _WORDS[match[6].lower()]
    hour, minute = (match[1], match[2]) if match[1] else (match[4], match[5])
    half = 12 if (match[3] or "").lower() == "p" and int(hour) < 12 else 0
    night = -12 if (match[3] or "").lower() == "a" and int(hour) == 12 else 0
    time = int(hour) + half + night + int(minute or 0) / 60
    return time if time < 24 else None


def _candidate(m: Measured, start: int, end: int, value: float, unit: str, per: str, share: float) -> Candidate:
    fraction = 1 - share if is_stopped(m, start) else share
    return Candidate(
        start, end, "duty_cycle", "duty:weekdays" if unit == "day" else "duty:clock",
        quantity={"value": value, "low": None, "high": None, "unit": unit, "per": per},
        fraction=fraction, status=status_of(fraction),
    )  # fmt: skip
