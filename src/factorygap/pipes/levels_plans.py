"""Shares of a plan: "70 percent of its plan", "exceeded the plan by 12 percent", "fulfilled its monthly plan"."""

from __future__ import annotations

from spacy.tokens import Token

from factorygap.labels import Bound, Status
from factorygap.pipes.levels import Candidate
from factorygap.pipes.levels_beyond import OVER, UNDER, beyond
from factorygap.pipes.levels_shares import SHARES
from factorygap.pipes.measured import Found, Measured

_OPENS = frozenset(["of", "the", "what", "that", *OVER, *UNDER])
_MANIFOLD = frozenset(["as", "its", "their", "his", "her"])
_ASKED = frozenset(
    [
        "planned",
        "asked",
        "promised",
        "targeted",
        "demanded",
        "projected",
        "scheduled",
        "forecast",
        "ordered",
        "required",
        "expected",
    ]
)
_ELSE = ("capacity", "output", "make", "other", "up", "down")
_LEADS = frozenset(["at", "by", "to", "was", "with", "a", "is", "of", "stood", ","])
_HALF = 0.5
_LOOK = 9


def read(m: Measured) -> list[Candidate]:
    """Plans in percent, in multiples, and fulfilled in words alone."""
    out = []
    covered: set[int] = set()
    for k, found in enumerate(m.found):
        if (
            k not in m.taken
            and found.measure.form in (*SHARES, "times")
            and (candidate := _overfulfilled(m, found) or _of_plan(m, found) or _plan_at(m, found))
        ):
            m.taken.add(k)
            covered.update(range(candidate.start, candidate.end + 6))
            out.append(candidate)
        elif found.measure.form == "amount" and (candidate := beyond(m, found)):
            m.taken.add(k)
            covered.update(range(candidate.start, candidate.end))
            out.append(candidate)
    return out + [c for c in _in_words(m) if c.start not in covered and c.end - 1 not in covered]


def _candidate(start: int, end: int, fraction: float | None, bound: Bound, why: str) -> Candidate:
    status: Status | None = None
    if fraction is not None:
        if fraction > 1 or (fraction == 1 and bound == "more_than"):
            status = "increased"
        elif fraction < 1 or bound == "less_than":
            status = "reduced"
    return Candidate(start, end, "plan_fulfilment", why, fraction=fraction, bound=bound, status=status)


def _overfulfilled(m: Measured, found: Found) -> Candidate | None:
    """ "a 170 per cent overfulfilment": beyond the whole of the plan where it is less than that."""
    value = found.measure.value
    if value is None or not m.has(found.end, "exceed") or m.doc[found.end].pos_ != "NOUN":
        return None
    share = value if value > 1 else 1 + value
    return _candidate(found.start, found.end + 1, share, found.measure.bound, "plan:overfulfilment")


def _of_plan(m: Measured, found: Found) -> Candidate | None:
    """ "70 percent of its plan", "8 percent short of target", "a quarter of what was planned"."""
    sentence_end = m.doc[found.start].sent.end
    if m.doc[found.start - 1].lemma_ in ("lose", "forgo", "waste"):
        return None
    if found.measure.form == "times" and m.first(found.start - 12, found.start, "other") is not None:
        return None
    sign = 0
    first = m.list_of(found)[1]
    first += 3 if m.words[first : first + 3] == [",", "respectively", ","] else 0
    for i in range(first, min(first + _LOOK, sentence_end)):
        token = m.doc[i]
        opens = token.lower_ in _OPENS or (found.measure.form in ("times", "fraction") and token.lower_ in _MANIFOLD)
        if i == first and not (opens or m.has(i, "plan")):
            return None
        if m.has(i, "plan") or (token.lower_ in _ASKED and m.first(found.end, i, "plan") is None):
            if token.lower_ in _ASKED and m.doc[i - 1].lower_ in ("to", "is", "are"):
                return None
            value = found.measure.value
            if value is not None and found.measure.form != "times":
                value = value if sign == 0 else 1 + sign * value
            end = i + 2 if token.lower_ == "asked" and i + 1 < sentence_end and m.doc[i + 1].lower_ == "for" else i + 1
            end = end if m.list_of(found)[1] == found.end else found.end
            return _candidate(found.start, end, value, found.measure.bound, "plan:of")
        if sign == 0:
            sign = 1 if token.lower_ in OVER else -1 if token.lower_ in UNDER else 0
        if (
            token.is_punct
            or (token.pos_ == "VERB" and token.lower_ not in ("asked", "called"))
            or m.has(i, "capacity", "other")
        ):
            return None
    return None


def _ends_clause(m: Measured, found: Found, verb: int | None, plan: int) -> bool:
    """ "overfulfilled its monthly plan for coal production 116 percent": the share ends what the verb opens."""
    ended = found.end >= len(m.doc) or m.doc[found.end].is_punct or m.words[found.end] in ("in", "and", "for")
    noun = m.doc[found.start - 1].pos_ in ("NOUN", "PROPN")
    opened = verb is not None and verb < plan and (found.measure.value or 0) > _HALF
    return found.measure.form == "percent" and noun and ended and opened


def _is_of_else(m: Measured, found: Found, verb: int | None, plan: int, lead: str) -> bool:
    """Whether the share is of what stands between it and the plan, and not of the plan."""
    between = range(plan + 1, found.start)
    if verb is not None and verb < plan and lead == "at":
        return any(m.doc[i].is_punct or m.has(i, "up", "down", "capacity") for i in between)
    if lead == "by" or (verb is not None and verb > plan) or lead not in _LEADS:
        return False
    return any(m.has(i, *_ELSE) and m.doc[i].tag_ != "VBG" for i in between)


def _plan_at(m: Measured, found: Found) -> Candidate | None:
    """ "carried out its daily plan at 121 percent", "beat the target by 8 percent"."""
    sentence = m.doc[found.start].sent
    lead = m.doc[found.start - 1].lower_ if found.start else ""
    plan = next(
        (i for i in range(found.start - 1, max(sentence.start, found.start - 14) - 1, -1) if m.has(i, "plan")), None
    )
    if plan is None:
        return None
    verb = next(
        (
            i
            for i in range(found.start - 1, max(sentence.start, plan - 16) - 1, -1)
            if m.has(i, "exceed", "miss", "fulfil")
        ),
        None,
    )
    if not (lead in _LEADS or _ends_clause(m, found, verb, plan)) or _is_of_else(m, found, verb, plan, lead):
        return None
    value = found.measure.value
    if value is None or (verb is None and lead in ("by", "a", "of", ",")):
        return None
    if verb is not None and m.has(verb, "exceed") and value < 1:
        value = 1 + value
    elif verb is not None and m.has(verb, "miss"):
        value = 1 - value
    elif lead == "by" and verb is not None and value < 0.5:
        return None
    start = (
        verb
        if verb is not None and verb < plan and m.has(verb, "exceed", "miss") and plan - verb <= 8
        else _without_determiner(m.doc[plan])
    )
    end = found.end
    if [t.lower_ for t in m.doc[end : end + 2]] == ["on", "average"]:
        end += 2
    return _candidate(start, end, value, found.measure.bound, "plan:at")


def _without_determiner(noun: Token) -> int:
    edge = next((t for t in noun.subtree if t.i <= noun.i), noun)
    first = max(edge.i, noun.i - 5)
    while first < noun.i and (noun.doc[first].pos_ in ("DET", "PRON", "PUNCT", "ADP", "PART", "VERB", "SPACE")):
        first += 1
    return first


def _in_words(m: Measured) -> list[Candidate]:
    """ "fulfilled their production plans", "overfulfilled the quota", "finished its yearly assignment"."""
    out = []
    for token in (m.doc[i] for i in m.where("plan")):
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        verb = _verb_of(m, token)
        if verb is None or not _of_production(m, token, verb):
            continue
        role = next(r for r in ("exceed", "miss", "fulfil") if m.has(verb.i, r))
        bound: Bound = {"exceed": "more_than", "miss": "less_than", "fulfil": "exact"}[role]  # type: ignore[assignment]
        if role == "fulfil" and any(
            c.dep_ == "neg" or c.lower_ in ("fail", "failed") for c in (*verb.children, verb.head)
        ):
            bound = "less_than"
        start, end = min(verb.i, token.i), max(verb.i, token.i) + 1
        if start == token.i:
            start = _without_determiner(token)
        if end - start <= 14 and not any(start <= f.start < end and f.measure.form != "count" for f in m.found):
            out.append(_candidate(start, end, 1.0, bound, f"plan:{role}"))
    return out


def _verb_of(m: Measured, noun: Token) -> Token | None:
    if (
        noun.dep_ in ("dobj", "nsubjpass")
        and noun.head.pos_ == "VERB"
        and m.has(noun.head.i, "exceed", "miss", "fulfil")
    ):
        return noun.head
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "NOUN") and m.has(noun.head.head.i, "miss"):
        return noun.head.head
    near = next(
        (
            i
            for i in range(noun.i - 1, max(noun.sent.start, noun.i - 7) - 1, -1)
            if m.has(i, "exceed", "fulfil", "miss")
        ),
        None,
    )
    if near is None or m.doc[near].pos_ != "VERB" or m.doc[near].dep_ in ("amod", "compound"):
        return None
    return (
        None if any(t.is_punct or t.pos_ in ("VERB", "CCONJ", "ADP") for t in m.doc[near + 1 : noun.i]) else m.doc[near]
    )


def _is_to_cut(plan: Token) -> bool:
    """ "its target of cutting emissions": a plan to do, not to make."""
    return any(t.tag_ == "VBG" for child in plan.children if child.dep_ == "prep" for t in child.children)


def _of_production(m: Measured, plan: Token, verb: Token) -> bool:
    """A plan for making goods: by its own words, or its bearer is a plant, or it is met in a sentence on production."""
    own = [t for t in plan.subtree if abs(t.i - plan.i) <= 8]
    if any(m.has(t.i, "other") for t in own) or _is_to_cut(plan):
        return False
    if plan.lemma_.lower() in ("quota", "norm") and m.facilities:
        return True
    if any(m.has(t.i, "production-plan", "output", "make") for t in own):
        return True
    if plan.lemma_.lower() in ("task", "schedule", "commitment", "objective", "pledge", "forecast", "ceiling"):
        return False
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return any(m.has(t.i, "plant") for s in subjects for t in s.subtree)
