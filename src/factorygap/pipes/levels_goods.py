"""Goods that are counted ("3,000 pairs of shoes", "40 tractors a day") and numbers whose unit was said before."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from factorygap.pipes.governors import Governor, governor_of
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_quantity import candidate_of
from factorygap.pipes.levels_steps import step
from factorygap.pipes.measured import CONTEXT, Found, Measured
from factorygap.quantity import Measure, read_period

_COMPARING = frozenset(["compared", "against", "versus", "vs", "from", "than", "v"])
_COPULAS = frozenset(["is", "was", "be", "been"])
_ON_PAPER = frozenset(["paper", "planning", "planners", "blueprint", "blueprints"])
_TIMES = frozenset("last this next in on year month week day today yesterday previously earlier ago".split())
_OBJECTS = frozenset(["dobj", "nsubjpass", "conj", "appos", "attr", "npadvmod", "nummod", "ccomp", "dep"])
_LEAVING = frozenset(["roll", "leave", "come"])
"""Goods do so themselves: "40 cars roll off the line"."""
_FEW = 20
"""Fewer "units" or "lines" than this are plant rather than goods."""


def counted(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """The level that a count states: of the noun behind it, else of the amount before it."""
    goods = _goods(m, found)
    return _bare(m, found, last) if goods is None else _of_goods(m, found, goods, last)


def _goods(m: Measured, found: Found) -> Token | None:
    """The noun that is counted: "3,000 washing machines" -> machines."""
    i = found.number_end
    while i < len(m.doc) and i < found.number_end + 4:
        token = m.doc[i]
        if token.lower_ in _TIMES:
            return None
        if (token.pos_ in ("NOUN", "PROPN") or m.has(i, "goods")) and not (
            i + 1 < len(m.doc) and m.doc[i + 1].pos_ in ("NOUN", "PROPN")
        ):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and token.text != "-" and token.tag_ not in ("VBN", "VBG"):
            return None
        i += 1
    return None


def _of_goods(m: Measured, found: Found, goods: Token, last: Candidate | None) -> Candidate | None:
    if m.has(goods.i, "uncounted", "other", "output", "capacity", "plan", "up", "down"):
        return None
    end = goods.i + 1
    period = _period_behind(m, end)
    governor = governor_of(m, found.start, end)
    if not _are_made(m, found, goods, governor, period is not None):
        return None
    compound = [t.lower_ for t in m.doc[found.number_end : goods.i] if t.dep_ == "compound" and t.is_alpha]
    unit = " ".join([*compound, _singular(goods)])
    stop = m.token_of[period[1] - 1] + 1 if period else end
    return step(m, found, stop, unit, last) or candidate_of(
        m, found, governor, unit, period[0] if period else None, stop
    )


def _singular(noun: Token) -> str:
    lemma = noun.lemma_.lower()
    return lemma[:-1] if noun.tag_ == "NNPS" and lemma == noun.lower_ and lemma.endswith("s") else lemma


def _period_behind(m: Measured, end: int) -> tuple[str, int] | None:
    """ "tractors a day", "bars of soap a month"."""
    period = read_period(m.run, m.atom_at(end))
    if period is None and end < len(m.doc) and m.doc[end].lower_ == "of":
        for ahead in range(end + 2, min(end + 6, len(m.doc))):
            if m.doc[ahead].pos_ in ("VERB", "PUNCT") or (period := read_period(m.run, m.atom_at(ahead))):
                break
    return period


def _are_made(m: Measured, found: Found, goods: Token, governor: Governor | None, rated: bool) -> bool:
    if (governor is not None and governor.role == "other") or not m.in_industry(found.start):
        return False
    usual = m.has(goods.i, "goods") or goods.i in m.products
    few = m.has(goods.i, "plant") and (found.measure.value or 0) < _FEW and not rated
    if few or (not usual and m.has(goods.i, "plant")):
        return False
    if rated and usual:
        return governor is not None or m.near_plants(found.start)
    if governor is None:
        return False
    if governor.role == "make":
        return _is_object(m.doc[governor.token], goods)
    return governor.direct and governor.token < found.start and (usual or rated or governor.role != "plan")


def _is_object(verb: Token, goods: Token) -> bool:
    """Whether the goods are what the verb makes: its object, its passive subject, or what it modifies."""
    token = goods
    for _ in range(4):
        if token.head == verb:
            return token.dep_ in _OBJECTS or (token.dep_ == "nsubj" and verb.lemma_.lower() in _LEAVING)
        if verb.head == token:
            return verb.dep_ in ("acl", "relcl", "amod")
        if token.dep_ == "prep" and token.lower_ != "of":
            return False
        token = token.head
    return False


def _bare(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """A number alone: with the unit of the amount before it, or with a period of its own ("38 a month")."""
    measure = found.measure
    governor = governor_of(m, found.start, found.end)
    if (
        measure.value is None
        or measure.value < 2
        or (governor is not None and governor.role == "other" and governor.direct)
    ):
        return None
    made = governor is not None and governor.direct and governor.role in ("output", "make", "capacity")
    if last is None or last.quantity is None or not _is_like(measure, last) or last.end > found.start:
        rated = made and measure.per is not None and m.in_industry(found.start)
        return candidate_of(m, found, governor, None, measure.per, found.end) if rated else None
    unit = last.quantity["unit"]
    if _is_it(m, found):
        level = candidate_of(m, found, governor, unit, measure.per or last.quantity["per"], found.end)
        planned = m.first(found.start - 9, found.start, "plan") is not None or not _ON_PAPER.isdisjoint(
            m.words[max(0, found.start - 9) : found.start]
        )
        return replace(level, modality="planned" if planned else level.modality)
    if is_compared(m, found, last):
        per = measure.per or last.quantity["per"]
        level = candidate_of(m, found, governor, unit, per, found.end)
        return replace(level, modality=level.modality or ("capacity" if last.modality == "capacity" else None))
    if measure.value < _FEW or found.start - last.end > CONTEXT or (not made and measure.per is None):
        return None
    same = m.doc[last.start].sent == m.doc[found.start].sent
    last_word = found.end >= len(m.doc) or m.doc[found.end].is_punct
    if governor is None or (governor.role == "make" and measure.per is None and not same and not last_word):
        return None
    per = measure.per or (last.quantity["per"] if (same or last_word) and not _is_dated(m, found.end) else None)
    return candidate_of(m, found, governor, unit, per, found.end)


def _is_it(m: Measured, found: Found) -> bool:
    """ "in the planning documents it is 1,200", "the plan had been 9,000": the same quantity again, by a copula."""
    if found.end < len(m.doc) and not m.doc[found.end].is_punct:
        return False
    words = m.words[max(0, found.start - 4) : found.start]
    return (
        bool(words)
        and words[-1] in _COPULAS
        and any(word == "it" or m.has(found.start - len(words) + i, "plan") for i, word in enumerate(words))
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
    return any(word in _COMPARING for word in words)
