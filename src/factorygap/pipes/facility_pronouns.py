"""Short references to facilities that need no noun: "it", "there", and a town's name for its plant."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from factorygap import layers

_SAYING = frozenset(
    ["say", "tell", "add", "claim", "report", "announce", "insist", "note", "warn", "expect", "plan", "think"]
)
_PLANT_VERBS = frozenset(
    """make produce run operate process restart resume shut close stop halt ship turn generate refine smelt idle reopen
    build assemble pump yield mothball""".split()
)
_SUBJECTS = ("nsubj", "nsubjpass")


def find(doc: Doc, at: dict[int, int]) -> Iterator[tuple[int, layers.Mention]]:
    """``(facility, mention)`` of each safe "it" and "there". ``at`` maps the tokens of mentions to facilities."""
    subject: tuple[int, int] | None = None  # (facility, sentence number) of the last subject, None where it was another
    spoken_of: tuple[int, int] | None = None  # (facility, sentence number) of the last mention
    for number, sentence in enumerate(doc.sents):
        for token in sentence:
            if token.i in at:
                spoken_of = (at[token.i], number)
            if token.dep_ in _SUBJECTS and token.lower_ in ("it", "which"):
                if token.lower_ == "it" and subject and number - subject[1] <= 1 and not _is_empty(token):
                    yield subject[0], {"start": token.i, "end": token.i + 1, "kind": "pronoun"}
            elif token.dep_ in _SUBJECTS and token.pos_ != "PRON":
                subject = (at[token.i], number) if token.i in at else None
            elif spoken_of is not None and number - spoken_of[1] <= 1 and _is_there(token):
                yield spoken_of[0], {"start": token.i, "end": token.i + 1, "kind": "pronoun"}


def _is_there(token: Token) -> bool:
    return token.lower_ == "there" and token.dep_ == "advmod" and token.head.pos_ in ("NOUN", "VERB")


def _is_empty(token: Token) -> bool:
    """Not a facility's "it": "it said", "it is hoped that", "it rained"."""
    verb = token.head
    clause = any(c.dep_ in ("ccomp", "csubj", "xcomp") and c.lower_ != "to" for c in verb.children)
    judged = verb.lemma_ == "be" and (clause or any(c.dep_ == "acomp" for c in verb.children))
    return verb.lemma_ in _SAYING or judged or token.dep_ == "expl"


def towns(doc: Doc, at: dict[int, int], places: dict[str, int]) -> Iterator[tuple[int, layers.Mention]]:
    """``(facility, mention)`` where a town's name alone does a plant's work: "Fawley makes jet fuel".

    ``places`` maps the names of towns with one facility to it.
    """
    for token in doc if places else ():
        if (
            token.pos_ != "PROPN"
            or token.i in at
            or token.dep_ not in _SUBJECTS
            or token.head.lemma_ not in _PLANT_VERBS
        ):
            continue
        start = token.i
        while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head == token:
            start -= 1
        facility = places.get(doc[start : token.i + 1].text)
        if facility is not None:
            yield facility, {"start": start, "end": token.i + 1, "kind": "name"}
