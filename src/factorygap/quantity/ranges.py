"""Ranges: "400 to 500", "between 60,000 and 70,000", "110-120,000", "25% to 30%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factorygap.quantity.atoms import Atom, word_at
from factorygap.quantity.measure import Measure
from factorygap.quantity.numbers import Number, is_year, read_number

WIDEST = 5
"""How many times its lower end a range may reach; "fell 300,000 bpd to 15.8 mln bpd" is none."""
_MAYBE = frozenset("sometimes maybe perhaps occasionally possibly".split())


def upper_end(run: Sequence[Atom], first: Number, at: int, opening: str) -> Number | None:
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
    if first.fraction and second.value > 1:
        return None
    if is_year(run[first.start].raw) and first.end == first.start + 1 and second.scale > 1:
        return None
    if low == first.value < 1000 and first.scale == 1 and second.scale > 1 and low * second.scale >= second.value:
        return None
    return None if joint == "or" and second.value > 2 * low else second


def lower_end(run: Sequence[Atom], first: Number, at: int) -> Number | None:
    """The lower end of a range told downward, "at 30 to 25 per cent"."""
    second = read_number(run, at + 1) if word_at(run, at) in ("to", "-", "–") else None
    if (
        first.value is None
        or second is None
        or second.value is None
        or not first.value / 2 <= second.value < first.value
    ):
        return None
    return second


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


def spread(first: Number, second: Number, found: Measure) -> Measure:
    """The measure with both ends; its value is the midpoint."""
    low, high = _low(first, second), second.value
    assert low is not None and high is not None
    bound = "range" if found.bound in ("exact", "about") else found.bound
    return replace(found, value=(low + high) / 2, low=low, high=high, bound=bound)
