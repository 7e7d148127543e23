"""Companies that are one plant: "Nile Delta Textiles in Mahalla", "workers at Agbara Textiles"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from factorygap import lexicon
from factorygap.pipes.facility_mention import Mention, is_spot
from factorygap.pipes.noun_phrases import POSSESSIVE

_AT = frozenset(["at", "inside", "outside"])
_WORDS = lexicon.words("facility_words")
_BY_HAND_OR_MACHINE = _WORDS["by-hand"]
_RUNNING = _WORDS["running"]
_RATES = _WORDS["rate"]
_WORKS = _WORDS["works"]
_EQUIPMENT = _WORDS["equipment"]


def is_plant(doc: Doc, mention: Mention) -> bool:
    """Whether the text speaks of a company as of a works: it stands somewhere, has machines, does the work."""
    head = doc[mention.head_at]
    if not head.text[0].isupper() or not mention.proper:
        return False
    if mention.place is not None and is_spot(doc, mention.place):
        return True
    if _has_works(doc, mention.end):
        return False
    before = doc[mention.start - 1] if mention.start else None
    if before is not None and before.lower_ in _AT:
        return True
    after = doc[mention.end : mention.end + 2]
    if len(after) == 2 and after[0].text in POSSESSIVE:
        return any(t.lemma_ in _EQUIPMENT for t in doc[mention.end + 1 : mention.end + 4])
    return head.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj") and _works(_governor(head))


def _has_works(doc: Doc, end: int) -> bool:
    """ "Padma Knits, whose mill at Savar": the works has a name of its own."""
    behind = [t.lower_ for t in doc[end : end + 8]]
    return behind[:2] == [",", "whose"] and bool(_WORKS & set(behind))


def _governor(token: Token) -> Token:
    while token.dep_ in ("appos", "conj") and token.head is not token:
        token = token.head
    return token


def _works(subject: Token) -> bool:
    if subject.dep_ not in ("nsubj", "nsubjpass"):
        return any(_does_work(c) for c in subject.children if c.dep_ == "relcl")
    verb = subject.head
    relative = [c for c in subject.children if c.dep_ == "relcl"]
    return any(_does_work(v) for v in [verb, *verb.conjuncts, *relative, *(c for r in relative for c in r.conjuncts)])


def _does_work(verb: Token) -> bool:
    if verb.lemma_ in _BY_HAND_OR_MACHINE:
        return True
    below = list(verb.subtree)
    if verb.lemma_ in _RUNNING and any(t.lower_ in _RATES for t in below):
        return True
    return any(t.lower_ in ("its", "whose") and t.head.lemma_ in _EQUIPMENT for t in below)
