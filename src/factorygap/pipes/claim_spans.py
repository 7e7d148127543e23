"""From a cue to the words of the claim: its noun phrase, its predicate, or its clause, trimmed of asides."""

from __future__ import annotations

from spacy.tokens import Span, Token

from factorygap.pipes.claim_words import CARRIES, CIRCUMSTANCES, EDGES

MAX_TOKENS = 14
"""Longest claim, in tokens; longer predicates lose their last complements."""

_MAX_SUBJECT = 10
"""How far before its verb the subject of a claim may begin."""
_LEFT_OF_NOUN = frozenset({"amod", "compound", "nmod", "nummod", "quantmod", "neg", "advmod"})
_RIGHT_OF_NOUN = frozenset({"prep"})
_LEFT_OF_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
_RIGHT_OF_VERB = frozenset(
    {"dobj", "prt", "attr", "acomp", "oprd", "xcomp", "dative", "agent", "prep", "neg", "advmod"}
)
_INSIDE = frozenset(
    "prep pobj pcomp compound amod nummod nmod quantmod det poss case prt dobj xcomp aux acomp attr npadvmod advmod "
    "neg agent mark".split()
)
_COORDINATED = frozenset({"NOUN", "PROPN", "ADJ", "CCONJ"})


def extent(cue: Span, theme: Token | None, take: str) -> tuple[int, int]:
    """Token offsets of the claim that ``cue`` makes, of ``theme`` where it has one.

    ``take`` is "cue" (as it stands), "noun", "predicate", "clause", or "auto".
    """
    root = cue.root
    if take == "cue":
        return _tidy(cue.start, cue.end, cue)
    if take == "auto":
        take, root = _choose(root, theme, cue)
    if take == "clause" and root.dep_ == "nsubj":
        root = root.head
    if take == "noun":
        start, end = _noun(root)
    elif take == "phrase":
        start, end = root.i, _right(root, _INSIDE, root.i, MAX_TOKENS) + 1
    else:
        start, end = _predicate(root, theme, take == "clause")
    start, end = min(start, cue.start), max(end, cue.end)
    if theme is not None and -_MAX_SUBJECT <= theme.i - cue.start <= MAX_TOKENS:
        start, end = min(start, theme.i - _modifiers(theme)), max(end, theme.i + 1)
    return _tidy(start, end, cue)


def _choose(root: Token, theme: Token | None, cue: Span) -> tuple[str, Token]:
    if root.pos_ in ("NOUN", "PROPN"):
        if root.dep_ == "compound":
            root = root.head
        if root.dep_ in ("dobj", "attr") and root.head.lemma_ in CARRIES and _has(root.head, "neg"):
            return "predicate", root.head
        return "noun", root
    if root.pos_ == "ADJ" or root.dep_ in ("acomp", "amod"):
        if root.dep_ == "amod" and root.head.pos_ in ("NOUN", "PROPN"):
            return "noun", root.head
        if root.dep_ in ("acomp", "oprd", "attr", "ccomp") and root.head.pos_ in ("AUX", "VERB"):
            return "clause", root.head
    if root.pos_ == "ADP" and root.lower_ == "without":
        return "phrase", root
    if root.pos_ == "ADP" and root.head.pos_ in ("AUX", "VERB"):
        return "clause", root.head
    return "predicate", root


def _noun(noun: Token) -> tuple[int, int]:
    start = noun.i
    for child in reversed(list(noun.lefts)):
        if child.dep_ not in _LEFT_OF_NOUN and child.lower_ not in ("no", "any", "zero"):
            break
        start = min(start, child.left_edge.i)
    return start, _right(noun, _RIGHT_OF_NOUN, noun.i, 9) + 1


def _predicate(verb: Token, theme: Token | None, with_subject: bool) -> tuple[int, int]:
    start = verb.i
    for child in reversed(list(verb.lefts)):
        if child.dep_ in ("nsubjpass", "nsubj", "expl"):
            subject_is_it = theme is not None and child.left_edge.i <= theme.i <= child.right_edge.i
            if (
                with_subject or subject_is_it or child.dep_ == "nsubjpass"
            ) and verb.i - child.left_edge.i <= _MAX_SUBJECT:
                start = min(start, child.left_edge.i)
            break
        if child.dep_ in _LEFT_OF_VERB:
            start = min(start, child.left_edge.i)
        elif child.dep_ != "punct":
            break
    end = verb.i
    for child in verb.rights:
        if child.dep_ == "punct" and child.text in "\"'“”‘’-":
            continue
        joined = child.dep_ == "cc" or (child.dep_ == "conj" and child.pos_ == "VERB" and child.i <= end + 2)
        if not (child.dep_ in _RIGHT_OF_VERB or joined) or child.lower_ in CIRCUMSTANCES:
            break
        if child.dep_ == "cc":
            continue
        if child.i - end > 4 or child.i - start >= MAX_TOKENS:
            break
        end = max(end, _right(child, _INSIDE, child.i, MAX_TOKENS - (child.i - start)))
    return start, end + 1


def _right(token: Token, deps: frozenset[str], edge: int, budget: int) -> int:
    """Last token of ``token``'s phrase, going down only where the phrase goes on without an aside."""
    limit = token.i + budget
    for child in token.rights:
        coordinated = child.dep_ in ("cc", "conj") and (child.pos_ in _COORDINATED or token.dep_ == "pcomp")
        if not (coordinated or child.dep_ in deps):
            break
        deeper = _right(child, _INSIDE, child.i, budget)
        if deeper >= limit:
            break
        edge = max(edge, deeper)
    return edge


def _modifiers(noun: Token) -> int:
    """How many words stand before a noun as part of its name: "raw" in "raw materials"."""
    start = noun.i
    for child in reversed(list(noun.lefts)):
        if child.dep_ not in ("compound", "amod", "nummod"):
            break
        start = child.left_edge.i
    return noun.i - start


def _tidy(start: int, end: int, cue: Span) -> tuple[int, int]:
    doc = cue.doc
    start, end = max(start, cue.sent.start), min(end, cue.sent.end, max(cue.end, start + MAX_TOKENS + 2))
    while start < cue.start and (doc[start].lower_ in EDGES or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > cue.end and (
        doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ in ("cc", "prep", "det", "mark")
    ):
        end -= 1
    return start, end


def _has(token: Token, dep: str) -> bool:
    return any(child.dep_ == dep for child in token.children)
