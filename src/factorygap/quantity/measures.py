"""A number with all that belongs to it: bound words, a range, the unit and the period.

"no more than 40 000 to 50 000 tonnes a year" is one Measure. Nothing here knows what is being measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factorygap.quantity.atoms import Atom, word_at
from factorygap.quantity.bounds import PREFIXES, read_prefix, read_suffix
from factorygap.quantity.dimensions import with_period, with_unit
from factorygap.quantity.measure import Measure
from factorygap.quantity.numbers import STARTERS, Number, is_year, read_number
from factorygap.quantity.ranges import WIDEST, lower_end, spread, upper_end
from factorygap.quantity.units import Units, read_period

_FOLDS = {"twice": 2.0, "thrice": 3.0, "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0,
          "sixfold": 6.0, "sevenfold": 7.0, "eightfold": 8.0, "tenfold": 10.0}  # fmt: skip
_HALVES = frozenset("first second latter former last other better - third".split())
_TOLD = 14
_TENS = {word: n / 10 for n, word in enumerate("forties fifties sixties seventies eighties nineties".split(), 4)}
_PART_OF_TEN = {"low": 0.01, "lower": 0.01, "mid": 0.04, "middle": 0.04, "upper": 0.07, "high": 0.07}
_OPENERS = _PART_OF_TEN.keys() | STARTERS | PREFIXES.keys() | _FOLDS.keys() | {"between", "from"}


def measures(run: Sequence[Atom], units: Units) -> Iterator[Measure]:
    """The measures of a text from left to right, none inside another."""
    i = 0
    while i < len(run):
        opens = run[i].text in _OPENERS or (run[i].text[0].isdecimal() and not _is_of_name(run, i))
        found = read_measure(run, i, units) if opens else None
        if found is None:
            i += 1
        else:
            yield found
            i = found.end


def _is_of_name(run: Sequence[Atom], i: int) -> bool:
    """Figures that end a name: "A320", "F-150"."""
    if i and not run[i].spaced and run[i - 1].text == "-" and not run[i - 1].spaced:
        i -= 1
    return i > 0 and not run[i].spaced and run[i - 1].text.isalpha()


def read_measure(run: Sequence[Atom], i: int, units: Units) -> Measure | None:
    """The measure that begins at atom ``i``."""
    if word_at(run, i) in _PART_OF_TEN:
        return _part_of_ten(run, i)
    opening = word_at(run, i) if word_at(run, i) in ("between", "from") else ""
    at, bound = read_prefix(run, i + 1 if opening else i)
    if word_at(run, at) in _FOLDS:
        return (
            with_period(run, Measure(i, at + 1, at, _FOLDS[run[at].text], "times", bound, number_end=at + 1))
            if not opening
            else None
        )
    first = read_number(run, at)
    if first is None and not opening and (one := _one_of(run, i, at, units)) is not None:
        return replace(one, bound=bound)
    if first is None or (first.fraction and word_at(run, at - 1) in _HALVES):
        return None
    if is_year(run[at].raw) and word_at(run, at + 1) == "/" and word_at(run, at + 2).isdecimal():
        return Measure(i, at + 3, at, first.value, "count", bound, number_end=at + 3, year=True)
    if first.more and first.value is not None:
        bound = "more_than"
    second = upper_end(run, first, first.end, opening)
    if second is None and word_at(run, i - 1) == "at" and (lower := lower_end(run, first, first.end)) is not None:
        first, second = replace(lower, end=first.end), replace(first, end=lower.end)
    last = second or first
    found = with_unit(run, Measure(i, last.end, at, first.value, "count", bound, opening=opening), last, units)
    if second is None and found.form != "count":
        second, found = _second_with_unit(run, first, found, units)
    if found.form == "count" and second is None and first.fraction:
        found = replace(found, form="fraction")
    if second is None and opening:
        return None
    found = _metric(run, found)
    factor = found.unit.factor if found.unit else 0.01 if found.form in ("percent", "points") else 1.0
    if second is not None:
        found = spread(first, second, found)
    found = replace(
        found, number_end=last.end if second is None else second.end,
        value=_times(found.value, factor), low=_times(found.low, factor), high=_times(found.high, factor),
        year=found.form == "count" and second is None and last.end - at == 1 and is_year(run[at].raw),
    )  # fmt: skip
    return _suffixed(run, found if second is not None else _listed(run, found, units))


def _listed(run: Sequence[Atom], found: Measure, units: Units) -> Measure:
    """ "118 and 109 percent", "40, 52 and 61 tonnes, respectively": a number shares what stands behind the last."""
    if found.form != "count" or found.unit is not None or found.year or word_at(run, found.end) not in ("and", ","):
        return found
    after = read_measure(run, found.end + 1, units) if run[found.end + 1 :] else None
    if after is None or not found.value or not after.value or after.low is not None:
        return found
    told = any(a.text == "respectively" for a in run[after.end : after.end + _TOLD])
    if after.form not in ("percent", "amount") or not (told or after.form == "percent"):
        return found
    factor = 0.01 if after.form == "percent" else after.unit.factor if after.unit else 1.0
    value = _times(found.value, factor)
    if value is None or not 1 / WIDEST < value / after.value < WIDEST:
        return found
    return replace(found, form=after.form, unit=after.unit, per=after.per, value=value)


def _one_of(run: Sequence[Atom], start: int, at: int, units: Units) -> Measure | None:
    """ "a ton a month": one, where the period follows and no money goes before ("40 dollars a ton a month")."""
    unit = units.read(run, at + 1) if word_at(run, at) in ("a", "an") else None
    if unit is None or unit[0].kind not in ("mass", "volume") or unit[0].per or read_period(run, unit[1]) is None:
        return None
    price = units.read(run, at - 1) if at else None
    if price is not None and price[0].kind == "money":
        return None
    found = Measure(start, unit[1], at, unit[0].factor, "amount", unit=unit[0], number_end=at + 1)
    return with_period(run, found)


def _part_of_ten(run: Sequence[Atom], i: int) -> Measure | None:
    """ "the low seventies", "the mid-eighties": a third of the ten, in percent."""
    at = i + (2 if word_at(run, i + 1) == "-" else 1)
    if word_at(run, at) not in _TENS:
        return None
    low = round(_TENS[run[at].text] + _PART_OF_TEN[run[i].text], 2)
    return Measure(
        i, at + 1, i, round(low + 0.01, 2), "percent", "range", low, round(low + 0.02, 2), number_end=at + 1
    )  # fmt: skip


def _metric(run: Sequence[Atom], found: Measure) -> Measure:
    """ "12.1 mt" of steel is a million tonnes, "500 mt a day" are metric tonnes; "2.5 mbpd" are millions."""
    unit = found.unit
    if unit is not None and word_at(run, found.end - 1) == "mbpd" and found.value is not None and found.value < 20:
        return replace(found, unit=replace(unit, factor=1e6))
    if (
        unit is None
        or unit.kind != "mass"
        or not any(a.text == "mt" for a in run[found.number : found.end])
        or unit.factor != 1
    ):
        return found
    if found.per not in (None, "year") or found.value is None or found.value >= 1000:
        return found
    return replace(found, unit=replace(unit, factor=1e6))


def _second_with_unit(
    run: Sequence[Atom], first: Number, found: Measure, units: Units
) -> tuple[Number | None, Measure]:
    """ "25% to 30%", "300 tons to 400 tons": the unit stands at both ends."""
    second = upper_end(run, first, found.end, found.opening)
    if second is None or word_at(run, found.start - 1) == "by" or (second.value or 0) > WIDEST * (first.value or 0):
        return None, found
    whole = with_unit(run, replace(found, end=second.end, unit=None, per=None, form="count"), second, units)
    return (second, whole) if whole.form == found.form and whole.unit == found.unit else (None, found)


def _suffixed(run: Sequence[Atom], found: Measure) -> Measure:
    suffix = read_suffix(run, found.end)
    return found if suffix is None else replace(found, end=suffix[0], bound=suffix[1])


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else float(f"{value * factor:.12g}")
