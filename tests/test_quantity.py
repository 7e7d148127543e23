# ruff: noqa: E501 (one marked sentence a line)
"""Numbers, units and periods on their own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factorygap import lexicon
from factorygap.quantity import Measure, Unit, Units, atoms, measures, read_number, read_period

UNITS = Units.of(
    (phrase, Unit(entry["unit"], entry["kind"], float(entry["factor"] or 1), entry["per"], bool(entry["cased"])))
    for entry in lexicon.load("units")
    for phrase in entry.phrases
)


def number(text: str) -> float | None:
    run = atoms(text)
    found = read_number(run, 0)
    assert found is not None and found.end == len(run), f"{text!r} is not read to its end"
    return found.value


def only(text: str) -> Measure:
    found = list(measures(atoms(text), UNITS))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7), ("1,234,567", 1234567), ("1.234.567", 1234567), ("3.75", 3.75), ("1,5", 1.5), ("3 000", 3000),
        ("1 250 000", 1250000), ("2-1/2", 2.5), ("2 1/2", 2.5), ("3/4", 0.75), ("6½", 6.5), ("1.2m", 1200000),
        ("2.4bn", 2400000000), ("15 mln", 15000000), ("40k", 40000), ("5 lakh", 500000), ("1.5 crore", 15000000),
        ("2 lakh crore", 2e12), ("seven", 7), ("nineteen", 19), ("twenty-five", 25), ("forty two", 42),
        ("two hundred and fifty", 250), ("two hundred and fifty thousand", 250000), ("twelve hundred", 1200),
        ("a hundred", 100), ("a dozen", 12), ("two dozen", 24), ("half a dozen", 6), ("half a million", 500000),
        ("half-a-million", 500000), ("a quarter of a million", 250000), ("three and a half", 3.5),
        ("three and a half million", 3500000), ("a million and a half", 1500000), ("three-and-a-half", 3.5),
        ("one million two hundred thousand", 1200000), ("two-thirds", 2 / 3), ("three quarters", 0.75), ("a tenth", 0.1),
    ],
)  # fmt: skip
def test_number(text: str, value: float) -> None:
    assert number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["dozens of", "tens of thousands of", "several", "a few", "a handful of", "hundreds"])
def test_vague_words_are_numbers_without_a_value(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("text", ["", "mill", "a mill", "third", "thou", "²", "the", "quarterly", "-", "."])
def test_no_number(text: str) -> None:
    assert read_number(atoms(text), 0) is None


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "bound", "unit", "per"),
    [
        ("500 tons a year", 500, None, None, "exact", "ton", "year"),
        ("only one week per month", 1, None, None, "exact", "week", "month"),
        ("no more than 40 000 to 50 000 tonnes a year", 45000, 40000, 50000, "at_most", "tonne", "year"),
        ("110-120,000 bpd", 115000, 110000, 120000, "range", "barrel", "day"),
        ("between 1.2 and 1.5 mln tonnes", 1350000, 1200000, 1500000, "range", "tonne", None),
        ("six or seven hours", 6.5, 6, 7, "range", "hour", None),
        ("300 tons to 400 tons", 350, 300, 400, "range", "ton", None),
        ("9.7 million bpd", 9700000, None, None, "exact", "barrel", "day"),
        ("300,000 barrels a day", 300000, None, None, "exact", "barrel", "day"),
        ("1.2m b/d", 1200000, None, None, "exact", "barrel", "day"),
        ("20,000 barrels per day (bpd)", 20000, None, None, "exact", "barrel", "day"),
        ("1.1 million barrels of oil equivalent a day", 1100000, None, None, "exact", "barrel", "day"),
        ("2.1 mmb/d", 2100000, None, None, "exact", "barrel", "day"),
        ("127,000 bbl/day", 127000, None, None, "exact", "barrel", "day"),
        ("845,000-bpd", 845000, None, None, "exact", "barrel", "day"),
        ("2 MTPA", 2000000, None, None, "exact", "tonne", "year"),
        ("90 ktpa", 90000, None, None, "exact", "tonne", "year"),
        ("5 Mt", 5000000, None, None, "exact", "tonne", None),
        ("12.1 mt", 12100000, None, None, "exact", "tonne", None),
        ("500 mt a day", 500, None, None, "exact", "tonne", "day"),
        ("4.1 mln bpd", 4100000, None, None, "exact", "barrel", "day"),
        ("1 150MW", 1150, None, None, "exact", "megawatt", None),
        ("1.3 GW", 1300, None, None, "exact", "megawatt", None),
        ("310,900 megawatts (MW)", 310900, None, None, "exact", "megawatt", None),
        ("2 400 tons of catfish every year", 2400, None, None, "exact", "ton", "year"),
        ("over ten thousand tons of cement every day", 10000, None, None, "more_than", "ton", "day"),
        ("500,000-tonnes-a-year", 500000, None, None, "exact", "tonne", "year"),
        ("20-odd days", 20, None, None, "about", "day", None),
        ("300 kilograms or so", 300, None, None, "about", "kilogram", None),
        ("at least 40 litres an hour", 40, None, None, "at_least", "litre", "hour"),
        ("just under 9 million gallons", 9000000, None, None, "less_than", "gallon", None),
        ("tens of thousands of tons", None, None, None, "exact", "ton", None),
        ("one thousand and hundreds of tons", 1000, None, None, "more_than", "ton", None),
    ],
)  # fmt: skip
def test_measure(
    text: str, value: float | None, low: float | None, high: float | None, bound: str, unit: str, per: str | None
) -> None:
    found = only(text)
    assert (found.value, found.low, found.high) == (value, low, high)
    assert (found.bound, found.unit and found.unit.name, found.per) == (bound, unit, per)
    assert (found.start, found.end) == (0, len(atoms(text)))


@pytest.mark.parametrize(
    ("text", "value", "form", "bound"),
    [
        ("40 percent", 0.4, "percent", "exact"), ("40pc", 0.4, "percent", "exact"), ("81.2%", 0.812, "percent", "exact"),
        ("north of 60 per cent", 0.6, "percent", "more_than"), ("25% to 30%", 0.275, "percent", "range"),
        ("95-per-cent", 0.95, "percent", "exact"), ("2.5 percentage points", 0.025, "points", "exact"),
        ("barely two-thirds", 2 / 3, "fraction", "at_most"), ("1.3 times", 1.3, "times", "exact"),
        ("twice", 2, "times", "exact"), ("fivefold", 5, "times", "exact"), ("1.5-fold", 1.5, "times", "exact"),
    ],
)  # fmt: skip
def test_shares_and_multiples(text: str, value: float, form: str, bound: str) -> None:
    found = only(text)
    assert found.value == pytest.approx(value)
    assert (found.form, found.bound) == (form, bound)


@pytest.mark.parametrize(
    ("text", "period"),
    [("a day", "day"), ("per calendar month", "month"), ("/yr", "year"), ("every year", "year"), ("annually", "year"),
     ("each week", "week"), ("-a-year", "year"), ("per annum", "year"), ("in a day", "day"), ("a plan", None),
     ("every director", None), ("in March", None)],
)  # fmt: skip
def test_period(text: str, period: str | None) -> None:
    found = read_period(atoms(text), 0)
    assert (found and found[0]) == period


WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spelled(n: int) -> str:
    if n < 20:
        return WORDS.split()[n]
    if n < 100:
        return TENS.split()[n // 10 - 2] + (f"-{WORDS.split()[n % 10]}" if n % 10 else "")
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            rest = n % scale
            joint = " and " if rest and rest < 100 else " "
            return f"{spelled(n // scale)} {name}" + (joint + spelled(rest) if rest else "")
    raise AssertionError(n)


@given(st.integers(1, 10**12 - 1))
def test_spelled_numbers_are_read_back(n: int) -> None:
    assert number(spelled(n)) == n


@given(st.integers(0, 10**12), st.sampled_from([",", " "]))
def test_grouped_digits_are_read_back(n: int, mark: str) -> None:
    assert number(f"{n:,}".replace(",", mark)) == n


@given(st.decimals(0, 999, places=2), st.sampled_from([("m", 1e6), (" mln", 1e6), (" billion", 1e9), (" crore", 1e7)]))
def test_scales_multiply(value: object, scale: tuple[str, float]) -> None:
    found = number(f"{value}{scale[0]}")
    assert found is not None and math.isclose(found, float(str(value)) * scale[1], rel_tol=1e-9)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range_has_its_midpoint_between_its_ends(a: int, b: int) -> None:
    low, high = sorted((a, a + b))
    found = only(f"between {low:,} and {high:,} tonnes")
    assert found.low is not None and found.high is not None and found.value is not None
    assert found.low <= found.value <= found.high and found.bound == "range" and found.high == high


@given(st.text())
def test_any_text_is_read_without_an_error_and_in_order(text: str) -> None:
    run = atoms(text)
    at = 0
    for found in measures(run, UNITS):
        assert at <= found.start <= found.number < found.end <= len(run)
        at = found.end
    assert all(text[a.start : a.end] == a.raw for a in run)


@given(
    st.lists(
        st.sampled_from("a half 3 000 third of and million to - , % per day tons between from up twice hundred".split())
    )
)
def test_any_run_of_number_words_ends(words: list[str]) -> None:
    list(measures(atoms(" ".join(words)), UNITS))


def test_a_long_run_of_digits_is_no_number() -> None:
    assert read_number(atoms("9" * 5000), 0) is None


@pytest.mark.parametrize("entry", lexicon.load("units"), ids=lambda entry: entry.id)
def test_every_unit_word_is_read(entry: lexicon.Entry) -> None:
    for phrase in entry.phrases:
        found = UNITS.read(atoms(phrase), 0)
        assert found is not None and found[1] == len(atoms(phrase)), phrase


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("reached 131 and 107 percent of plan", [1.31, 1.07]),
        ("44, 57 and 63 tonnes, respectively", [44, 57, 63]),
        ("in 2016 and 34 percent", [2016, 0.34]),
        ("lines 3 and 40 percent", [3, 0.4]),
    ],
)
def test_numbers_in_a_list_share_what_stands_behind_the_last(text: str, values: list[float]) -> None:
    assert [found.value for found in measures(atoms(text), UNITS)] == values


@pytest.mark.parametrize(
    ("text", "value", "per"),
    [
        ("one every two hours", 0.5, "hour"), ("3 every 40 minutes", 4.5, "hour"), ("one every 30 seconds", 2, "minute"),
        ("2 every three months", 8, "year"), ("a ton a month", 1, "month"), ("perhaps a barrel a day", 1, "day"),
        ("9 lakh tonnes p.a.", 900000, "year"), ("1.2mn tonnes pa", 1200000, "year"), ("40 tons per 24 hours", 40, "day"),
        ("60 KLPD", 60, "day"), ("2.3 MMboed", 2300000, "day"), ("17 LMT", 1700000, None), ("45 koz", 45000, None),
        ("four months of the year", 4, "year"), ("six days' work a month", 6, "month"),
    ],
)  # fmt: skip
def test_value_and_period(text: str, value: float, per: str | None) -> None:
    found = only(text)
    assert (found.value, found.per) == (pytest.approx(value), per)


@pytest.mark.parametrize("text", ["40 dollars a ton a month", "a ton", "a barrel"])
def test_a_unit_alone_is_no_amount(text: str) -> None:
    assert not any(found.unit and found.unit.kind == "mass" for found in measures(atoms(text), UNITS))


@pytest.mark.parametrize("text", ["from 11.5 to 9 million tonnes", "a third to 170,000 bpd"])
def test_no_range_downward_or_from_a_share(text: str) -> None:
    assert all(found.low is None for found in measures(atoms(text), UNITS))
