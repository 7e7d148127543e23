"""The plant that a speaker belongs to, for what "we" make: "We cast 300 tons," said the manager of the Kotka mill."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from factorygap.pipes import discourse
from factorygap.pipes.level_topics import Topics
from factorygap.pipes.voices import speaker_at

_BACK = 3
"""Sentences to look back for where the speaker was introduced."""


def of_speaker(span: Span, topics: Topics) -> str | None:
    """The whole plant named with whoever says the span, near it; None where the text ties the speaker to none."""
    name = speaker_at(span.doc, span.start, span.end)["name"]
    words = name.split() if name else []
    if not words:
        return None
    for sentence in _around(span):
        for token in sentence:
            if token.text == words[-1] and (found := _named_with(token, topics)):
                return discourse.whole(span.doc, found)
    return None


def _around(span: Span) -> Iterator[Span]:
    """The sentence of the span, the next one, then those before."""
    doc = span.doc
    sentence = span.sent
    yield sentence
    if sentence.end < len(doc):
        yield doc[sentence.end].sent
    for _ in range(_BACK):
        if sentence.start == 0:
            return
        sentence = doc[sentence.start - 1].sent
        yield sentence


def _named_with(speaker: Token, topics: Topics) -> str | None:
    """The facility in the noun phrase of a speaker: "Kim, manager of the mill", "the mill's manager, Kim"."""
    head = speaker.head if speaker.dep_ in ("appos", "compound", "nmod", "pobj") else speaker
    within = sorted(head.subtree, key=lambda token: (abs(token.i - speaker.i), token.i))
    clause = {t.i for t in within if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "compound")}
    if clause:
        return None
    return next((topics.mentions[token.i] for token in within if token.i in topics.mentions), None)
