"""The plant that a speaker belongs to, for what "we" make: "We cast 300 tons," said the manager of the Kotka mill."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from factorygap.pipes import discourse
from factorygap.pipes.clauses import subjects
from factorygap.pipes.level_topics import Topics
from factorygap.pipes.voices import speaker_at

_BACK = 3
"""Sentences to look back for where the speaker was introduced."""


def of_speaker(pronoun: Token, span: Span, topics: Topics) -> str | None:
    """The whole plant named with whoever says the span, near it; None where the text ties the speaker to none."""
    speakers = (speaker for above in pronoun.ancestors if above.dep_ == "ccomp" for speaker in subjects(above.head))
    found = next((f for speaker in (*speakers, *_named(span)) if (f := _named_with(speaker, topics))), None)
    return found and discourse.whole(span.doc, found)


def _named(span: Span) -> Iterator[Token]:
    """Where the speaker of a span is named near it."""
    name = speaker_at(span.doc, span.start, span.end)["name"]
    last = name.split()[-1] if name else None
    yield from (token for sentence in _around(span) for token in sentence if token.text == last)


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
