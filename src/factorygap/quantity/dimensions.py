"""What stands behind a number: percent, times, a unit, and the period, also behind the goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factorygap.quantity.atoms import Atom, match_words, word_at
from factorygap.quantity.bounds import read_suffix
from factorygap.quantity.measure import Measure
from factorygap.quantity.numbers import SMALL, VAGUE, Number
from factorygap.quantity.units import PERIODS, Units, read_interval, read_period

_PERCENTS = (
    ("per", "cent"),
    ("per", "-", "cent"),
    ("percent",),
    ("%",),
    ("pct",),
    ("pc",),
    ("p", ".", "c", "."),
    ("percentage",),
)
_NOT_IN_PRODUCT = frozenset(
    "in at from to for on by with that which was is were are be been will would has have had a an per each "
    "every this last since during between into over under as than but when while where who it its they he she "
    'not only . , ; : ( ) “ ” "'.split()
)
_PRODUCT_WORDS = 6
_CLOSING = frozenset("\" ” ’ '".split())
_ORDINALS = frozenset("third fourth fifth sixth seventh eighth ninth tenth".split())
_SPELLS = frozenset("usable full good working straight solid whole consecutive single entire productive".split())


def with_unit(run: Sequence[Atom], found: Measure, last: Number, units: Units) -> Measure:
    end = found.end
    if (suffix := read_suffix(run, end, closest=True)) is not None:
        end = suffix[0]
        found = replace(found, bound=suffix[1], end=end)
    at = end + 1 if word_at(run, end) == "-" else end
    for words in _PERCENTS:
        if match_words(run, at, words):
            points = words == ("percentage",) or word_at(run, at + len(words)) in ("point", "points", "pts")
            stop = at + len(words) + (word_at(run, at + len(words)) in ("point", "points", "pts"))
            return replace(found, end=stop, form="points" if points else "percent")
    if word_at(run, at) in ("times", "fold", "time") and found.value != 1.0:
        return with_period(run, replace(found, end=at + 1, form="times"))
    unit = units.read(run, end)
    if unit is None and word_at(run, at) in _SPELLS and (spell := units.read(run, at + 1)) and spell[0].kind == "time":
        unit = spell
    if unit is None:
        if last.fraction and last.value is not None and last.value < 1:
            return found
        return with_period(run, found)
    if last.fraction and word_at(run, last.start) in ("a", "an", "one") and word_at(run, last.start + 1) in _ORDINALS:
        return found
    named, stop = unit
    found = replace(found, unit=named, end=stop, form="amount", per=named.per)
    return with_period(run, replace(found, end=_after_abbreviation(run, stop, units)))


def _of_time(run: Sequence[Atom], i: int) -> tuple[str, int] | None:
    """ "eight hours of a day", "four months of the year", "six days' work a month"."""
    if word_at(run, i) in ("of", "in"):
        period = PERIODS.get(word_at(run, i + 2)) if word_at(run, i + 1) == "the" else None
        if period:
            return period, i + 3
        return read_period(run, i + 1) if word_at(run, i) == "of" else None
    if word_at(run, i) in _CLOSING and word_at(run, i + 1) in ("work", "production", "running"):
        return read_period(run, i + 2)
    return None


def _is_number(word: str) -> bool:
    return word[0].isdecimal() or word in VAGUE or word in SMALL


def _after_abbreviation(run: Sequence[Atom], i: int, units: Units) -> int:
    """Past a unit said again in brackets: "310,900 megawatts (MW)"."""
    if word_at(run, i) == "(" and (again := units.read(run, i + 1)) and word_at(run, again[1]) == ")":
        return again[1] + 1
    return i


def with_period(run: Sequence[Atom], found: Measure) -> Measure:
    """With the period, also behind the goods: "tons of pig iron a month"."""
    if found.per is not None:
        return found
    at = found.end
    if found.form == "times" and word_at(run, at) == "in":
        return found
    if found.unit is None or found.unit.kind != "time":
        interval = read_interval(run, at)
        if interval is not None and found.value is not None:
            return replace(found, value=found.value * interval[1], per=interval[0], end=interval[2])
    period = read_period(run, at) or (read_period(run, at + 1) if word_at(run, at) in _CLOSING else None)
    if period is None and found.unit is not None and found.unit.kind == "time":
        period = _of_time(run, at)
    elif period is None and found.form == "amount" and word_at(run, at) in ("of", "or"):
        for ahead in range(at + 2, min(at + 2 + _PRODUCT_WORDS, len(run))):
            period = read_period(run, ahead)
            if period is not None or run[ahead].text in _NOT_IN_PRODUCT or _is_number(run[ahead].text):
                break
    if period is None:
        return found
    end = period[1]
    if word_at(run, end) == "(" and word_at(run, end + 2) == ")":
        end += 3
    return replace(found, per=period[0], end=end)
