"""Facilities named without a noun of their own: "the six factories were A, B and C", "Amuay, the larger refinery"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from factorygap.pipes.facility_mention import Mention
from factorygap.pipes.noun_phrases import DEFINITE, ORDINALS, Range
from factorygap.pipes.scan import ids, tokens_with
from factorygap.places import region

_EXAMPLES = frozenset(["including", "like", "as", "namely"])
_NOT_A_PLANT = frozenset(["PERSON", "NORP", "DATE", "TIME", "EVENT", "LAW", "LANGUAGE", "MONEY"])
_LARGER = frozenset(
    """larger largest smaller smallest bigger biggest older oldest newer newest other first second third latter former
    main""".split()
)
_LARGER_IDS = ids(_LARGER)
_COUNTED_IDS = ids(["one", "another", "other", "last", *ORDINALS])
ENUMERATED = "named in a list of them"
APPOSED = "named beside it"


def find(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """``mentions`` with those of names that the text says are facilities, in place of plurals that count them up."""
    taken = {i for m in mentions if m.kind == "name" for i in range(m.start, m.end)}
    at = {m.head_at: m for m in mentions}
    listed = {m: list(_enumerated(doc, m)) for m in mentions if m.plural}
    found = [new for m in mentions for new in (listed[m] if m.plural else _apposed(doc, m))]
    found += [*_the_larger(doc, at), *_the_fourth(doc, [m for m in mentions if m.plural or m.why])]
    kept = [m for m in mentions if not (m.head.unit and listed.get(m))]
    return [*kept, *(m for m in found if not taken & set(range(m.start, m.end)))]


def _enumerated(doc: Doc, mention: Mention) -> Iterator[Mention]:
    """ "The six factories were [A], [B] and [C]"; "its two mills, [A] and [B]"; "mills such as [A]"."""
    head = doc[mention.head_at]
    firsts: list[Token] = []
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ == "be":
        firsts = [c for c in head.head.children if c.dep_ == "attr"]
    if not firsts and (mention.determiner in DEFINITE or mention.determiner is None):
        firsts = [c for c in head.children if c.dep_ == "appos" and c.i > head.i]
        preps = [c for c in head.children if c.dep_ == "prep" and c.lower_ in _EXAMPLES]
        firsts += [g for p in preps for g in p.children if g.dep_ == "pobj"]
        if head.dep_ == "pobj" and head.head.lower_ == "of":  # "two of its three smelters, A and B, are down"
            firsts += [c for c in head.head.head.children if c.dep_ in ("appos", "conj") and c.i > head.i]
    listed = [t for first in firsts for t in _chain(first)]
    listed = list(dict.fromkeys(listed))
    if len(listed) >= 2 and sum(_may_name(t, of_many=True) for t in listed) > len(listed) / 2:
        for token in listed:
            yield _called(doc, mention, _name(token), ENUMERATED)


def _chain(token: Token) -> list[Token]:
    """A coordinated list, also where the parser took its members for appositions of one another."""
    found = [token]
    for child in token.children:
        if child.dep_ in ("conj", "appos") and child.i > token.i:
            found += _chain(child)
    return found


def _apposed(doc: Doc, mention: Mention) -> Iterator[Mention]:
    """ "[Kellingley], the last deep coal mine in Britain"."""
    if (
        mention.named
        or doc[mention.head_at].dep_ != "appos"
        or mention.determiner not in ("the", "a", "an", "its", "'s")
    ):
        return
    start = mention.owner[0] if mention.owner and mention.owner[0] < mention.start else mention.start
    while start > 0 and doc[start - 1].text != "," and start > mention.start - 4:
        start -= 1
    yield from _before_comma(doc, start, mention)


def _the_larger(doc: Doc, at: dict[int, Mention]) -> Iterator[Mention]:
    """ "[Amuay], the larger of the two refineries"; "[Cardon], the other,"."""
    kind: Mention | None = None
    for token in tokens_with(doc, LOWER, _LARGER_IDS):
        if token.dep_ == "appos" and token.i and doc[token.i - 1].lower_ == "the":
            behind_of = (at.get(g.i) for p in token.children if p.lower_ == "of" for g in p.children)
            kind = next(filter(None, behind_of), kind if token.lower_ in ("other", "smaller", "second") else None)
            if kind is not None:
                yield from _before_comma(doc, token.i - 1, kind)


def _the_fourth(doc: Doc, lists: list[Mention]) -> Iterator[Mention]:
    """ "The fourth, [Boyne], has not run"; "it will convert one, [Tuxpan]": of the plants that were counted before."""
    for token in tokens_with(doc, LOWER, _COUNTED_IDS) if lists else ():
        names = [c for c in token.children if c.dep_ == "appos" and c.i > token.i and doc[token.i + 1].text == ","]
        if names and _may_name(names[0]) and not any(c.lower_ == "of" for c in token.children):
            before = [m for m in lists if m.end <= token.i and doc[m.head_at].sent.end >= token.sent.start]
            if before:
                yield _called(doc, before[-1], _name(names[0]), APPOSED)


def _before_comma(doc: Doc, start: int, kind: Mention) -> Iterator[Mention]:
    if start < 2 or doc[start - 1].text != "," or not doc[start - 2].text[0].isupper():
        return
    name = _name(doc[start - 2])
    preposed = name[0] > 0 and doc[name[0] - 1].pos_ == "ADP" and doc[name[0] - 1].lower_ != "at"
    if _may_name(doc[start - 2]) and not preposed:
        yield _called(doc, kind, name, APPOSED)


def _may_name(token: Token, of_many: bool = False) -> bool:
    """Whether a word can be a plant's name; in a list of plants also what looks like a person."""
    start, end = _name(token)
    if token.pos_ != "PROPN" and not (token.text[0].isupper() and end - start > 1):
        return False
    known = token.ent_type_ not in _NOT_A_PLANT or (of_many and token.ent_type_ == "PERSON")
    return known and region(token.doc[start:end].text) is None


def _name(token: Token) -> Range:
    """The capitalised run around a token."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > token.sent.start:
        before = doc[start - 1]
        if before.text[0].isupper() and before.dep_ in ("compound", "nmod", "amod", "nummod"):
            start -= 1
        elif before.text == "&" and start > 1 and doc[start - 2].text[0].isupper():
            start -= 2
        else:
            break
    while end + 1 < len(doc) and doc[end].text == "&" and doc[end + 1].text[0].isupper():
        end += 2
    return start, end


def _called(doc: Doc, kind: Mention, name: Range, why: str) -> Mention:
    words = frozenset(t.lower_ for t in doc[name[0] : name[1]] if t.is_alpha)
    return replace(
        kind, start=name[0], end=name[1], head_at=name[1] - 1, name=doc[name[0] : name[1]].text, proper=words,
        plain=frozenset(), number=None, determiner=None, place=None, plural=False, why=why,
    )  # fmt: skip
