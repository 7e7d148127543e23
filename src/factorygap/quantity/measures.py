"""A number with all that belongs to it: bound words, a range, the unit and the period.

"no more than 40 000 to 50 000 tonnes a year" is one Measure. Nothing here knows what is being measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from factorygap.labels import Bound
from factorygap.quantity.atoms import Atom, match_words, word_at
from factorygap.quantity.numbers import STARTERS, Number, is_year, read_number
from factorygap.quantity.units import Unit, Units, read_period

Form = Literal["count", "amount", "percent", "points", "fraction", "times"]

_BOUND_WORDS: dict[Bound, str] = {
    "about": (
        "about,around,approximately,approx,some,roughly,nearly,almost,close to,near,nearer,circa,estimated,"
        "an estimated,in the region of,in the order of,on the order of,something like,perhaps,maybe,probably,"
        "virtually,practically,towards,just about,anything like,nearer to,approaching,well-nigh,next to,"
        "somewhere around"
    ),
    "more_than": (
        "more than,over,above,in excess of,upwards of,upward of,north of,exceeding,well over,beyond,topping,"
        "better than,greater than,just over,slightly over,a little over,slightly more than,just above,"
        "just shy over"
    ),
    "less_than": (
        "less than,under,below,fewer than,short of,well under,well below,south of,not quite,just under,"
        "just below,slightly under,slightly less than,a little under,lower than,just short of,just shy of,"
        "shy of"
    ),
    "at_least": (
        "at least,no less than,no fewer than,not less than,a minimum of,minimum,as little as,as few as,"
        "as low as,not fewer than,at a minimum"
    ),
    "at_most": (
        "at most,no more than,not more than,up to,as much as,as many as,as high as,a maximum of,maximum,"
        "at best,not above,barely,scarcely,hardly,a maximum,a bare"
    ),
    "exact": (
        "only,just,merely,a mere,mere,a total of,total,a record,record,a full,exactly,an average of,"
        "an average,average,a combined,a further,precisely,a paltry,a meagre,a meager,even,a whopping,"
        "a staggering,still only,fully,the full,a good,a scant,a measly,a steady,a whole,full"
    ),
}
_BOUNDS = {text: bound for bound, texts in _BOUND_WORDS.items() for text in texts.split(",")}
_PREFIXES: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
for _text, _kind in sorted(_BOUNDS.items(), key=lambda row: -len(row[0].split())):
    _words = tuple(_text.replace("-", " - ").split())
    _PREFIXES.setdefault(_words[0], []).append((_words, _kind))
_SUFFIXES: tuple[tuple[tuple[str, ...], Bound], ...] = tuple(
    (tuple(text.split()), bound)  # type: ignore[misc]
    for text, bound in (
        ("- odd", "about"), ("odd", "about"), ("or so", "about"), ("or thereabouts", "about"), ("or more", "at_least"),
        ("and more", "at_least"), ("plus", "at_least"), ("+", "at_least"), ("- plus", "at_least"),
        ("at least", "at_least"),
        ("and above", "at_least"), ("or better", "at_least"), ("or less", "at_most"), ("or fewer", "at_most"),
        ("at most", "at_most"), ("at the most", "at_most"), ("at best", "at_most"), ("tops", "at_most"),
    )
)  # fmt: skip
_STRONG: tuple[Bound, ...] = ("at_least", "at_most", "more_than", "less_than")
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
_FOLDS = {"twice": 2.0, "thrice": 3.0, "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0,
          "sixfold": 6.0, "sevenfold": 7.0, "eightfold": 8.0, "tenfold": 10.0}  # fmt: skip
_NOT_IN_PRODUCT = frozenset(
    "in at from to for on by with that which was is were are be been will would has have had a an per each "
    "every this last since during between into over under as than but when while where who it its they he she "
    'not only . , ; : ( ) “ ” "'.split()
)
_PRODUCT_WORDS = 6
_WIDEST = 5
"""How many times its lower end a range may reach; "fell 300,000 bpd to 15.8 mln bpd" is none."""
_CLOSING = frozenset("\" ” ’ '".split())
_HALVES = frozenset("first second latter former last other better - third".split())
_ORDINALS = frozenset("third fourth fifth sixth seventh eighth ninth tenth".split())
_MAYBE = frozenset("sometimes maybe perhaps occasionally possibly".split())
_SPELLS = frozenset("usable full good working straight solid whole consecutive single entire productive".split())


@dataclass(frozen=True, slots=True)
class Measure:
    """``value`` in plain units (None where vague); ``low``/``high`` only of a range, whose value is the midpoint.

    ``start``/``end`` are atoms with bound words, unit and period; ``number`` to ``number_end`` the number itself.
    ``opening`` is "from" or "between" where such a word opens the range; "from 400 to 500" may also be a change.
    """

    start: int
    end: int
    number: int
    value: float | None
    form: Form
    bound: Bound = "exact"
    low: float | None = None
    high: float | None = None
    unit: Unit | None = None
    per: str | None = None
    number_end: int = 0
    year: bool = False
    opening: str = ""


_TENS = {word: n / 10 for n, word in enumerate("forties fifties sixties seventies eighties nineties".split(), 4)}
_PART_OF_TEN = {"low": 0.01, "lower": 0.01, "mid": 0.04, "middle": 0.04, "upper": 0.07, "high": 0.07}
_OPENERS = _PART_OF_TEN.keys() | STARTERS | _PREFIXES.keys() | _FOLDS.keys() | {"between", "from"}


def measures(run: Sequence[Atom], units: Units) -> Iterator[Measure]:
    """The measures of a text from left to right, none inside another."""
    i = 0
    while i < len(run):
        found = read_measure(run, i, units) if run[i].text in _OPENERS or run[i].text[0].isdecimal() else None
        if found is None:
            i += 1
        else:
            yield found
            i = found.end


def read_measure(run: Sequence[Atom], i: int, units: Units) -> Measure | None:
    """The measure that begins at atom ``i``."""
    if word_at(run, i) in _PART_OF_TEN:
        return _part_of_ten(run, i)
    opening = word_at(run, i) if word_at(run, i) in ("between", "from") else ""
    at, bound = _prefix(run, i + 1 if opening else i)
    if word_at(run, at) in _FOLDS:
        return (
            _per(run, Measure(i, at + 1, at, _FOLDS[run[at].text], "times", bound, number_end=at + 1))
            if not opening
            else None
        )
    first = read_number(run, at)
    if first is None or (first.fraction and word_at(run, at - 1) in _HALVES):
        return None
    if first.more and first.value is not None:
        bound = "more_than"
    second = _second(run, first, first.end, opening)
    last = second or first
    found = _with_unit(run, Measure(i, last.end, at, first.value, "count", bound, opening=opening), last, units)
    if second is None and found.form != "count":
        second, found = _second_with_unit(run, first, found, units)
    if found.form == "count" and second is None and first.fraction:
        found = replace(found, form="fraction")
    if second is None and opening:
        return None
    found = _metric(run, found)
    factor = found.unit.factor if found.unit else 0.01 if found.form in ("percent", "points") else 1.0
    if second is not None:
        found = _spread(first, second, found)
    found = replace(
        found, number_end=last.end if second is None else second.end,
        value=_times(found.value, factor), low=_times(found.low, factor), high=_times(found.high, factor),
        year=found.form == "count" and second is None and last.end - at == 1 and is_year(run[at].raw),
    )  # fmt: skip
    return _suffixed(run, found)


def _part_of_ten(run: Sequence[Atom], i: int) -> Measure | None:
    """ "the low seventies", "the mid-eighties": a third of the ten, in percent."""
    at = i + (2 if word_at(run, i + 1) == "-" else 1)
    if word_at(run, at) not in _TENS:
        return None
    low = round(_TENS[run[at].text] + _PART_OF_TEN[run[i].text], 2)
    return Measure(
        i, at + 1, i, round(low + 0.01, 2), "percent", "range", low, round(low + 0.02, 2), number_end=at + 1
    )  # fmt: skip


def _prefix(run: Sequence[Atom], i: int) -> tuple[int, Bound]:
    """Where the number begins after bound words, and what they say."""
    bound: Bound = "exact"
    while i < len(run):
        for words, kind in _PREFIXES.get(run[i].text, ()):
            if match_words(run, i, words):
                if kind in _STRONG or (kind == "about" and bound not in _STRONG):
                    bound = kind
                i += len(words)
                break
        else:
            break
    return i, bound


def _second(run: Sequence[Atom], first: Number, at: int, opening: str) -> Number | None:
    """The upper end of a range whose lower end stops before atom ``at``."""
    joint = word_at(run, at)
    if joint == "," and word_at(run, at + 1) in _MAYBE:
        joint, at = "or", at + 1
    if (
        first.value is None
        or joint not in ("to", "-", "–", "—", "or", "and")
        or (joint == "and" and opening != "between")
    ):
        return None
    second = read_number(run, at + 1)
    low = _low(first, second) if second else None
    if second is None or second.value is None or low is None or second.value <= low:
        return None
    return None if joint == "or" and second.value > 2 * low else second


def _low(first: Number, second: Number) -> float | None:
    """The lower end with what it shares with the upper: "1.2 to 1.5 mln", "110-120,000"."""
    if first.value is None or second.value is None:
        return None
    if first.scale == 1.0 and second.scale > 1.0 and first.value * second.scale < second.value:
        return first.value * second.scale
    if (
        first.value < 1000 <= second.value
        and second.value % 1000 == 0
        and second.value / 10 < first.value * 1000 < second.value
    ):
        return first.value * 1000
    return first.value


def _spread(first: Number, second: Number, found: Measure) -> Measure:
    low, high = _low(first, second), second.value
    assert low is not None and high is not None
    bound = "range" if found.bound in ("exact", "about") else found.bound
    return replace(found, value=(low + high) / 2, low=low, high=high, bound=bound)


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


def _with_unit(run: Sequence[Atom], found: Measure, last: Number, units: Units) -> Measure:
    end = found.end
    for words, bound in _SUFFIXES[:2]:
        if match_words(run, end, words):
            found, end = replace(found, bound=bound, end=end + len(words)), end + len(words)
    at = end + 1 if word_at(run, end) == "-" else end
    for words in _PERCENTS:
        if match_words(run, at, words):
            points = words == ("percentage",) or word_at(run, at + len(words)) in ("point", "points", "pts")
            stop = at + len(words) + (word_at(run, at + len(words)) in ("point", "points", "pts"))
            return replace(found, end=stop, form="points" if points else "percent")
    if word_at(run, at) in ("times", "fold", "time") and found.value != 1.0:
        return _per(run, replace(found, end=at + 1, form="times"))
    unit = units.read(run, end)
    if unit is None and word_at(run, at) in _SPELLS and (spell := units.read(run, at + 1)) and spell[0].kind == "time":
        unit = spell
    if unit is None:
        if last.fraction and last.value is not None and last.value < 1:
            return found
        return _per(run, found)
    if last.fraction and word_at(run, last.start) in ("a", "an", "one") and word_at(run, last.start + 1) in _ORDINALS:
        return found
    named, stop = unit
    found = replace(found, unit=named, end=stop, form="amount", per=named.per)
    return _per(run, replace(found, end=_after_abbreviation(run, stop, units)))


def _after_abbreviation(run: Sequence[Atom], i: int, units: Units) -> int:
    """Past a unit said again in brackets: "310,900 megawatts (MW)"."""
    if word_at(run, i) == "(" and (again := units.read(run, i + 1)) and word_at(run, again[1]) == ")":
        return again[1] + 1
    return i


def _per(run: Sequence[Atom], found: Measure) -> Measure:
    """With the period, also behind the goods: "tons of pig iron a month"."""
    if found.per is not None:
        return found
    at = found.end
    period = read_period(run, at) or (read_period(run, at + 1) if word_at(run, at) in _CLOSING else None)
    if period is None and found.unit is not None and found.unit.kind == "time":
        period = read_period(run, at + 1) if word_at(run, at) == "of" else None
    elif period is None and found.form == "amount" and word_at(run, at) == "of":
        for ahead in range(at + 2, min(at + 2 + _PRODUCT_WORDS, len(run))):
            period = read_period(run, ahead)
            if period is not None or run[ahead].text in _NOT_IN_PRODUCT:
                break
    if period is None:
        return found
    end = period[1]
    if word_at(run, end) == "(" and word_at(run, end + 2) == ")":
        end += 3
    return replace(found, per=period[0], end=end)


def _second_with_unit(
    run: Sequence[Atom], first: Number, found: Measure, units: Units
) -> tuple[Number | None, Measure]:
    """ "25% to 30%", "300 tons to 400 tons": the unit stands at both ends."""
    second = _second(run, first, found.end, found.opening)
    if second is None or word_at(run, found.start - 1) == "by" or (second.value or 0) > _WIDEST * (first.value or 0):
        return None, found
    whole = _with_unit(run, replace(found, end=second.end, unit=None, per=None, form="count"), second, units)
    return (second, whole) if whole.form == found.form and whole.unit == found.unit else (None, found)


def _suffixed(run: Sequence[Atom], found: Measure) -> Measure:
    for words, bound in _SUFFIXES:
        if match_words(run, found.end, words):
            return replace(found, bound=bound, end=found.end + len(words))
    return found


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else float(f"{value * factor:.12g}")
