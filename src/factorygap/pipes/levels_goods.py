"""Goods that are counted: "3,000 pairs of shoes", "40 tractors a day"; numbers alone are in levels_bare."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from factorygap.pipes import levels_bare, levels_beyond
from factorygap.pipes.governors import Governor, governor_of
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_quantity import candidate_of
from factorygap.pipes.levels_steps import step
from factorygap.pipes.measured import Found, Measured
from factorygap.quantity import read_interval, read_period

_MORE = frozenset(["more", "fewer", "less"])
_SIZES = frozenset(["mm", "cm", "nm", "inch", "in", "ft"])
_TIMES = frozenset("last this next in on year month week day today yesterday previously earlier ago".split())
_OBJECTS = frozenset(["dobj", "nsubjpass", "conj", "appos", "attr", "npadvmod", "nummod", "ccomp", "dep"])
_LEAVING = frozenset(["roll", "leave", "come"])
"""Goods do so themselves: "40 cars roll off the line"."""
_SINGLE = 10
"""Fewer of what is no usual goods are orders, cases or projects."""
_FEW = 20
"""Fewer "units" or "lines" than this are plant rather than goods."""


def counted(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """The level that a count states: of the noun behind it, else of the amount before it."""
    goods = _goods(m, found)
    return levels_bare.bare(m, found, last) if goods is None else _of_goods(m, found, goods, last)


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
    if goods.lemma_.lower().endswith("maker"):
        return None
    end = goods.i + 1
    period = _period_behind(m, end)
    interval = read_interval(m.run, m.atom_at(end)) if period is None else None
    if interval is not None and found.measure.value is not None:
        period = interval[0], interval[2]
        found = replace(found, measure=replace(found.measure, value=found.measure.value * interval[1]))
    governor = governor_of(m, found.start, end)
    again = _is_named_again(m, goods, governor, last)
    if not again and not _are_made(m, found, goods, governor, period is not None):
        return None
    unit = " ".join([*_compound(m, found, goods), _singular(goods)])
    if m.words[found.number_end] in _MORE and (candidate := levels_beyond.beyond(m, found, unit)):
        return candidate
    stop = m.token_of[period[1] - 1] + 1 if period else end
    return step(m, found, stop, unit, last) or candidate_of(
        m, found, governor, unit, period[0] if period else None, stop
    )


def _compound(m: Measured, found: Found, goods: Token) -> list[str]:
    """The nouns before the goods that say what they are: "washing machines"; not their size ("300mm wafers")."""
    between = m.doc[found.number_end : goods.i]
    return [t.lower_ for t in between if t.dep_ == "compound" and t.is_alpha and t.lower_ not in _SIZES]


def _is_named_again(m: Measured, goods: Token, governor: Governor | None, last: Candidate | None) -> bool:
    """The goods of an amount before in this sentence: "will make 6,000 wafers in May and 35,000 wafers in June"."""
    return (
        last is not None
        and last.unit == _singular(goods)
        and m.doc[last.start].sent == goods.sent
        and (governor is None or governor.role != "other")
    )


def _singular(noun: Token) -> str:
    lemma = noun.lemma_.lower()
    return lemma[:-1] if noun.tag_ == "NNPS" and lemma == noun.lower_ and lemma.endswith("s") else lemma


def _period_behind(m: Measured, end: int) -> tuple[str, int] | None:
    """ "tractors a day", "bars of soap a month"."""
    if m.words[end : end + 1] == ["("] and ")" in m.words[end : end + 6]:
        end = m.words.index(")", end) + 1
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
    if few or (not usual and m.has(goods.i, "plant") and not (rated and governor and governor.role == "make")):
        return False
    if not (usual or rated) and (found.measure.value or 0) < _SINGLE:
        return False
    if rated and usual:
        return governor is not None or m.near_plants(found.start)
    if governor is None:
        return False
    if governor.role == "make":
        if m.has(governor.token, "weak") and not usual:
            return False
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
