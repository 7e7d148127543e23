"""Rates and volumes: "500 tons a year", "produced 3,000 pairs of shoes", "capacity of 130,000 bpd"."""

from __future__ import annotations

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
    "part point place company firm country county province site line furnace unit job home house school hospital town city "
    "village sector project set item step stage case phase age number more less other man woman member family generation "
    "person victim death thing way reason degree level grade size plan target order share grievance visit meeting".split()
)
_NO_YEARS_GOODS = frozenset("time times".split())
_BEFORE_GOVERNED = frozenset(["of", "at", "is", "was", "to", "for", "from", "a", "an", "the", "its", "his", "their", ":", "(", "by", "stood", "reached"])


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
        goods = m.doc[found.end + 1 : found.end + 4] if found.end < len(m.doc) and m.doc[found.end].lower_ == "of" else []
        if kind not in _PHYSICAL and not (kind in ("length", "area") and any(t.lower_ in _CLOTH for t in goods)):
            return None
        governor = governor_of(m, found.start, found.end)
        if not _is_output(m, found, governor):
            return None
        unit = measure.unit.name if measure.unit else None
        return _candidate(m, found, governor, unit, measure.per, found.end)
    if measure.form == "count" and not measure.year:
        return _counted(m, found, last)
    return None


def _is_output(m: Measured, found: Found, governor: Governor | None) -> bool:
    measure = found.measure
    if governor is not None and governor.role == "other":
        return False
    rated = measure.per is not None or (measure.unit is not None and measure.unit.kind == "power")
    if governor is None:
        return rated and _speaks_of_plants(m, found)
    if governor.role == "plan" and not rated:
        return _speaks_of_output(m, found)
    return True


def _speaks_of_plants(m: Measured, found: Found) -> bool:
    sentence = m.doc[found.start].sent
    return m.first(sentence.start, sentence.end, "plant", "make", "output", "capacity") is not None


def _speaks_of_output(m: Measured, found: Found) -> bool:
    sentence = m.doc[found.start].sent
    return m.first(sentence.start, sentence.end, "make", "output") is not None


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
        if token.pos_ in ("NOUN", "PROPN") and not (i + 1 < len(m.doc) and m.doc[i + 1].pos_ in ("NOUN", "PROPN")):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and token.text != "-" and token.tag_ not in ("VBN", "VBG"):
            return None
        i += 1
    return None


def _counted_goods(m: Measured, found: Found, goods: Token) -> Candidate | None:
    if goods.lemma_.lower() in _NO_GOODS or m.has(goods.i, "plant", "other", "output", "capacity", "plan", "up", "down"):
        return None
    end = goods.i + 1
    period = read_period(m.run, m.atom_at(end))
    if period is None and end < len(m.doc) and m.doc[end].lower_ == "of":
        for ahead in range(end + 2, min(end + 5, len(m.doc))):
            if period := read_period(m.run, m.atom_at(ahead)):
                break
    governor = governor_of(m, found.start, end)
    if governor is None or governor.role == "other" or (not governor.direct and period is None):
        return None
    if governor.role == "plan" and not _speaks_of_output(m, found):
        return None
    if governor.role == "make" and not _is_object(m.doc[governor.token], goods):
        return None
    unit = " ".join(t.lower_ for t in m.doc[found.number_end : goods.i]) if goods.i > found.number_end else ""
    unit = f"{unit} {goods.lemma_.lower()}".strip()
    last = m.token_of[period[1] - 1] + 1 if period else end
    return _candidate(m, found, governor, unit, period[0] if period else None, last)


def _is_object(verb: Token, goods: Token) -> bool:
    """Whether the goods are what the verb makes: its object, its passive subject, or what it modifies."""
    token = goods
    for _ in range(4):
        if token.head == verb:
            return token.dep_ in ("dobj", "nsubjpass", "conj", "appos", "attr", "npadvmod", "prep", "nummod", "ccomp", "nsubj", "dep")
        if verb.head == token:
            return verb.dep_ in ("acl", "relcl", "amod")
        token = token.head
    return False


def _bare(m: Measured, found: Found, last: Candidate | None) -> Candidate | None:
    """A number alone takes the unit of the amount before it, if it is of that size and of the same thing."""
    measure = found.measure
    if last is None or last.quantity is None or measure.value is None or measure.value < 20:
        return None
    if last.end > found.start or m.doc[last.start].sent.start < m.doc[found.start].sent.start - 60:
        return None
    before = last.quantity["value"]
    if before is None or not 0.02 < measure.value / before < 50:
        return None
    governor = governor_of(m, found.start, found.end)
    compared = _is_compared(m, found, last)
    if governor is None and not compared:
        return None
    if governor is not None and (governor.role in ("other", "plan") or (not governor.direct and not compared)):
        return None
    if governor is not None and governor.role == "make" and not compared and measure.per is None:
        return None
    return _candidate(m, found, governor, last.quantity["unit"], measure.per or (last.quantity["per"] if compared else None), found.end)


_COMPARED = (("compared", "with"), ("compared", "to"), ("against",), ("versus",), ("vs",), ("as", "against"), ("from",), ("than",), ("and",), ("or",), ("but",))


def _is_compared(m: Measured, found: Found, last: Candidate) -> bool:
    """ "1.2 mln tonnes, against 1.34 mln last year": in the sentence of the amount before, behind a comparing word."""
    if m.doc[last.start].sent.start != m.doc[found.start].sent.start:
        return False
    words = [t.lower_ for t in m.doc[max(0, found.start - 3) : found.start]]
    return any(words[-len(c) :] == list(c) or words[-len(c) - 1 : -1] == list(c) for c in _COMPARED[:7])


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
        modality=_modality(m, governor, found),
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
    if period is not None and i < found.start and found.start - i <= 3:
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


def _modality(m: Measured, governor: Governor | None, found: Found) -> Modality | None:
    if governor is not None and governor.role == "capacity":
        return "capacity"
    if m.first(found.start - 4, found.start, "able") is not None:
        return "capacity"
    root = m.doc[found.start : found.end].root
    head = root.head
    if head != root and head.i >= found.end and m.has(head.i, "plant") and head.i - found.end <= 4:
        return "capacity"
    return "planned" if governor is not None and governor.role == "plan" else None
