"""By how much output changed, in amounts: "dropped by 40,000 bpd", "down 300,000 tons from August"."""

from __future__ import annotations

from factorygap.inflection import forms
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_beyond import UNDER
from factorygap.pipes.levels_quantity import quantity
from factorygap.pipes.measured import Found, Measured

_REACH = 9
_INTRANSITIVE = frozenset(
    form
    for verb in "rise fall drop climb slip dip decline jump surge slump plunge tumble sink soar grow".split()
    for form in forms(verb)
)
_REACHED = frozenset(["short", "below", "under", "above", "past", "beyond"])
"""Output that "dropped below 100,000 bpd" is there; it did not fall by so much."""
_MORE = frozenset(["more", "higher", "above", "extra"])


def step(m: Measured, found: Found, end: int, unit: str | None, last: Candidate | None) -> Candidate | None:
    """The change, as a ratio where the new amount is said too, else with the amount alone; None if this is no change.

    ``end`` is where the goods end, ``last`` the amount before, of which "up 500 tons" may be said.
    """
    direction = _direction(m, found, end)
    if direction is None:
        return None
    at, sign = direction
    old = _old_amount(m, end)
    base = m.found[old].measure.value if old is not None else None
    if old is not None and base and found.measure.value is not None:
        m.taken.add(old)
        ratio = sign * found.measure.value / base
        return _candidate(m, found, at, m.found[old].end, sign, ratio, unit)
    new = _new_amount(m, found, end, last if at < found.start and m.doc[at].pos_ != "VERB" else None)
    value = found.measure.value
    change = sign * value / (new - sign * value) if new and value and new != sign * value else None
    return _candidate(m, found, at, max(end, at + 1), sign, change, unit)


def _candidate(
    m: Measured, found: Found, at: int, end: int, sign: int, change: float | None, unit: str | None
) -> Candidate:
    return Candidate(
        min(at, found.start), end, "change", "amount:step", quantity=quantity(found.measure, unit, found.measure.per),
        change=change, bound=found.measure.bound, status="increased" if sign > 0 else "reduced",
    )  # fmt: skip


def _old_amount(m: Measured, end: int) -> int | None:
    """The amount behind "from the": "by 18,000 tons from the 112,000 tons of last year"."""
    if end >= len(m.doc) or m.doc[end].lower_ != "from":
        return None
    return next((k for k, f in enumerate(m.found) if end < f.start <= end + 2 or f.start == end), None)


def _direction(m: Measured, found: Found, end: int) -> tuple[int, int] | None:
    """The word of rise or fall and its sign."""
    after = m.doc[end].lower_ if end < len(m.doc) else ""
    if after in _MORE | UNDER and end + 1 < len(m.doc) and m.doc[end + 1].pos_ not in ("NOUN", "PROPN", "ADJ"):
        return end, 1 if after in _MORE else -1
    lead = m.doc[found.start - 1] if found.start else None
    if lead is None or (lead.pos_ in ("ADP", "ADV") and m.has(lead.i - 1, "make")):
        return None
    if m.words[found.start] in _REACHED:
        return None
    if lead.lemma_ == "grow" and any(
        m.has(t.i, "plant") for t in (*lead.children, *lead.head.children) if t.dep_ == "nsubj"
    ):
        return None
    if lead.lower_ == "by":
        at = next(
            (i for i in range(found.start - 2, max(found.start - 2 - _REACH, -1), -1) if m.has(i, "up", "down")), None
        )
    elif m.has(lead.i, "up", "down") and (lead.pos_ != "VERB" or after == "to" or lead.lower_ in _INTRANSITIVE):
        at = lead.i
    else:
        return None
    return None if at is None else (at, 1 if m.has(at, "up") else -1)


def _new_amount(m: Measured, found: Found, end: int, last: Candidate | None) -> float | None:
    after = next((f for f in m.found if f.start == end + 1 and m.doc[end].lower_ == "to"), None)
    if after is not None:
        return after.measure.value
    if last is not None and last.quantity is not None and m.doc[last.start].sent == m.doc[found.start].sent:
        value: float | None = last.quantity["value"]
        return value
    return None
