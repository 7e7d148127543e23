"""What a number says, with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factorygap.labels import Bound
from factorygap.quantity.units import Unit

Form = Literal["count", "amount", "percent", "points", "fraction", "times"]


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
