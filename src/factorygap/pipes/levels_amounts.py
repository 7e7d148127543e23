"""Rates and volumes: "500 tons a year", "produced 3,000 pairs of shoes", "capacity of 130,000 bpd"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spacy.tokens import Token

from factorygap.labels import Modality
from factorygap.pipes.governors import Governor, governor_of
from factorygap.pipes.levels import Candidate
from factorygap.pipes.measured import Found, Measured
from factorygap.quantity import Measure, read_period
from factorygap.quantity.units import ADVERBS

_PHYSICAL = frozenset(["mass", "volume", "energy", "power", "count"])
_CLOTH = frozenset(
    "cloth fabric fabrics textiles textile cotton carpet carpets silk linen tape cable cables wire rope pipe pipes film timber "
    "wood lumber plywood glass leather paper denim tiles yarn board boards rail rails tunnel seam".split()
)
_NO_GOODS = frozenset(
    "percent time times people worker day year week month hour shift dollar plant factory mill mine kind type sort variety "
    "film movie episode song album game match goal name office flat house apartment home person crime accident fire part point place company firm country county province site line furnace job home house school hospital town city "
    "village sector project set item step stage case phase age number more less other man woman member family generation "
    "person victim death thing way reason degree level grade size plan target order share grievance visit meeting".split()
)
_COMPARING = frozenset(["compared", "against", "versus", "vs", "from", "than", "v"])
_TIMES = frozenset("last this next in on year month week day today yesterday previously earlier ago".split())
_CONTEXT = 60
"""How many tokens back the talk of a plant, or an amount's unit, still holds."""


def read(m: Measured) -> list[Candidate]:
    """The amounts among the measures that nothing else has taken."""
    out: list[Candidate] = []
    last: Candidate | None = None
    for k, found in enumerate(m.found):
        if k in m.taken:
            continue
        candidate = _amount(m, found, last)
        if candidate is not None:
            out.append(candidate)
            last = candidate
    return out


def _amount(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    measure = found.measure
    if measure.form == "amount":
        kind = measure.unit.kind if measure.unit else ""
        goods = (
            m.doc[found.end + 1 : found.end + 4] if found.end < len(m.doc) and m.doc[found.end].lower_ == "of" else []
        )
        if kind not in _PHYSICAL and not (kind in ("length", "area") and any(t.lower_ in _CLOTH for t in goods)):
            return None
        governor = governor_of(m, found.start, found.end)
        if not _is_output(m, found, governor):
            return None
        unit = measure.unit.name if measure.unit else None
        return _candidate(m, found, governor, unit, measure.per, found.end)
    if measure.form == "times" and measure.per is not None:
        return _often(m, found)
    if measure.form == "count" and not measure.year:
        return _counted(m, found, last)
    return None


def _often(m: Measured, found: Found) -> Candidate | None:
    """ "taps twice a week": how often a plant does its work."""
    governor = governor_of(m, found.start, found.end)
    if governor is None or governor.role != "make" or not governor.direct or not m.in_industry(found.start):
        return None
    return _candidate(m, found, governor, "time", found.measure.per, found.end)


def _is_output(m: Measured, found: Found, governor: Governor | None) -> bool:
    measure = found.measure
    if governor is not None:
        return governor.role != "other"
    rated = measure.per is not None or (measure.unit is not None and measure.unit.kind == "power")
    return rated and _near_plants(m, found.start)


def _near_plants(m: Measured, i: int) -> bool:
    """A plant or an industry is spoken of here, or was a sentence or two before."""
    sentence = m.doc[i].sent
    if m.first(sentence.start, sentence.end, "other") is not None:
        return False
    return (
        m.first(sentence.start - _CONTEXT, sentence.end, "plant", "make", "output", "capacity", "industry") is not None
    )


def _counted(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """Goods that are counted ("3,000 tractors"), or a number whose unit was said before ("1.34 mln last year")."""
    goods = _goods(m, found)
    if goods is not None:
        return _counted_goods(m, found, goods)
    return _bare(m, found, last)


def _goods(m: Measured, found: Found) -> Token | None:
    """The noun that is counted: "3,000 washing machines" -> machines."""
    i = found.number_end
    while i < len(m.doc) and i < found.number_end + 4:
        token = m.doc[i]
        if token.lower_ in _TIMES:
            return None
        if (token.pos_ in ("NOUN", "PROPN") or m.has(i, "goods")) and not (i + 1 < len(m.doc) and m.doc[i + 1].pos_ in ("NOUN", "PROPN")):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and token.text != "-" and token.tag_ not in ("VBN", "VBG"):
            return None
        i += 1
    return None


def _counted_goods(m: Measured, found: Found, goods: Token) -> Candidate | None:
    if goods.lemma_.lower() in _NO_GOODS or m.has(goods.i, "other", "output", "capacity", "plan", "up", "down"):
        return None
    end = goods.i + 1
    period = _period_behind(m, end)
    governor = governor_of(m, found.start, end)
    if not _are_made(m, found, goods, governor, period is not None):
        return None
    unit = " ".join([t.lower_ for t in m.doc[found.number_end : goods.i]] + [goods.lemma_.lower()])
    last = m.token_of[period[1] - 1] + 1 if period else end
    return _candidate(m, found, governor, unit, period[0] if period else None, last)


def _period_behind(m: Measured, end: int) -> tuple[str, int] | None:
    """ "tractors a day", "bars of soap a month"."""
    period = read_period(m.run, m.atom_at(end))
    if period is None and end < len(m.doc) and m.doc[end].lower_ == "of":
        for ahead in range(end + 2, min(end + 6, len(m.doc))):
            if m.doc[ahead].pos_ in ("VERB", "PUNCT") or (period := read_period(m.run, m.atom_at(ahead))):
                break
    return period


def _are_made(m: Measured, found: Found, goods: Token, governor: Governor | None, rated: bool) -> bool:
    usual = m.has(goods.i, "goods") or goods.i in m.products
    if governor is not None and governor.role == "other" or not m.in_industry(found.start):
        return False
    if m.first(found.start - 4, found.start, "able") is not None and rated and usual:
        return True
    if governor is None:
        return rated and usual and _near_plants(m, found.start)
    if governor.role == "make":
        made = _is_object(m.doc[governor.token], goods)
        return made and (usual or not m.has(goods.i, "plant")) or rated and usual
    if governor.direct and governor.token < found.start:
        return usual or rated or governor.role != "plan"
    return rated and usual


def _is_object(verb: Token, goods: Token) -> bool:
    """Whether the goods are what the verb makes: its object, its passive subject, or what it modifies."""
    token = goods
    for _ in range(4):
        if token.head == verb:
            return token.dep_ in (
                "dobj",
                "nsubjpass",
                "conj",
                "appos",
                "attr",
                "npadvmod",
                "prep",
                "nummod",
                "ccomp",
                "nsubj",
                "dep",
            )
        if verb.head == token:
            return verb.dep_ in ("acl", "relcl", "amod")
        token = token.head
    return False


def _bare(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """A number alone takes the unit of the amount before it, if it is of that size and of the same thing."""
    measure = found.measure
    if last is None or last.quantity is None or measure.value is None or measure.value < 20 or last.end > found.start:
        return None
    before = last.quantity["value"]
    if before is None or not 0.02 < measure.value / before < 50:
        return None
    compared = _is_compared(m, found, last)
    governor = governor_of(m, found.start, found.end)
    if governor is not None and governor.role == "other" and governor.direct:
        return None
    if not compared:
        close = found.start - last.end <= _CONTEXT
        if governor is None or not close or governor.role == "plan" and measure.per is None:
            return None
        if measure.per is None and not (governor.direct and governor.role in ("output", "capacity")):
            return None
    per = measure.per or (last.quantity["per"] if compared else None)
    candidate = _candidate(m, found, governor, last.quantity["unit"], per, found.end)
    return (
        replace(candidate, modality=last.modality)
        if compared and candidate.modality is None and last.modality == "capacity"
        else candidate
    )


def _is_compared(m: Measured, found: Found, last: Candidate) -> bool:
    """ "1.2 mln tonnes, against 1.34 mln last year": in the sentence of the amount before, behind a comparing word."""
    if m.doc[last.start].sent.start != m.doc[found.start].sent.start:
        return False
    words = [t.lower_ for t in m.doc[max(last.end, found.start - 3) : found.start]]
    return any(word in _COMPARING for word in words)


def _candidate(
    m: Measured, found: Found, governor: Governor | None, unit: str | None, per: str | None, end: int
) -> Candidate:
    measure = found.measure
    start, said = _with_head(m, found, governor)
    per = per or said
    power = measure.unit is not None and measure.unit.kind == "power"
    return Candidate(
        start,
        end,
        "rate" if per or power else "volume",
        f"amount:{governor.role if governor else 'rate'}",
        quantity=quantity(measure, unit, per),
        bound=measure.bound,
        modality=_modality(m, governor, found, end),
        nested=governor is not None and governor.role == "capacity",
    )


def quantity(measure: Measure, unit: str | None, per: str | None) -> dict[str, Any]:
    """The fields of records.Quantity."""
    return {"value": measure.value, "low": measure.low, "high": measure.high, "unit": unit, "per": per}


def _with_head(m: Measured, found: Found, governor: Governor | None) -> tuple[int, str | None]:
    """ "annual capacity of 200,000 tonnes": where the expression begins, and the period that the noun's adjective gives."""
    if governor is None or governor.role == "make":
        return found.start, _adverb(m, found, governor)
    i = governor.token
    period = None
    first = i
    for back in range(max(0, i - 4), i):
        if m.doc[back].lower_ in ADVERBS:
            period, first = ADVERBS[m.doc[back].lower_], back
    joint = [t.lower_ for t in m.doc[i + 1 : found.start]]
    if period is not None and i < found.start and joint in ([], ["of"], ["of", "a"], [":"], ["for"]):
        return first, period
    return found.start, period


def _adverb(m: Measured, found: Found, governor: Governor | None) -> str | None:
    """ "produces 500 tons of steel daily", "each day it makes 500 tons": the period said elsewhere in the clause."""
    if governor is None:
        return None
    for child in m.doc[governor.token].children:
        if child.lower_ in ADVERBS:
            return ADVERBS[child.lower_]
        if child.dep_ == "npadvmod" and (period := read_period(m.run, m.atom_at(child.left_edge.i))):
            return period[0]
    return None


def _modality(m: Measured, governor: Governor | None, found: Found, end: int) -> Modality | None:
    if governor is not None and governor.role == "capacity":
        return None if m.first(found.start - 3, found.start, "stop") is not None else "capacity"
    if found.start > 1 and m.doc[found.start - 1].tag_ == "PRP$" and m.doc[found.start - 2].lower_ == "of":
        return "capacity"
    if m.first(found.start - 4, found.start, "able") is not None:
        return "capacity"
    return "planned" if governor is not None and governor.role == "plan" else None
