"""Operating rates in words alone: "neither of the two was lit", "all four furnaces run", "every second loom"."""

from __future__ import annotations

from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_units import SKIPPED, settled
from factorygap.pipes.measured import Measured

_NAMELESS = {"neither": 2.0, "none": 1.0}
"""How many there are where "of them" names no number; a share of none needs none."""
_WORDS = {"neither": 0.0, "none": 0.0, "all": 1.0}


def read(m: Measured) -> list[Candidate]:
    """ "neither of the two was lit", "all four furnaces are running", "every second loom stands idle"."""
    out = []
    for i, word in enumerate(m.words[:-2]):
        if word == "every":
            candidate = _every_second(m, i)
        elif word in _WORDS:
            candidate = _all_or_none(m, i, _WORDS[word])
        else:
            continue
        if candidate is not None:
            out.append(candidate)
    return out


def _every_second(m: Measured, i: int) -> Candidate | None:
    share = {"second": 0.5, "other": 0.5, "third": 1 / 3, "fourth": 0.25}.get(m.words[i + 1])
    if share is None or m.first(i + 2, i + 4, "plant") is None:
        return None
    return settled(m, i, i + 2, share, None, "exact")


def _all_or_none(m: Measured, start: int, share: float) -> Candidate | None:
    i = start + 1
    while i < len(m.words) - 1 and m.words[i] in SKIPPED:
        i += 1
    whole = next((f for f in m.found if f.number == i and f.measure.form == "count"), None)
    units = whole.measure.value if whole is not None else _NAMELESS.get(m.words[start])
    if units is None or (whole is None and m.words[i] not in ("them", "these") and m.words[start] != "neither"):
        return None
    return settled(m, start, whole.number_end if whole is not None else i, share * units, units, "exact")
