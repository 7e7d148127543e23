"""What a cue speaks of, by the parse: its arguments, the noun it modifies, the subject it is predicated of."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from factorygap.pipes.claim_meanings import Meaning
from factorygap.pipes.claim_words import CONTAINERS, LINKS

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd", "compound", "amod", "nmod", "poss", "dative"})
_PREPOSITIONS = frozenset("of for in with on to from by at about without into".split())
_PLACES = frozenset("at in from into to by near".split())


def possible_themes(span: Span, meaning: Meaning) -> list[Token]:
    """The words that a cue can speak of, the likeliest first."""
    if meaning.polarity != "negative" and not meaning.fixed and _is_unreal(span, meaning):
        return []
    possible = [token for token in arguments(span) if not _is_excluded(token, span, meaning)]
    return [token for token in possible if token.pos_ != "PRON"] if meaning.toned else possible


def arguments(span: Span) -> Iterator[Token]:
    """What the words of ``span`` are said of: arguments, the noun they modify, the subject they are predicated of."""
    if span.root.dep_ == "det":
        yield span.root.head
        return
    seen: set[int] = set()
    for token in _direct(span.root, span):
        parts = (*_parts(token), token) if token.lemma_.lower() in CONTAINERS else (token, *_parts(token))
        for part in parts:
            if part.i not in seen and not span.start <= part.i < span.end:
                seen.add(part.i)
                yield part
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    if before is not None and before.i not in seen and span.root.pos_ in ("NOUN", "ADJ"):
        yield before
    after = span.doc[span.end] if span.end < span.sent.end else None
    if after is not None and after.pos_ == "ADP" and span.root.pos_ == "NOUN":
        yield from (token for token in _reached(after) if token.i not in seen)
    if len(span) > 1:
        yield from span


def _direct(root: Token, span: Span) -> Iterator[Token]:
    for token in span:
        for child in token.children:
            yield from _reached(child)
    if root.dep_ in ("amod", "acl", "relcl", "compound", "nmod"):
        yield root.head
    if root.dep_ in ("prep", "advmod", "prt"):
        yield from (child for child in root.head.children if child.dep_ == "dobj")
    yield from subjects(root)
    if root.dep_ in ("oprd", "xcomp", "acomp", "ccomp"):
        yield from (child for child in root.head.children if child.dep_ == "dobj")
    if root.dep_ == "csubj" or (root.dep_ == "relcl" and root.head.lower_ in ("all", "what", "thing")):
        copula = root.head if root.dep_ == "csubj" else root.head.head
        yield from (child for child in copula.children if child.dep_ == "attr")


def _reached(child: Token) -> Iterator[Token]:
    if child.dep_ in _ARGUMENTS or child.dep_ == "pobj" or (child.dep_ == "advmod" and child.pos_ == "NOUN"):
        yield child
    elif child.dep_ == "pcomp" and child.head.lower_ != "by":
        yield child
        yield from (grandchild for grandchild in child.children if grandchild.dep_ == "dobj")
    elif child.dep_ in ("prep", "agent") and child.lower_ in _PREPOSITIONS:
        for grandchild in child.children:
            yield from _reached(grandchild)
    elif child.dep_ == "xcomp":
        yield from (grandchild for grandchild in child.children if grandchild.dep_ == "dobj")


def subjects(token: Token) -> Iterator[Token]:
    """The subject that ``token`` is predicated of: its own, or that of the verb it completes or is joined to."""
    for _ in range(4):
        own = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass", "csubj")]
        if own:
            yield from own
            return
        if token.dep_ in ("prep", "dobj", "advmod") and token.head.lemma_ not in LINKS:
            return
        if token.dep_ not in ("acomp", "attr", "xcomp", "oprd", "conj", "prep", "pobj", "advmod", "dobj", "pcomp"):
            return
        token = token.head


def _parts(noun: Token) -> Iterator[Token]:
    """Nouns inside a noun's phrase: its compounds, its conjuncts, the noun after "of"."""
    for child in noun.children:
        if child.dep_ in ("compound", "conj", "nmod", "amod"):
            yield child
            yield from (grandchild for grandchild in child.children if grandchild.dep_ in ("conj", "compound"))
        elif child.dep_ == "prep" and child.lower_ in ("of", "for"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    yield grandchild
                    yield from (part for part in grandchild.children if part.dep_ in ("compound", "conj"))


def _is_excluded(token: Token, span: Span, meaning: Meaning) -> bool:
    """Whether ``token``, near a cue, is not what the cue speaks of."""
    if token.dep_ == "compound" and token.head.i not in range(span.start, span.end):
        return token.head.lemma_.lower() not in CONTAINERS
    if meaning.role == "agent":
        return token.dep_ not in ("nsubj", "conj")
    return _is_agent(token, span, meaning) or (meaning.role == "object" and _is_aside(token, span.root))


def _is_agent(token: Token, span: Span, meaning: Meaning) -> bool:
    """Whether ``token`` does what the cue says to something else: in "the mill stopped the looms" the mill is fine."""
    inside = range(span.start, span.end)
    while token.head.i not in inside and token.dep_ in ("pobj", "prep", "compound", "conj", "nmod", "poss"):
        token = token.head
    if token.dep_ != "nsubj" or token.head.i not in inside or token.head.pos_ != "VERB":
        return False
    deps = {child.dep_ for child in token.head.children}
    if "auxpass" in deps:
        return False
    return meaning.role == "object" or (not meaning.fixed and bool(deps & {"dobj", "xcomp", "ccomp"}))


def _is_aside(token: Token, root: Token) -> bool:
    """Whether what is done is mere description ("the mill, built in 1931") or happens at ``token`` and not to it."""
    if root.dep_ in ("acl", "relcl", "advcl") and token.i < root.i:
        return True
    return token.dep_ == "pobj" and token.head.lower_ in _PLACES


def _is_unreal(span: Span, meaning: Meaning) -> bool:
    """Whether the cue states nothing: a purpose, a means, what might have been ("to build", "by building")."""
    root = span.root
    auxiliaries = {child.lower_ for child in root.children if child.dep_ == "aux" and child.i < span.start}
    if {"would", "have"} <= auxiliaries or (meaning.toned and root.dep_ in ("relcl", "acl")):
        return True
    possible = not auxiliaries.isdisjoint({"to", "can", "could", "might", "may"})
    return meaning.role == "object" and (possible or root.dep_ == "pcomp" or _is_dated(root))


def _is_dated(root: Token) -> bool:
    """Whether a year is given: "was built in 1974" is history."""
    whens = (child for child in root.children if child.dep_ == "prep" and child.lower_ in ("in", "since"))
    return any(time.shape_ == "dddd" for when in whens for time in when.children)
