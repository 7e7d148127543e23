"""Plans exceeded or missed by an amount: "18,000 tons of coal above plan", "15 more than planned"."""

from __future__ import annotations

from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_quantity import quantity
from factorygap.pipes.measured import Found, Measured

OVER = frozenset(["above", "over", "beyond", "ahead", "more", "higher", "better", "in"])
UNDER = frozenset(["below", "under", "short", "behind", "less", "lower", "shy", "fewer"])
_LOOK = 9


def beyond(m: Measured, found: Found, goods: str | None = None) -> Candidate | None:
    """ "tens of thousands of tons more coal than planned", "100,000 b/d below its target": a distance, not a share."""
    if found.measure.unit is not None and found.measure.unit.kind == "time":
        return None
    if (exceeded := _exceeded_by(m, found, goods)) is not None:
        return exceeded
    behind = _end_of_goods(m, found.end)
    words = m.doc[behind : behind + 6]
    more = next((t for t in words if t.lower_ in ("more", "less", "fewer")), None)
    than = next((t for t in words if t.lower_ == "than"), None)
    if more is not None and than is not None and more.i < than.i:
        anchor, over = than.i, more.lower_ == "more"
    elif len(words) and words[0].lower_ in OVER | UNDER - {"in"}:
        anchor, over = words[0].i, words[0].lower_ in OVER
    else:
        return None
    plan = m.first(anchor + 1, anchor + 5, "plan")
    if plan is None and m.words[anchor + 1 : anchor + 2] == ["schedule"]:
        plan = anchor + 1
    if plan is None or any(found.end <= f.start < plan for f in m.found):
        return None
    unit = found.measure.unit.name if found.measure.unit else goods
    return Candidate(
        found.start, plan + 1, "plan_fulfilment", "plan:beyond", bound="more_than" if over else "less_than",
        quantity=quantity(found.measure, unit, found.measure.per),
        status="increased" if over else "reduced",
    )  # fmt: skip


def _exceeded_by(m: Measured, found: Found, goods: str | None) -> Candidate | None:
    """ "overfulfilled its cloth plan by 2.4 million metres"."""
    if m.words[found.start - 1] != "by":
        return None
    first = max(m.doc[found.start].sent.start, found.start - _LOOK)
    plan = m.first(first, found.start, "plan")
    verb = m.first(first, plan, "exceed") if plan is not None else None
    if verb is None:
        return None
    unit = found.measure.unit.name if found.measure.unit else goods
    return Candidate(
        verb, found.end, "plan_fulfilment", "plan:exceeded-by", bound="more_than", status="increased",
        quantity=quantity(found.measure, unit, found.measure.per),
    )  # fmt: skip


def _end_of_goods(m: Measured, i: int) -> int:
    """Past "of coal" behind an amount."""
    if m.words[i : i + 1] != ["of"]:
        return i
    i += 1
    while i < len(m.doc) and m.doc[i].pos_ in ("NOUN", "PROPN", "ADJ") and m.words[i] not in OVER | UNDER:
        i += 1
    return i
