"""What a number is said of: the word that governs it, by syntax first, by nearness where the parse is no help."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from factorygap.pipes.measured import Measured

_ABOUT = ("make", "output", "capacity", "plan", "other")
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
_VERBAL = frozenset(["VERB", "AUX"])
_STEPS = 7
_REACH = 12
_FAR = frozenset([";", "\n\n"])


@dataclass(frozen=True, slots=True)
class Governor:
    """The role and the token that gives it; ``direct`` if the parse ties it to the number."""

    role: str
    token: int
    direct: bool = True


def governor_of(m: Measured, start: int, end: int) -> Governor | None:
    """What the number at the tokens ``start`` to ``end`` measures: the nearest word on its way up the tree."""
    root = m.doc[start:end].root
    if (plant := _rated_plant(m, start, end)) is not None:
        return Governor("capacity", plant)
    return _own(m, root, start, end) or _above(m, root, start, end) or _near(m, start, end)


def _role(m: Measured, i: int) -> str | None:
    return next((role for role in _ABOUT if role in m.roles[i]), None) if m.roles[i] else None


def _rated_plant(m: Measured, start: int, end: int) -> int | None:
    """ "the 100,000 bpd refinery", "a 500,000-tonnes-a-year aluminium smelter": what a plant is built for."""
    determiner = (
        m.doc[start - 1].pos_ in ("DET", "ADJ", "PRON", "NUM") or m.doc[start - 1].dep_ == "poss" if start else False
    )
    for i in range(end, min(end + 8, len(m.doc))):
        if (
            m.has(i, "plant")
            and determiner
            and m.doc[i].tag_ != "NNS"
            and (m.doc[i].head.i >= end or _is_rate(m, start))
        ):
            return i
        token = m.doc[i]
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.text != "-" and token.tag_ not in ("VBG", "VBN"):
            return None
    return None


def _is_rate(m: Measured, start: int) -> bool:
    """Whether an amount is one of power or has its period: "shut down one 500 MW unit"."""
    found = next((f for f in m.found if f.start == start), None)
    unit = found.measure.unit if found is not None else None
    return found is not None and (found.measure.per is not None or (unit is not None and unit.kind == "power"))


def _own(m: Measured, root: Token, start: int, end: int) -> Governor | None:
    """ "500 tons produced last year", "500 tons of output", "90,000 bpd capacity"."""
    for child in root.rights:
        if child.i < end:
            continue
        if (
            child.dep_ in ("acl", "relcl", "amod")
            and not m.doc[end].is_punct
            and (role := _role(m, child.i)) in ("make", "other")
        ):
            return Governor(role, child.i)
        if child.dep_ == "prep" and child.lower_ in ("of", "in"):
            for goods in child.children:
                counted = any(end < f.start < goods.i for f in m.found)
                if not counted and (role := _role(m, goods.i)) in ("output", "capacity", "other"):
                    return Governor(role, goods.i)
    if root.i >= end - 1 or root.i < start:
        after = end if end < len(m.doc) else end - 1
        role = _role(m, after)
        if (
            role in ("output", "capacity", "other", "plan")
            and not m.doc[after].is_punct
            and m.doc[after].pos_ == "NOUN"
        ):
            return Governor(role, after)
    return None


def _above(m: Measured, token: Token, start: int, end: int) -> Governor | None:
    for _ in range(_STEPS):
        head = token.head
        if head == token:
            return None
        if not start <= head.i < end:
            role = _role(m, head.i)
            if role == "make" and token.dep_ == "prep" and m.has(head.i, "up", "down"):
                role = None
            if role == "other" and token.dep_ == "prep" and (held := _held(m, head)):
                return held
            aimed = head.lemma_ == "target" and token.dep_ == "dobj"
            if role is not None and not (role == "plan" and head.pos_ in _VERBAL and not aimed):
                return Governor(role, head.i)
            if head.pos_ in _VERBAL and (found := _in_clause(m, head, token)):
                return found
            if head.pos_ in ("NOUN", "PROPN") and (found := _inside(m, head, start, end)):
                return found
        if token.dep_ in ("relcl", "acl"):
            return None
        token = head
    return None


def _held(m: Measured, verb: Token) -> Governor | None:
    """ "hold output at 500 tons": the object is what is measured, not what the verb says."""
    for child in verb.children:
        if child.dep_ == "dobj" and (role := _role(m, child.i)) in ("output", "capacity"):
            return Governor(role, child.i)
    return None


def _in_clause(m: Measured, verb: Token, path: Token) -> Governor | None:
    """The subject or object of a verb that itself says nothing: "output rose to 500 tons", "raise output to 500"."""
    for child in verb.children:
        if child == path or child.dep_ not in (*_SUBJECTS, "dobj", "attr"):
            continue
        if (role := _role(m, child.i)) is not None and role != "make":
            return Governor(role, child.i)
        if found := _inside(m, child, path.left_edge.i, path.right_edge.i + 1):
            return found
    return None


def _inside(m: Measured, noun: Token, start: int, end: int) -> Governor | None:
    """ "the mill's daily output figure", "the amount of steel produced", "exports of cement"."""
    for child in noun.children:
        if start <= child.i < end:
            continue
        if (
            child.dep_ in ("compound", "amod", "nmod", "acl", "relcl", "poss")
            and (role := _role(m, child.i)) is not None
        ):
            return Governor(role, child.i)
        if child.dep_ == "prep" and child.lower_ == "of":
            for goods in child.children:
                if (role := _role(m, goods.i)) in ("output", "capacity", "other"):
                    return Governor(role, goods.i)
    return None


def _near(m: Measured, start: int, end: int) -> Governor | None:
    """The nearest such word to the left, else close to the right, within the sentence."""
    sentence = m.doc[start].sent
    for i in range(start - 1, max(sentence.start, start - _REACH) - 1, -1):
        if m.doc[i].text in _FAR:
            break
        if (role := _role(m, i)) is not None:
            return Governor(role, i, direct=False)
    for i in range(end, min(sentence.end, end + 4)):
        if m.doc[i].is_punct:
            break
        if (role := _role(m, i)) is not None:
            return Governor(role, i, direct=False)
    return None
