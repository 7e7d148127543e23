"""What it is that rose, fell or doubled: output and capacity, or something else."""

from __future__ import annotations

from spacy.tokens import Token

from factorygap.pipes.measured import Measured

_ABOUT = ("output", "make", "capacity", "other")
_ARGUMENTS = frozenset(["nsubj", "nsubjpass", "dobj", "compound", "amod", "poss", "nmod"])
_SAID = frozenset("number figure total volume tonnage rate level amount result tally average pace".split())
_FIGURES = frozenset(["figures", "figure", "this", "that", "tally", "total", "numbers"])
_MODIFIERS = frozenset(["compound", "amod", "poss", "nmod"])


def about_output(m: Measured, i: int, before: int) -> str | None:
    """The role of what rose, fell or was compared at token ``i`` if that is output or capacity, else None.

    Its subject, object or complement says so, else the words above it, else the nearest word before it.
    """
    if not m.in_industry(i):
        return None
    role = what_changed(m, i, before) or _figures(m, i)
    return None if role == "other" else role


def _figures(m: Measured, i: int) -> str | None:
    """ "The figures are 12 percent up": of output where the sentence before speaks of that and of nothing else."""
    first = m.doc[i].sent.start
    if _FIGURES.isdisjoint(m.words[first : first + 3]) or not first:
        return None
    before = m.doc[first - 1].sent
    said = m.first(before.start, before.end, "output", "make") is not None
    return "output" if said and m.first(before.start, before.end, "other") is None else None


def what_changed(m: Measured, i: int, before: int) -> str | None:
    """The role of the nearest word that says it, "other" for trade, stocks and the like; None if nothing does."""
    return _governing(m, m.doc[i]) or ("other" if _has_its_own(m, m.doc[i]) else _nearest(m, i, before))


def _has_its_own(m: Measured, verb: Token) -> bool:
    """Whether what rose or fell is named by a noun that is nothing of ours: "gas pressure fell to a third"."""
    if verb.pos_ != "VERB" or any(c.dep_ == "dobj" for c in verb.children):
        return False
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ != "NOUN" or subject.lemma_ in _SAID or subject.i in m.products:
        return False
    return not any(m.has(t.i, "plant", "industry", "goods") for t in (subject, *subject.children))


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
