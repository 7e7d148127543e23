"""The period of an amount that stands without one: that of the amount beside which it is said."""

from __future__ import annotations

from factorygap.pipes.governors import Governor
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_bare import is_compared
from factorygap.pipes.measured import Found, Measured
from factorygap.quantity import read_period

_OPENING = frozenset(["a", "per", "an", "each", "every", "annually", "daily", "monthly", "yearly", "weekly"])
_LONGEST = 16
_PRESENT = frozenset(["VBZ", "VBP"])
_TOLD = _PRESENT | {"VB"}
_MASSES = frozenset(["ton", "tonne", "kilogram", "pound", "quintal", "gram"])


def period_of(m: Measured, found: Found, governor: Governor | None, unit: str, last: Candidate | None) -> str | None:
    """From the amount before (``last``) or behind, where both are of ``unit``; None where each stands for itself."""
    period = None
    before = last.unit if last is not None else None
    if last is not None and before == unit:
        period = _shared(m, found, governor, last) or _parallel(m, found, governor, last)
    elif last is not None and before in _MASSES and unit in _MASSES:
        period = _parallel(m, found, governor, last)
    return period or _behind(m, found) or _ahead(m, found, unit)


def _behind(m: Measured, found: Found) -> str | None:
    """ "5,000 tons of soy sauce, bean paste and vinegar a year": behind all the goods."""
    if m.words[found.end : found.end + 1] != ["of"]:
        return None
    last = min(m.doc[found.end].right_edge.i, found.end + _LONGEST)
    for i in range(found.end + 2, min(last + 2, len(m.doc))):
        if m.words[i] in _OPENING and (period := read_period(m.run, m.atom_at(i))):
            return period[0]
    return None


def _parallel(m: Measured, found: Found, governor: Governor | None, last: Candidate) -> str | None:
    """ "kiln 4 makes 3,800 tonnes a day; the others make 1,100 tonnes": the same verb with the same unit."""
    if governor is None or governor.role != "make" or m.doc[last.start].sent != m.doc[found.start].sent:
        return None
    verb = m.doc[governor.token]
    before = m.doc[verb.sent.start : last.start]
    if verb.tag_ not in _PRESENT or not any(t.lemma_ == verb.lemma_ and t.tag_ in _TOLD for t in before):
        return None
    return last.per


def _shared(m: Measured, found: Found, governor: Governor | None, last: Candidate) -> str | None:
    """The period of the amount before, with which this one is compared, or which is a capacity as this one is."""
    capacity = last.modality == "capacity" and governor is not None and governor.role == "capacity"
    return last.per if capacity or is_compared(m, found, last) else None


def _ahead(m: Measured, found: Found, unit: str) -> str | None:
    """ "300 kilograms of noodles and 120 kilograms of biscuits a day": said behind the second amount for both."""
    after = next((f for f in m.found if f.start >= found.end), None)
    if after is None or after.measure.unit is None or after.measure.unit.name != unit or after.start - found.end > 6:
        return None
    between = m.doc[found.end : after.start]
    joined = len(between) > 0 and between[-1].lower_ == "and"
    plain = all(t.pos_ in ("NOUN", "PROPN", "ADJ", "ADP", "CCONJ") for t in between)
    return after.measure.per if joined and plain else None
