"""Changes: "fell by a third", "up 4 percent", "1.3 times as against last year", "from 900 to 350 tons", "a quarter of what it was"."""

from __future__ import annotations

from spacy.tokens import Token

from factorygap.labels import Bound, Modality, Status
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_amounts import quantity
from factorygap.pipes.levels_shares import SHARES
from factorygap.pipes.measured import Found, Measured

_ABOUT = ("output", "make", "capacity", "other")
_FACTORS = {
    "double": 1.0, "doubled": 1.0, "doubles": 1.0, "doubling": 1.0, "triple": 2.0, "tripled": 2.0, "triples": 2.0,
    "tripling": 2.0, "treble": 2.0, "trebled": 2.0, "trebling": 2.0, "quadruple": 3.0, "quadrupled": 3.0,
    "quadrupling": 3.0, "quintupled": 4.0, "halve": -0.5, "halved": -0.5, "halves": -0.5, "halving": -0.5,
}  # fmt: skip
_BOUND_WORDS: dict[str, Bound] = {
    "than": "more_than",
    "nearly": "about",
    "almost": "about",
    "roughly": "about",
    "about": "about",
    "virtually": "about",
}
_LEADS = frozenset(
    [
        "by",
        "of",
        "a",
        "an",
        "the",
        "about",
        "some",
        "only",
        "just",
        "another",
        "further",
        "-",
        "in",
        "at",
        "over",
        "than",
        "to",
    ]
)
_LEVELS = frozenset(
    "level levels output production volume volumes peak total figure rate year month period one amount that earlier before ago".split()
)
_EARLIER = frozenset(
    "last previous year earlier before ago same was were made produced used once peak pre prewar level levels previously".split()
)
_ARGUMENTS = frozenset(["nsubj", "nsubjpass", "dobj", "compound", "amod", "poss", "nmod"])
_MODIFIERS = frozenset(["compound", "amod", "poss", "nmod"])
_MEASURED = frozenset(["mass", "volume", "energy", "power", "count", "length", "area"])


def read(m: Measured) -> list[Candidate]:
    """Changes between two amounts, in percent, in multiples and in words."""
    return [*_pairs(m), *_ratios(m), *_words(m)]


def status_of(change: float) -> Status | None:
    return "increased" if change > 0 else "reduced" if change < 0 else None


def _candidate(
    start: int, end: int, change: float, bound: Bound, why: str, role: str | None = None, **more: object
) -> Candidate:
    modality: Modality | None = "capacity" if role == "capacity" else None
    return Candidate(
        start, end, "change", why, change=change, bound=bound, status=status_of(change), modality=modality, **more
    )  # type: ignore[arg-type]


# Two amounts


def _pairs(m: Measured) -> list[Candidate]:
    out = []
    for k, found in enumerate(m.found):
        if k in m.taken:
            continue
        if found.measure.opening == "from" and found.measure.low is not None and (candidate := _opened(m, found)):
            m.taken.add(k)
            out.append(candidate)
        elif k + 1 < len(m.found) and k + 1 not in m.taken and (pair := _pair(m, found, m.found[k + 1])):
            candidate, takes = pair
            m.taken.update((k, k + 1) if takes else (k + 1,))
            out.append(candidate)
    return out


def _opened(m: Measured, found: Found) -> Candidate | None:
    """ "rose from 400 to 500 tons": read as a range before, it is a change behind a verb of change."""
    low, high = found.measure.low, found.measure.high
    direction = m.first(found.start - 3, found.start, "up", "down")
    if direction is None or not low or high is None or not _measurable(m, found):
        return None
    role = about_output(m, direction, found.start)
    if role is None:
        return None
    unit = found.measure.unit.name if found.measure.unit else None
    amount = {"value": high, "low": None, "high": None, "unit": unit, "per": found.measure.per}
    return _candidate(direction, found.end, high / low - 1, "exact", "change:from-to", role, quantity=amount)


def _pair(m: Measured, a: Found, b: Found) -> tuple[Candidate, bool] | None:
    """ "from A to B", "to B from A" (one change); "B, down from A" (a change beside the amount B)."""
    gap = m.doc[a.end : b.start]
    if (
        len(gap) > 10
        or a.measure.value is None
        or b.measure.value is None
        or m.doc[a.start].sent != m.doc[b.start].sent
    ):
        return None
    if not (_measurable(m, a) and _measurable(m, b) and _same_unit(a, b)):
        return None
    words = [t.lower_ for t in gap]
    lead = m.doc[a.start - 1].lower_ if a.start else ""
    if lead == "from" and words and words[-1] == "to" and len(words) <= 8:
        old, new = a, b
    elif (
        words[-1:] == ["from"]
        and "," not in words
        and len(words) <= 5
        and lead in ("to", "at", "only", "by") | _FACTORS.keys()
    ):
        old, new = b, a
    elif words[-1:] == ["from"] and any(m.has(t.i, "up", "down") for t in gap) and len(words) <= 8:
        direction = next(t.i for t in gap if m.has(t.i, "up", "down"))
        role = about_output(m, direction, a.start)
        if role is None and a.measure.per is None:
            return None
        change = _ratio(a, b)
        return (
            (_candidate(direction, b.end, change, "exact", "change:down-from", role), False)
            if change is not None
            else None
        )
    else:
        return None
    change = _ratio(new, old)
    direction_at = m.first(a.start - 5, a.start, "up", "down")
    anchor = direction_at if direction_at is not None else a.start
    role = about_output(m, anchor, a.start)
    if change is None or role is None and not _rated(a, b):
        return None
    unit = new.measure.unit or old.measure.unit
    amount = quantity(new.measure, unit.name if unit else None, new.measure.per or old.measure.per)
    start = direction_at if direction_at is not None and a.start - direction_at <= 2 else a.start
    return _candidate(start, b.end, change, new.measure.bound, "change:from-to", role, quantity=amount), True


def _ratio(new: Found, old: Found) -> float | None:
    a, b = new.measure.value, old.measure.value
    return a / b - 1 if a is not None and b else None


def _rated(a: Found, b: Found) -> bool:
    return any(f.measure.per is not None and f.measure.unit is not None for f in (a, b))


def _measurable(m: Measured, found: Found) -> bool:
    measure = found.measure
    if measure.form == "count":
        return not measure.year
    return measure.form == "amount" and measure.unit is not None and measure.unit.kind in _MEASURED


def _same_unit(a: Found, b: Found) -> bool:
    one, two = a.measure.unit, b.measure.unit
    return one is None or two is None or one.name == two.name


# Percent, fractions, multiples


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
        end = _of_earlier(m, found)
        if end is not None and (role := about_output(m, found.start, found.start)):
            return _candidate(found.start, end, value - 1, found.measure.bound, "change:of-earlier", role)
    direction = _direction(m, found)
    role = about_output(m, direction, found.start) if direction is not None else None
    if direction is None or role is None:
        return None
    sign = 1 if m.has(direction, "up") else -1
    return _candidate(*_span(found, direction), sign * value, found.measure.bound, "change:percent", role)


def _span(found: Found, direction: int) -> tuple[int, int]:
    if direction >= found.end:
        return found.start, direction + 1
    return (direction if found.start - direction <= 7 else found.start), found.end


def _is_of(m: Measured, found: Found) -> bool:
    return found.end < len(m.doc) and m.doc[found.end].lower_ == "of"


def _direction(m: Measured, found: Found) -> int | None:
    """The word of rise or fall that the share belongs to, beside it or above it in the tree."""
    sentence = m.doc[found.start].sent
    lead = m.doc[found.start - 1].lower_ if found.start > sentence.start else ""
    for i in range(found.end, min(found.end + 4, sentence.end)):
        token = m.doc[i]
        if token.is_punct and token.text != "-" or token.lower_ in ("of", "in", "to", "from", "by", "and", "for", "at"):
            break
        if m.has(i, "up", "down") and (
            token.pos_ not in ("VERB", "AUX") or i == found.end and token.tag_ in ("VBN", "VBG")
        ):
            return i
    if lead == "to" and found.measure.form == "percent":
        return None
    for i in range(found.start - 1, max(sentence.start, found.start - 5) - 1, -1):
        if m.has(i, "up", "down"):
            return i
        if m.doc[i].lower_ not in _LEADS and m.doc[i].pos_ not in ("ADV", "ADJ", "DET"):
            break
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


def _of_earlier(m: Measured, found: Found) -> int | None:
    """ "of what it was", "of last year's level", "half the output of a year ago": where the expression ends."""
    i = found.end
    words = [t.lower_ for t in m.doc[i : i + 9]]
    if not words or words[0] not in ("of", "what", "the", "last", "its", "that"):
        return None
    for k, word in enumerate(words):
        if k and (m.doc[i + k].is_punct and word not in ("-", "’s", "'s") or word in ("in", "by") and k > 6):
            return None
        if m.has(i + k, "plan", "plant", "other", "utilisation"):
            return None
        if word in ("was", "were", "made", "produced", "turned") and "what" in words[:k]:
            return i + k + 1
        if word in _LEVELS and k >= 1 and any(w in _EARLIER for w in words[: k + 1]) and words[0] != "that":
            return i + k + 1
    return None


def _multiple(m: Measured, found: Found) -> Candidate | None:
    """ "rose 1.4 times", "grew fivefold", "1.3 times as against the same period", "more than twice last year's"."""
    value = found.measure.value
    assert value is not None
    if found.measure.per is not None or value < 1:
        return None
    after = {t.lower_ for t in m.doc[found.end : found.end + 3]}
    direction = m.first(found.start - 4, found.start, "up")
    compared = not after.isdisjoint(
        [
            "as",
            "that",
            "more",
            "higher",
            "greater",
            "what",
            "last",
            "previous",
            "year",
            "increase",
            "rise",
            "growth",
            "against",
            "over",
            "compared",
        ]
    )
    if (
        direction is None
        and not compared
        and not ("the" in after and m.first(found.end, found.end + 5, "output") is not None)
    ):
        return None
    anchor = direction if direction is not None else found.start
    role = about_output(m, anchor, found.start)
    if role is None:
        return None
    start = anchor if found.start - anchor <= 3 else found.start
    end = found.end
    if [t.lower_ for t in m.doc[end : end + 2]] == ["as", "against"]:
        end += 2
    return _candidate(start, end, value - 1, found.measure.bound, "change:times", role)


def _words(m: Measured) -> list[Candidate]:
    out = []
    for token in m.doc:
        change = _FACTORS.get(token.lower_)
        role = (
            about_output(m, token.i, token.i) if change is not None and token.pos_ in ("VERB", "NOUN", "ADJ") else None
        )
        if change is None or role is None:
            continue
        if token.pos_ != "VERB" and not (
            token.i + 1 < len(m.doc) and m.doc[token.i + 1].lower_ in ("that", "what", "last", "the")
        ):
            continue
        start, bound = _bounded(token)
        out.append(_candidate(start, token.i + 1, change, bound, "change:word", role))
    return out


def _bounded(token: Token) -> tuple[int, Bound]:
    before = token.nbor(-1) if token.i else None
    bound = _BOUND_WORDS.get(before.lower_) if before is not None else None
    if bound is None:
        return token.i, "exact"
    return token.i - (2 if bound == "more_than" else 1), bound


# What has changed


def about_output(m: Measured, i: int, before: int) -> str | None:
    """The role of what rose, fell or was compared at token ``i`` if that is output or capacity, else None.

    Its subject, object or complement says so, else the words above it, else the nearest word before it.
    """
    if not m.in_industry(i):
        return None
    role = _governing(m, m.doc[i]) or _nearest(m, i, before)
    return None if role == "other" else role


def _governing(m: Measured, token: Token) -> str | None:
    for _ in range(4):
        if said := _said_of(m, token):
            return said
        if token.head == token:
            return None
        token = token.head
        if role := _role(m, token.i):
            return role
    return None


def _nearest(m: Measured, i: int, before: int) -> str | None:
    sentence = m.doc[i].sent
    return next((role for j in range(before - 1, sentence.start - 1, -1) if (role := _role(m, j))), None)


def _role(m: Measured, i: int) -> str | None:
    return next((role for role in _ABOUT if m.has(i, role)), None)


def _said_of(m: Measured, token: Token) -> str | None:
    for child in token.children:
        if child.dep_ in _ARGUMENTS and (role := _role_within(m, child)):
            return role
        if child.dep_ == "prep" and child.lower_ in ("in", "of"):
            for goods in child.children:
                if role := _role_within(m, goods) or (
                    "output" if goods.i in m.products and token.pos_ == "NOUN" else None
                ):
                    return role
    return None


def _role_within(m: Measured, noun: Token) -> str | None:
    if role := _role(m, noun.i):
        return role
    for child in noun.children:
        if child.dep_ in _MODIFIERS and (role := _role(m, child.i)):
            return role
        if child.dep_ == "prep" and child.lower_ == "of":
            for goods in child.children:
                if role := _role(m, goods.i):
                    return role
    return None
