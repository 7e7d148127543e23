"""Words above a clause that say it is not so: ``denier``."""

from __future__ import annotations

from spacy.tokens import Token

from factorygap.pipes import clauses
from factorygap.pipes.modality_words import denies


def denier(token: Token) -> Token | None:
    """The word above a clause that says it is not so: "denied that", "it is wrong that", "dismissed reports of"."""
    head = token.head
    if token.dep_ in ("advcl", "conj"):
        return None
    for _ in range(3):
        if denies(head) or any(_is_denial(child) for child in head.children if child.dep_ == "acomp"):
            return head
        if (head.pos_ in ("VERB", "AUX") and head.lemma_ != "be") or head.head == head:
            break
        head = head.head
    return None


def _is_denial(adjective: Token) -> bool:
    if adjective.lower_ in ("true", "correct", "accurate"):
        return clauses.negation(adjective.head) is not None
    return denies(adjective)
