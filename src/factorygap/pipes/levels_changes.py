"""Changes in percent, fractions and multiples: "fell by a third", "1.3 times as against last year", "doubled"."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Token

from factorygap.labels import Bound, Modality, Status
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_earlier import EARLIER, of_earlier
from factorygap.pipes.levels_said import about_output
from factorygap.pipes.measured import Found, Measured

_FACTORS = {
    "double": 1.0, "doubled": 1.0, "doubles": 1.0, "doubling": 1.0, "triple": 2.0, "tripled": 2.0, "triples": 2.0,
    "tripling": 2.0, "treble": 2.0, "trebled": 2.0, "trebling": 2.0, "quadruple": 3.0, "quadrupled": 3.0,
    "quadrupling": 3.0, "quintupled": 4.0, "halve": -0.5, "halved": -0.5, "halves": -0.5, "halving": -0.5,
}  # fmt: skip
_BOUND_WORDS: dict[str, Bound] = {
    "than": "more_than", "nearly": "about", "almost": "about", "roughly": "about", "about": "about",
    "virtually": "about",
}  # fmt: skip
_LEADS = frozenset("by of a an the about some only just another further - in at over than to".split())

_REFERENCES = frozenset(["the", "last", "that", "its", "a", "year"])
_COMPARED = frozenset(
    "as that more higher greater what last previous year increase rise growth against over compared".split()
)


def read(m: Measured) -> list[Candidate]:
    """Changes said in percent, in fractions, in multiples and in words."""
    return [*_ratios(m), *_words(m)]


def change_of(start: int, end: int, change: float, bound: Bound, why: str, role: str | None, **more: Any) -> Candidate:
    """The candidate of a change; one of capacity is no actual output."""
    modality: Modality | None = "capacity" if role == "capacity" else None
    status: Status | None = "increased" if change > 0 else "reduced" if change < 0 else None
    return Candidate(start, end, "change", why, change=change, bound=bound, status=status, modality=modality, **more)


def _ratios(m: Measured) -> list[Candidate]:
    out = []
    for k, found in enumerate(m.found):
        if k in m.taken or found.measure.value is None:
            continue
        reader = {"percent": _share, "fraction": _share, "times": _multiple}.get(found.measure.form)
        if reader is not None and (candidate := reader(m, found)):
            m.taken.add(k)
            out.append(candidate)
    return out


def _share(m: Measured, found: Found) -> Candidate | None:
    value = found.measure.value
    assert value is not None
    if found.measure.form == "fraction" or _is_of(m, found):
        end = of_earlier(m, found)
        role = about_output(m, found.start, found.start)
        made = role or m.first(found.start - 6, found.start, "run", "make") is not None or _stands_beside(m, found)
        if end is not None and made:
            return change_of(found.start, end, value - 1, found.measure.bound, "change:of-earlier", role)
    direction = _direction(m, found)
    role = about_output(m, direction, found.start) if direction is not None else None
    if direction is None or role is None:
        return None
    sign = 1 if m.has(direction, "up") else -1
    return change_of(*_span(m, found, direction), sign * value, found.measure.bound, "change:percent", role)


def _stands_beside(m: Measured, found: Found) -> bool:
    """ "2,400 tonnes a day, half what it raised": a rate stands right before."""
    first = m.doc[found.start].sent.start
    before = next((f for f in reversed(m.found) if f.end <= found.start), None)
    rated = before is not None and before.measure.per is not None and before.start >= first
    return rated and before is not None and found.start - before.end <= 2


def _span(m: Measured, found: Found, direction: int) -> tuple[int, int]:
    if direction >= found.end:
        return found.start, direction + 1
    if m.list_of(found)[0] != found.start:
        return found.start, found.end
    return (direction if found.start - direction <= 7 else found.start), found.end


def _is_of(m: Measured, found: Found) -> bool:
    return found.end < len(m.doc) and m.doc[found.end].lower_ == "of"


def _direction(m: Measured, found: Found) -> int | None:
    """The word of rise or fall that the share belongs to, beside it or above it in the tree."""
    sentence = m.doc[found.start].sent
    lead = m.doc[found.start - 1].lower_ if found.start > sentence.start else ""
    for i in range(found.end, min(found.end + 4, sentence.end)):
        token = m.doc[i]
        if (token.is_punct and token.text != "-") or token.lower_ in (
            "of",
            "in",
            "to",
            "from",
            "by",
            "and",
            "for",
            "at",
        ):
            break
        if m.has(i, "up", "down") and (
            token.pos_ not in ("VERB", "AUX") or (i == found.end and token.tag_ in ("VBN", "VBG"))
        ):
            return i
    if lead == "to" and found.measure.form == "percent":
        return None
    for i in range(found.start - 1, max(sentence.start, found.start - 5) - 1, -1):
        if m.has(i, "up", "down"):
            return i
        if m.doc[i].lower_ not in _LEADS and m.doc[i].pos_ not in ("ADV", "ADJ", "DET"):
            break
    if lead == "by" and (verb := _verb_before(m, found)) is not None:
        return verb
    if m.words[found.end : found.end + 1] == ["under"] and m.words[found.end + 1] in _REFERENCES:
        return found.end
    token = m.doc[found.start : found.end].root
    for _ in range(3):
        head = token.head
        if head == token:
            return None
        if m.has(head.i, "up", "down"):
            return (
                int(head.i)
                if token.lower_ == "by"
                or token.dep_ in ("npadvmod", "dobj", "attr", "amod", "nummod", "advmod", "prep", "compound")
                else None
            )
        token = head
    return None


def _verb_before(m: Measured, found: Found) -> int | None:
    """ "raise magnesium capacity at the works by 40 pct": the verb of change that opens the clause."""
    for i in range(found.start - 2, max(m.doc[found.start].sent.start, found.start - 16) - 1, -1):
        if m.has(i, "up", "down") and m.doc[i].pos_ in ("VERB", "NOUN"):
            return i
        if m.doc[i].lemma_ == "suspend":
            return i
        if m.doc[i].is_punct or m.doc[i].pos_ in ("VERB", "AUX"):
            return None
    return None


def _multiple(m: Measured, found: Found) -> Candidate | None:
    """ "rose 1.4 times", "grew fivefold", "1.3 times as against the same period", "more than twice last year's"."""
    value = found.measure.value
    assert value is not None
    if found.measure.per is not None or value < 1:
        return None
    after = {t.lower_ for t in m.doc[found.end : found.end + 3]}
    direction = m.first(found.start - 4, found.start, "up")
    compared = not after.isdisjoint(_COMPARED)
    if (
        direction is None
        and not compared
        and not ("the" in after and m.first(found.end, found.end + 5, "output") is not None)
    ):
        return None
    anchor = direction if direction is not None else found.start
    role = about_output(m, anchor, found.start) or ("output" if _than_before(m, found) else None)
    if role is None:
        return None
    start = anchor if found.start - anchor <= 3 else found.start
    end = found.end
    words = [t.lower_ for t in m.doc[end : end + 3]]
    if words[:2] == ["as", "against"]:
        end += 2
    elif words[:2] in (["as", "much"], ["as", "many"]):
        end += 3 if m.doc[end + 2].pos_ == "NOUN" else 2
    return change_of(start, end, value - 1, found.measure.bound, "change:times", role)


def _than_before(m: Measured, found: Found) -> bool:
    """ "hauled 1.6 times more ore than in the same month of last year", at a plant."""
    words = m.words[found.end : found.end + 8]
    behind = words[words.index("than") :] if words[:1] == ["more"] and "than" in words else []
    return not EARLIER.isdisjoint(behind) and m.near_plants(found.start)


def _words(m: Measured) -> list[Candidate]:
    out = []
    for token in (m.doc[i] for i, word in enumerate(m.words) if word in _FACTORS):
        change = _FACTORS[token.lower_]
        role = about_output(m, token.i, token.i) if token.pos_ in ("VERB", "NOUN", "ADJ") else None
        if role is None:
            continue
        if token.pos_ != "VERB" and not (
            token.i + 1 < len(m.doc) and m.doc[token.i + 1].lower_ in ("that", "what", "last", "the")
        ):
            continue
        start, bound = _bounded(token)
        out.append(change_of(start, token.i + 1, change, bound, "change:word", role))
    return out


def _bounded(token: Token) -> tuple[int, Bound]:
    before = token.nbor(-1) if token.i else None
    bound = _BOUND_WORDS.get(before.lower_) if before is not None else None
    if bound is None:
        return token.i, "exact"
    return token.i - (2 if bound == "more_than" else 1), bound
