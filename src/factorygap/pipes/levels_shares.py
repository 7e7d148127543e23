"""Shares of capacity: "at 40 percent of capacity", "running at 70 per cent", "at full power"."""

from __future__ import annotations

from factorygap.labels import Bound, Status
from factorygap.pipes.levels import Candidate
from factorygap.pipes.measured import CONTEXT, Found, Measured

SHARES = frozenset(["percent", "fraction"])
_WHOLES = frozenset(["capacity", "strength", "potential", "nameplate", "capability", "capacities"])
_WHOLES_BESIDE = _WHOLES | frozenset(
    ["power", "load", "throttle", "efficiency", "thrust", "rates", "speed", "steam", "strength"]
)
FULL = frozenset(
    ["design", "rated", "nameplate", "installed", "full", "maximum", "max", "top", "peak", "total", "100-percent"]
)
_INTO_WHOLE = frozenset(
    "of the its their his our a - ’s 's ’ ' total installed designed design rated theoretical nominal production "
    "productive operating original annual daily yearly monthly processing refining crude maximum full normal "
    "overall combined available potential nameplate milling smelting generating milling crushing grinding "
    "distillation what".split()
)
_LEADING = frozenset(["at", "to", "of", "below", "above", "near", "with", "around", "about", "on", "by"])
_RATED = frozenset(["output", "speed", "rate", "throughput", "production"])
_RUNS = frozenset(["runs", "rates", "loads", "loadings"])
_BUILT = frozenset(["built", "designed", "meant", "intended", "supposed"])
_KEPT = frozenset(
    "use used using uses kept keep keeping held hold holding hover hovered hovering loaded averaged average".split()
)
_REACHING = frozenset(
    ["manage", "manages", "managed", "reach", "reached", "reaches", "reaching", "hit", "hits", "hitting"]
)
_COMPARING = frozenset(["against", "compared", "versus", "from", "vs", "than"])
_BETWEEN = frozenset(["the", "“", '"', "a"])
_EARLIER = frozenset(["ago", "earlier", "before", "previous", "previously", "last"])
_LOOK = 8


def read(m: Measured) -> list[Candidate]:
    """Utilisation in percent or fractions; the words that stand for all of it are in levels_whole."""
    out = []
    for k, found in enumerate(m.found):
        if k not in m.taken and found.measure.form in SHARES and (candidate := _share(m, found)):
            m.taken.add(k)
            out.append(candidate)
        elif (
            k not in m.taken
            and out
            and found.measure.form == "percent"
            and (_is_compared(m, found, out[-1]) or _is_reached(m, found, out[-1]) or _is_again(m, found, out[-1]))
        ):
            m.taken.add(k)
            out.append(
                utilisation(found.start, found.end, found.measure.value, found.measure.bound, "utilisation:compared")
            )
    return out


def _is_reached(m: Measured, found: Found, last: Candidate) -> bool:
    """ "ran at 40 per cent and would reach 50%": of capacity as well."""
    after = m.doc[found.end] if found.end < len(m.doc) else None
    if m.words[found.start - 1] not in _REACHING or found.start - last.end > CONTEXT:
        return False
    return after is None or (after.lower_ != "of" and after.pos_ not in ("NOUN", "PROPN"))


def _is_again(m: Measured, found: Found, last: Candidate) -> bool:
    """ "A year ago it was 1.66 million tons at 74.9 percent", where the sentence before gave a utilisation."""
    sentence = m.doc[found.start].sent
    if m.words[found.start - 1] != "at" or m.doc[last.start].sent.end != sentence.start:
        return False
    earlier = not _EARLIER.isdisjoint(m.words[sentence.start : found.start])
    return earlier and m.words[found.end : found.end + 1] != ["of"]


def _is_compared(m: Measured, found: Found, last: Candidate) -> bool:
    """ "ran at 71 pct of capability, against 69.9 pct a week before"."""
    words = [t.lower_ for t in m.doc[last.end : found.start]]
    return (
        len(words) <= 12
        and m.doc[last.start].sent == m.doc[found.start].sent
        and (any(w in _COMPARING for w in words) or "after" in words)
    )


def status_of(fraction: float | None, bound: Bound = "exact") -> Status | None:
    """What a share of capacity or of the time says about the work."""
    if fraction is None:
        return None
    if fraction == 0:
        return "halted"
    if fraction > 1:
        return "increased"
    return "normal" if fraction >= 0.8 and not (bound == "less_than" and fraction < 0.9) else "reduced"


def utilisation(start: int, end: int, fraction: float | None, bound: Bound, why: str) -> Candidate:
    """The candidate of a share of capacity."""
    return Candidate(start, end, "utilisation", why, fraction=fraction, bound=bound, status=status_of(fraction, bound))


def _share(m: Measured, found: Found) -> Candidate | None:
    measure = found.measure
    if m.words[found.end : found.end + 1] in (["below"], ["under"]) and (rated := _whole(m, found.end + 1)):
        share = None if measure.value is None else 1 - measure.value
        return utilisation(found.start, rated + 1, share, measure.bound, "utilisation:below-capacity")
    whole = _whole(m, found.end)
    if whole is not None:
        if m.first(max(found.start - 5, m.doc[found.start].sent.start), found.start, "shareholder") is not None:
            return None
        value = measure.value
        idle = m.first(whole + 1, min(whole + 5, m.doc[found.start].sent.end), "stop")
        if idle is not None and value is not None and m.doc[found.start - 1].lower_ not in _LEADING:
            value = 1 - value
        return utilisation(found.start, whole + 1, value, measure.bound, "utilisation:of-capacity")
    if (found.end < len(m.doc) and m.has(found.end, "utilisation")) or (
        found.end + 1 < len(m.doc) and m.doc[found.end].text == "-" and m.has(found.end + 1, "utilisation")
    ):
        return utilisation(found.start, found.end + 1, measure.value, measure.bound, "utilisation:used")
    return _of_rate(m, found) or _running_at(m, found)


def _whole(m: Measured, i: int) -> int | None:
    """The token of "capacity" that the words from ``i`` on lead to."""
    if i < len(m.doc) and m.doc[i].lower_ in _WHOLES_BESIDE:
        return i
    amount_ends = {f.start: f.end for f in m.found}
    for _ in range(_LOOK):
        if i >= len(m.doc):
            return None
        token = m.doc[i]
        if token.lower_ in _WHOLES or (
            (token.lower_ in ("power", "load") and m.words[i - 1] in ("full", "rated", "of"))
            or (token.lower_ in _RATED and m.words[i - 1] in FULL)
        ):
            return i
        if i in amount_ends:
            i = amount_ends[i]
        elif token.lower_ in _INTO_WHOLE or token.pos_ in ("PROPN", "ADJ", "NUM") or token.dep_ in ("poss", "compound"):
            i += 1
        else:
            return None
    return None


def _of_rate(m: Measured, found: Found) -> Candidate | None:
    """ "a utilisation rate of 81.2%", "utilisation fell to 75 percent"; an "operating rate" is of units."""
    sentence = m.doc[found.start].sent
    for i in range(found.start - 1, max(sentence.start, found.start - 10) - 1, -1):
        token = m.doc[i]
        if token.text in (";", "(", ")") or (m.has(i, "other", "plan") and not m.has(i - 1, "utilisation")):
            return None
        rate = m.has(i, "operating-rate")
        loaded = m.words[i] == "load" and m.words[found.start - 1] in ("to", "at") and token.pos_ == "NOUN"
        if not rate and not loaded and not m.has(i, "utilisation"):
            continue
        lead = next((w for w in reversed(m.words[max(0, found.start - 3) : found.start]) if w not in _BETWEEN), "")
        if lead == "by" or (found.end < len(m.doc) and m.doc[found.end].lower_ in ("points", "point")):
            return None
        reached = lead in ("to", "at", "of") or m.words[found.start] in ("as", "below", "above", "under", "over")
        if m.first(i, found.start, "up", "down") is not None and not reached:
            return None
        start = i if found.start - i <= 3 else found.start
        if rate:
            measure = found.measure
            return Candidate(
                start, found.end, "operating_rate", "operating-rate", fraction=measure.value, bound=measure.bound,
                status=status_of(measure.value, measure.bound),
            )  # fmt: skip
        return utilisation(start, found.end, found.measure.value, found.measure.bound, "utilisation:rate")
    return None


def _running_at(m: Measured, found: Found) -> Candidate | None:
    """ "the other two run at 70 per cent", "112 pc of its nameplate"."""
    after = m.doc[found.end] if found.end < len(m.doc) else None
    before = m.doc[found.start - 1] if found.start else None
    if end := _of_rated_amount(m, found):
        return utilisation(found.start, end, found.measure.value, found.measure.bound, "utilisation:of-rated")
    if after is not None and (after.lower_ in ("of", "more", "less", "higher", "lower") or after.pos_ == "NOUN"):
        if end := _what_it_could(m, found.end):
            return utilisation(found.start, end, found.measure.value, found.measure.bound, "utilisation:could")
        return None
    bounds = ("near", "close", "under", "over", "above", "below", "around")
    if before is None or (
        before.lower_ != "at" and m.words[found.start - 2] not in _RUNS and m.doc[found.start].lower_ not in bounds
    ):
        return None
    sentence = before.sent
    working = m.first(max(sentence.start, found.start - 6), found.start, "run", "make")
    used = any(t.lower_ in _KEPT for t in m.doc[max(sentence.start, found.start - 6) : found.start])
    headed = m.has(found.start - (2 if before.lower_ == "at" else 1), "plant")
    if before.lower_ in ("at", "to") and m.words[found.start - 2] in _RUNS | {"capacity"}:
        return utilisation(found.start, found.end, found.measure.value, found.measure.bound, "utilisation:runs")
    if working is None and not used and not headed:
        return None
    near = range(max(sentence.start, found.start - 6), found.start)
    if any(m.has(i, "other", "plan", "up", "down") and m.words[i] not in _KEPT for i in near):
        return None
    return utilisation(found.start, found.end, found.measure.value, found.measure.bound, "utilisation:run-at")


def _what_it_could(m: Measured, i: int) -> int | None:
    """ "of what it was built for", "of what it can make": where the expression ends."""
    words = [t.lower_ for t in m.doc[i : i + 7]]
    if words[:2] != ["of", "what"]:
        return None
    able = m.first(i + 2, i + 6, "able") or next((i + k for k, w in enumerate(words) if w in _BUILT), None)
    return None if able is None else able + 2


def _of_rated_amount(m: Measured, found: Found) -> int | None:
    """ "two-thirds of their 250MW", "half of its 90,000 bpd": the end of the amount that could be made."""
    if [t.lower_ for t in m.doc[found.end : found.end + 1]] != ["of"] or found.end + 1 >= len(m.doc):
        return None
    if m.doc[found.end + 1].tag_ != "PRP$":
        return None
    rated = next((f for f in m.found if f.start == found.end + 2), None)
    if rated is None or rated.measure.unit is None or not (rated.measure.per or rated.measure.unit.kind == "power"):
        return None
    return rated.end
