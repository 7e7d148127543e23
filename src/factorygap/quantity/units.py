"""Units of measure and periods. The words come from a list; what stands here is how they are put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from factorygap.quantity.atoms import Atom, atoms, match_words, word_at
from factorygap.quantity.numbers import read_number

PERIODS = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "fortnight": "fortnight", "month": "month",
    "quarter": "quarter", "year": "year", "annum": "year", "season": "season", "shift": "shift", "hr": "hour",
    "h": "hour", "d": "day", "wk": "week", "mo": "month", "mth": "month", "yr": "year", "y": "year", "night": "night",
    "campaign": "campaign", "decade": "decade",
}  # fmt: skip
ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annually": "year", "annual": "year", "nightly": "night", "annualized": "year", "annualised": "year",
}  # fmt: skip
DAYS_IN = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4375, "quarter": 91.3125, "year": 365.25}
"""Mean lengths in days: a year has 365.25."""

_SHORT = frozenset(["hr", "h", "d", "wk", "mo", "mth", "yr", "y"])
_AGO = frozenset(["earlier", "ago", "later", "previously"])
_QUALIFIERS = frozenset(["calendar", "working", "stream", "single", "operating", "average", "sugar", "crop", "full"])


@dataclass(frozen=True, slots=True)
class Unit:
    """``name`` in the singular; ``factor`` as in "Mt" = 1e6 tonnes; ``per`` if it has the period in it ("bpd")."""

    name: str
    kind: str
    factor: float = 1.0
    per: str | None = None
    cased: bool = False


@dataclass
class Units:
    """Finds unit words in a run of atoms, longest first."""

    _by_first: dict[str, list[tuple[tuple[str, ...], Unit]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, spellings: Iterable[tuple[str, Unit]]) -> Units:
        units = cls()
        for spelling, unit in spellings:
            words = tuple(a.raw if unit.cased else a.text for a in atoms(spelling))
            units._by_first[words[0].lower()].append((words, unit))
        for group in units._by_first.values():
            group.sort(key=lambda row: (-len(row[0]), not row[1].cased))
        return units

    def read(self, run: Sequence[Atom], i: int) -> tuple[Unit, int] | None:
        """The unit that begins at atom ``i`` (a hyphen may stand first), and where it ends."""
        if word_at(run, i) in ("-", "–") and i + 1 < len(run) and not run[i + 1].spaced:
            i += 1
        for words, unit in self._by_first.get(word_at(run, i), ()):
            if unit.cased:
                if tuple(a.raw for a in run[i : i + len(words)]) == words:
                    return unit, i + len(words)
            elif match_words(run, i, words):
                return unit, i + len(words)
        return None


def read_period(run: Sequence[Atom], i: int) -> tuple[str, int] | None:
    """ "a day", "per calendar month", "/yr", "-a-year", "every year", "annually": the period and where it ends."""
    first = word_at(run, i)
    if first in ADVERBS and first not in ("annual",):
        return ADVERBS[first], i + 1
    if (brief := _abbreviated(run, i)) is not None:
        return "year", brief
    if first == "-":
        i, first = i + 1, word_at(run, i + 1)
    if first == "/" or first in ("per", "a", "an", "each", "every", "in"):
        at = i + 1
        while word_at(run, at) == "-" or word_at(run, at) in _QUALIFIERS:
            at += 1
        if first == "in" and word_at(run, at) not in ("a", "any"):
            return None
        at += first == "in"
        period = word_at(run, at)
        if word_at(run, at + 1) in _AGO or (word_at(run, at + 1) == "before" and not word_at(run, at + 2).isalpha()):
            return None
        if period in PERIODS and (first == "/" or period not in _SHORT):
            return PERIODS[period], at + 1
        if period == "24" and word_at(run, at + 1) == "hours" and first in ("every", "each", "per"):
            return "day", at + 2
    return None


def _abbreviated(run: Sequence[Atom], i: int) -> int | None:
    """Where "p.a." or "pa" ends."""
    if match_words(run, i, ("p", ".", "a")):
        return i + 4 if word_at(run, i + 3) == "." and i + 4 < len(run) and run[i + 4].raw.islower() else i + 3
    return i + 1 if word_at(run, i) == "pa" else None


_LONGER = {"second": ("minute", 60), "minute": ("hour", 60), "hour": ("hour", 1), "day": ("day", 1),
           "week": ("week", 1), "month": ("year", 12), "year": ("year", 1)}  # fmt: skip


def read_interval(run: Sequence[Atom], i: int) -> tuple[str, float, int] | None:
    """ "every 40 minutes": the period, how often it happens in it (1.5 an hour), and where the words end."""
    if word_at(run, i) != "every":
        return None
    number = read_number(run, i + 1)
    if number is None or not number.value:
        return None
    named = word_at(run, number.end).removesuffix("s")
    if named not in _LONGER or number.value == 1:
        return None
    period, times = _LONGER[named]
    return period, times / number.value, number.end + 1
