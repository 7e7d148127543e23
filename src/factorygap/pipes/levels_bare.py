"""Numbers alone, which count what the amount before them counted: "it is 70", "workers say under a thousand"."""

from __future__ import annotations

from dataclasses import replace

from factorygap.pipes.governors import Governor, governor_of
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_beyond import beyond
from factorygap.pipes.levels_quantity import candidate_of, quantity
from factorygap.pipes.levels_steps import step
from factorygap.pipes.measured import CONTEXT, Found, Measured
from factorygap.quantity import Measure

COMPARING = frozenset(["compared", "against", "versus", "vs", "from", "than", "v"])
_COPULAS = frozenset(["is", "was", "be", "been"])
_ON_PAPER = frozenset(["paper", "planning", "planners", "blueprint", "blueprints"])
_MORE = frozenset(["more", "fewer", "less", "higher", "lower"])
_RATED = frozenset(
    "of out its their the a ’s 's rated planned eventual promised intended "
    "nominal normal possible potential usual theoretical nameplate".split()
)
_SAYING = frozenset(
    "say says said insist insists insisted reckon reckons reckoned admit admits admitted claim claims claimed count "
    "counts counted report reports reported estimate estimates estimated tell tells told put puts".split()
)
_TRUTH = frozenset(["in", "fact", "reality", "practice", "on", "paper", "truth", "at", "most", "best", "today", "now"])
_BEHIND_THAT = frozenset("in now today this last a per at for by since before next volume amount number rate".split())
_ASKING = frozenset(["for", "of", "at", "says", "is", "was", "asks", "demands"])
_IT = frozenset(["it", "average", "figure", "peak", "reality", "total"])
_FEW = 20
"""Fewer than this may count anything, unless the same sentence said what."""


def bare(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """The level that a number alone states: in the unit of the amount before it, or with a period of its own."""
    measure = found.measure
    governor = governor_of(m, found.start, found.end)
    other = governor is not None and governor.role == "other" and governor.direct
    if measure.value is None or (measure.value < 2 and measure.per is None) or other:
        return None
    if (of_rated := _of_rated(m, found)) is not None:
        return of_rated
    if last is None or last.quantity is None or not _is_like(measure, last) or last.end > found.start:
        unit = _goods_of(m, found, governor)
        rated = _is_made(m, governor) and (measure.per is not None or unit is not None) and m.in_industry(found.start)
        return candidate_of(m, found, governor, unit, measure.per, found.end) if rated else None
    return (
        _stepped(m, found, last)
        or _possible(m, found, governor, last)
        or _same_again(m, found, governor, last)
        or _said(m, found, governor, last)
        or _told_before(m, found, governor, last)
    )


def _of_rated(m: Measured, found: Found) -> Candidate | None:
    """ "derated to 380 of its 500 megawatts": in the unit of what could be made."""
    whole = next((f for f in m.found if f.start > found.end), None)
    if whole is None or m.words[found.end : found.end + 1] != ["of"] or not found.measure.value:
        return None
    unit = whole.measure.unit
    rated = unit is not None and (whole.measure.per is not None or unit.kind == "power")
    if not rated or unit is None or not _RATED.issuperset(m.words[found.end : whole.start]):
        return None
    if found.measure.value > (whole.measure.value or 0) / unit.factor:
        return None
    amount = quantity(found.measure, unit.name, whole.measure.per)
    amount["value"] = found.measure.value * unit.factor
    return Candidate(found.start, found.end, "rate", "amount:of-rated", quantity=amount, bound=found.measure.bound)


def part_of_that(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """ "may not reach even half that", "a quarter of that now": a part of the amount before."""
    end = found.end + (m.words[found.end : found.end + 1] == ["of"])
    after = m.doc[end + 1] if end + 1 < len(m.doc) else None
    if m.words[end : end + 1] != ["that"] or not (after is None or after.is_punct or after.lower_ in _BEHIND_THAT):
        return None
    if last is None or last.quantity is None or end - last.end > CONTEXT:
        return None
    share, whole = found.measure.value, last.quantity["value"]
    if not share or not whole:
        return None
    amount = {**last.quantity, "value": share * whole, "low": None, "high": None}
    return Candidate(found.start, end + 1, last.kind, "amount:part-of-that", quantity=amount, bound=found.measure.bound)


def _level(m: Measured, found: Found, governor: Governor | None, last: Candidate, per: str | None = None) -> Candidate:
    level = candidate_of(m, found, governor, last.unit, found.measure.per or per, found.end)
    return replace(level, kind="rate") if last.kind == "rate" and last.per is None else level


def _goods_of(m: Measured, found: Found, governor: Governor | None) -> str | None:
    """ "Weekly vehicle production was put at 131,482": the goods whose output is counted."""
    if governor is None or governor.role != "output" or not governor.direct or (found.measure.value or 0) < _FEW:
        return None
    if found.end < len(m.doc) and m.doc[found.end].pos_ in ("NOUN", "PROPN", "ADJ"):
        return None
    before = governor.token - 1
    return m.doc[before].lemma_.lower() if before >= 0 and m.has(before, "goods") else None


def _is_made(m: Measured, governor: Governor | None) -> bool:
    if governor is None or not governor.direct or m.has(governor.token, "weak"):
        return False
    return governor.role in ("output", "make", "capacity")


def _stepped(m: Measured, found: Found, last: Candidate) -> Candidate | None:
    """ "820 cars a day, 70 more than now", "40 tons a day, 15 more than planned"."""
    if found.end + 1 >= len(m.doc) or m.words[found.end] not in _MORE or m.words[found.end + 1] != "than":
        return None
    return beyond(m, found) or step(m, found, found.end, last.unit, last)


def _possible(m: Measured, found: Found, governor: Governor | None, last: Candidate) -> Candidate | None:
    """ "8 megawatts of its rated 9", "400,000 bpd out of a normal 1.2 mln": what could be made."""
    words = m.words[last.end : found.start]
    if not words or words[0] not in ("of", "out") or len(words) > 5 or not _RATED.issuperset(words):
        return None
    return replace(_level(m, found, governor, last, last.per), modality="capacity")


def _same_again(m: Measured, found: Found, governor: Governor | None, last: Candidate) -> Candidate | None:
    """The quantity before, by a copula or in a comparison."""
    if _is_it(m, found):
        level = _level(m, found, governor, last, last.per)
        words = m.words[max(0, found.start - 9) : found.start]
        planned = m.first(found.start - 9, found.start, "plan") is not None or not _ON_PAPER.isdisjoint(words)
        return replace(level, modality="planned" if planned else level.modality)
    if is_compared(m, found, last):
        level = _level(m, found, governor, last, last.per)
        return replace(level, modality=level.modality or ("capacity" if last.modality == "capacity" else None))
    return None


def _said(m: Measured, found: Found, governor: Governor | None, last: Candidate) -> Candidate | None:
    """ "10,000 a day; workers say under a thousand", "700 a day on paper and 80 in fact": another figure for it."""
    if m.doc[last.start].sent != m.doc[found.start].sent or found.start - last.end > 14:
        return None
    if found.end < len(m.doc) and not (m.doc[found.end].is_punct or m.words[found.end] in _TRUTH):
        return None
    before = m.words[found.start - 1]
    contrast = before == "and" and m.words[found.end : found.end + 1] == ["in"] and m.words[found.end + 1] in _TRUTH
    if not contrast and before not in _SAYING and not (before == "at" and m.words[found.start - 3] in _SAYING):
        return None
    return replace(_level(m, found, None, last, last.per), modality=None)


def _told_before(m: Measured, found: Found, governor: Governor | None, last: Candidate) -> Candidate | None:
    measure = found.measure
    same = m.doc[last.start].sent == m.doc[found.start].sent
    made = _is_made(m, governor)
    once = same and m.words[found.start - 3 : found.start - 1] == ["used", "to"]
    close = same or m.doc[last.start].sent.end == m.doc[found.start].sent.start
    asked = close and governor is not None and governor.role == "plan" and m.words[found.start - 1] in _ASKING
    if found.start - last.end > CONTEXT or (not (made or asked or once) and measure.per is None):
        return None
    last_word = found.end >= len(m.doc) or m.doc[found.end].is_punct or _is_dated(m, found.end)
    if (measure.value or 0) < _FEW and not (same and last_word):
        return None
    if once and last_word:
        return _level(m, found, governor, last, last.per)
    if governor is None or (governor.role == "make" and measure.per is None and not same and not last_word):
        return None
    dated = _is_dated(m, found.end) or "last" in m.words[max(last.end, found.start - 6) : found.start]
    dated = dated and m.words[found.start - 1] != "at"
    per = last.per if (same or last_word) and not dated else None
    return _level(m, found, governor, last, per)


def _is_it(m: Measured, found: Found) -> bool:
    """ "in the planning documents it is 1,200", "the plan had been 9,000": the same quantity again, by a copula."""
    if found.end < len(m.doc) and not m.doc[found.end].is_punct:
        return False
    words = m.words[max(0, found.start - 4) : found.start]
    return (
        bool(words)
        and words[-1] in _COPULAS
        and any(word in _IT or m.has(found.start - len(words) + i, "plan") for i, word in enumerate(words))
    )


def _is_dated(m: Measured, end: int) -> bool:
    """ "18,000 in March", "1.9 mln last year": the amount of a time, not a rate."""
    return end < len(m.doc) and m.doc[end].lower_ in ("in", "last", "this", "during", "for", "by", "so")


def _is_like(measure: Measure, last: Candidate) -> bool:
    """Whether the number may count the same things: within a factor of fifty."""
    before = last.quantity["value"] if last.quantity else None
    return bool(before and measure.value and 0.02 < measure.value / before < 50)


def is_compared(m: Measured, found: Found, last: Candidate) -> bool:
    """ "1.2 mln tonnes, against 1.41 mln last year": in the sentence of the amount before, behind a comparing word."""
    if m.doc[last.start].sent.start != m.doc[found.start].sent.start:
        return False
    words = [t.lower_ for t in m.doc[max(last.end, found.start - 6) : found.start]]
    return any(word in COMPARING for word in words)
