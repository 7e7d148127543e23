"""Operating rates whose total is said first: "Of the four boilers, one is sound", "two kilns, one of which runs"."""

from __future__ import annotations

from factorygap.labels import Bound
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_shares import status_of
from factorygap.pipes.levels_units import state_of
from factorygap.pipes.measured import CONTEXT, Found, Measured

_OF_THEM = (["of", "which"], ["of", "them"], ["of", "these"])
_AT_WORK = frozenset(["working", "operating", "active", "functioning", "operational"])
_MOST = 1_000_000
_NEAR = 6


def read(m: Measured) -> list[Candidate]:
    """The counts of running or stopped units that an earlier count makes a share."""
    out = []
    for k, found in enumerate(m.found):
        if k in m.taken or found.measure.form != "count":
            continue
        candidate = (
            _of_which(m, k, found)
            or _instead(m, k, found)
            or _only(m, k, found)
            or _the_rest(m, k, found)
            or _said_before(m, k, found)
            or _working(m, k, found)
        )
        if candidate is not None:
            out.append(candidate)
    return out


def _of_which(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "Of the four boilers, one is sound", "two kilns, only one of which was usable": the total stands first."""
    following = [f for f in m.found[k + 1 : k + 5] if not _is_named(m, f)]
    part = next((f for f in following if m.words[f.end : f.end + 2] in _OF_THEM), following[0] if following else None)
    units, count = found.measure.value, part.measure.value if part else None
    if part is None or part.measure.form != "count" or not units or count is None or count > units or units > _MOST:
        return None
    sentence = m.doc[found.start].sent
    if m.doc[part.start].sent != sentence or m.first(found.end, found.end + 4, "plant") is None:
        return None
    which = m.words[part.end : part.end + 2] in _OF_THEM
    ahead = m.words[part.start - 2 : part.start] in _OF_THEM
    if not which and not ahead and not _opens_with_of(m, sentence.start, found.start):
        return None
    end = part.end + 2 if which else part.end
    state = state_of(m, end, end, end, sentence.end) or (
        state_of(m, part.start, end, part.start - 4, end) if which else None
    )
    if state is None or (not which and state[1] - part.end > 5):
        return None
    start = part.start if which else found.start
    m.taken.update((k, m.found.index(part)))
    return _rate(m, start, state, count, units, part.measure.bound, None)


def _is_named(m: Measured, found: Found) -> bool:
    """ "shop four", "line 3": a number that is a name."""
    return m.has(found.start - 1, "plant") and m.doc[found.start - 1].tag_ not in ("NNS", "NNPS")


def _the_rest(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "The town had four breweries; two still brew": a part that follows in a clause of its own."""
    count, sentence = found.measure.value, m.doc[found.start].sent
    if not count or m.words[found.start - 1] not in (";", ",", "and") or m.has(found.end, "plant"):
        return None
    state = state_of(m, found.start, found.end, found.start, min(found.end + 3, sentence.end))
    whole = _whole_before(m, k, sentence.start) if state is not None else None
    if whole is None or state is None or count >= (whole[0].measure.value or 0):
        return None
    m.taken.update((k, m.found.index(whole[0])))
    return _rate(m, found.start, state, count, whole[0].measure.value or 1, found.measure.bound, whole[1])


def _whole_before(m: Measured, k: int, first: int) -> tuple[Found, str] | None:
    """A count of plants shortly before, from token ``first`` on, and what they are."""
    for whole in reversed(m.found[max(0, k - 2) : k]):
        noun = m.first(whole.end, whole.end + 3, "plant")
        if noun is not None and whole.measure.form == "count" and whole.measure.value and whole.start >= first:
            return whole, m.doc[noun].lemma_.lower()
    return None


def _instead(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "will run one line instead of two"."""
    whole = m.found[k + 1] if k + 1 < len(m.found) else None
    noun = m.first(found.end, found.end + 3, "plant")
    count, units = found.measure.value, whole.measure.value if whole else None
    if noun is None or whole is None or whole.measure.form != "count" or count is None or not units or count > units:
        return None
    if (
        m.words[noun + 1 : whole.start] != ["instead", "of"]
        or m.first(found.start - 5, found.start, "run", "make") is None
    ):
        return None
    m.taken.update((k, k + 1))
    return _rate(m, found.start, (True, whole.end - 1), count, units, found.measure.bound, m.doc[noun].lemma_.lower())


def _only(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "has three boilers but fires just one": the number that runs ends the clause."""
    count, sentence = found.measure.value, m.doc[found.start].sent
    ends = found.end >= sentence.end or m.doc[found.end].is_punct
    if not count or not ends or not m.has(found.start - 1, "run"):
        return None
    whole = _whole_before(m, k, sentence.start)
    if whole is None or count > (whole[0].measure.value or 0):
        return None
    m.taken.update((k, m.found.index(whole[0])))
    running = (True, found.end - 1)
    return _rate(m, found.start, running, count, whole[0].measure.value or 1, found.measure.bound, whole[1])


def _opens_with_of(m: Measured, first: int, start: int) -> bool:
    """ "Of the mill's four boilers": the "of" opens the clause."""
    of = next((i for i in range(start - 1, max(first, start - 4) - 1, -1) if m.words[i] == "of"), None)
    return of is not None and (of == first or m.doc[of - 1].is_punct or m.doc[of - 1].pos_ == "CCONJ")


def _said_before(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "This year no more than 200 looms have been in use", where 1,150 looms were spoken of before."""
    noun = m.first(found.end, found.end + 3, "plant")
    count = found.measure.value
    if noun is None or count is None or found.measure.per is not None:
        return None
    state = state_of(m, noun + 1, noun + 1, noun + 1, m.doc[found.start].sent.end)
    if state is None or state[1] - noun > _NEAR:
        return None
    kind = m.doc[noun].lemma_
    for earlier in reversed(m.found[:k]):
        if found.start - earlier.end > CONTEXT:
            return None
        whole = m.first(earlier.end, earlier.end + 3, "plant")
        units = earlier.measure.value
        if (
            whole is not None
            and m.doc[whole].lemma_ == kind
            and earlier.measure.form == "count"
            and units
            and units > count
        ):
            m.taken.add(k)
            return _rate(m, found.start, state, count, units, found.measure.bound, kind.lower())
    return None


def _working(m: Measured, k: int, found: Found) -> Candidate | None:
    """ "had seven working pits": how many, of an unknown total."""
    at = found.number_end
    if found.measure.per is not None or m.words[at : at + 1] == [] or m.words[at] not in _AT_WORK:
        return None
    noun = m.first(at + 1, at + 3, "plant")
    if noun is None or m.doc[noun].tag_ != "NNS":
        return None
    m.taken.add(k)
    amount = {"value": found.measure.value, "low": None, "high": None, "unit": m.doc[noun].lemma_.lower(), "per": None}
    return Candidate(
        found.start, noun + 1, "operating_rate", "units:working", quantity=amount, bound=found.measure.bound
    )


def _rate(
    m: Measured, start: int, state: tuple[bool, int], count: float, units: float, bound: Bound, unit: str | None
) -> Candidate:
    end = max(state[1] + (2 if m.doc[state[1]].pos_ == "ADP" else 1), start + 1)
    running = count if state[0] else units - count
    return Candidate(
        start, end, "operating_rate", "units:total-first", fraction=running / units, bound=bound,
        quantity={"value": running, "low": None, "high": None, "unit": unit, "per": None},
        status=status_of(running / units, bound),
    )  # fmt: skip
