"""Finds the cues of the word list ``cues`` and reads who says what off the syntax, whoever the source is."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span

from factorygap import lexicon
from factorygap.phrases import Phrases
from factorygap.pipes.attribution import Attribution
from factorygap.pipes.cue_nouns import attitude, by_position, hearsay, named_after, noun, relay
from factorygap.pipes.cue_verbs import (
    OPEN_ENDED,
    clause_of,
    denies_others,
    did_planned,
    goes_on_doing,
    has_amount,
    is_adjective,
    is_parenthetical,
    is_unsaid,
    puts_at,
    that_clause,
    verbal,
)
from factorygap.pipes.subjects import between_commas, speaker_of


class Attributions:
    """Finds cues and what hangs on them."""

    def __init__(self, folder: str | None = None) -> None:
        entries = lexicon.load("cues", folder)
        self._phrases: Phrases[tuple[str, str]] = Phrases(
            [(phrase, (entry["takes"], entry.id)) for entry in entries for phrase in entry.phrases]
        )

    def find(self, doc: Doc) -> list[Attribution]:
        found: dict[int, Attribution] = {}
        for span, (takes, why) in self._phrases.find(doc):
            made = _read(span, takes, why)
            if made is not None and (span.start not in found or _RANK[takes] < _RANK[found[span.start].takes]):
                found[span.start] = made
        return _without_overlap([found[start] for start in sorted(found)])


_RANK = {
    takes: rank
    for rank, takes in enumerate(
        "source relay hearsay noun speech label clause put view outlook show sight attitude aim".split()
    )
}
"""Of two readings of one word, the one that takes more of the sentence goes first."""


def _without_overlap(attributions: list[Attribution]) -> list[Attribution]:
    """A preposed content never runs over an earlier cue of the same sentence that looks back, too."""
    kept: list[Attribution] = []
    sentence, first = -1, 0
    for this in attributions:
        start, end = this.content
        if this.cue.sent.start != sentence:
            sentence, first = this.cue.sent.start, len(kept)
        for other in kept[first:]:
            looks_back = other.content[0] < other.start
            if start <= other.start < this.start and looks_back:
                start = max(start, other.end)
        kept.append(this if start == this.content[0] else replace(this, content=(start, max(start, end))))
    return kept


def _read(span: Span, takes: str, why: str) -> Attribution | None:
    if takes == "source":
        return named_after(span, why)
    if takes == "noun":
        return noun(span, why)
    if takes == "hearsay":
        return hearsay(span, why)
    verb = span.root
    if takes == "attitude":
        return attitude(span, why)
    if takes in OPEN_ENDED and (verb.pos_ == "NOUN" or verb.dep_ in ("npadvmod", "compound")):
        return by_position(span, takes, why)
    if verb.pos_ not in ("VERB", "AUX") or is_adjective(verb) or is_unsaid(verb, takes):
        return None
    if takes == "relay":
        return relay(span, verb, why)
    head, relayer = speaker_of(verb)
    head = between_commas(verb, head)
    if head is None:
        return by_position(span, takes, why) if takes in OPEN_ENDED else None
    if head.lower_ in ("i", "we"):
        return None
    if takes in ("view", "outlook") and not (
        clause_of(verb) or is_parenthetical(verb, span) or (takes == "outlook" and has_amount(verb))
    ):
        return None
    if takes == "put" and not puts_at(verb):
        return None
    if takes == "clause" and (goes_on_doing(verb) or not (that_clause(verb) or is_parenthetical(verb, span))):
        return None
    if why == "deny" and denies_others(verb):
        return None
    if takes == "sight" and verb.tag_ not in ("VBD", "VBP", "VBZ"):
        return None
    if takes in ("label", "put", "aim", "sight") and not any(
        child.i > verb.i and child.dep_ != "punct" for child in verb.children
    ):
        return None
    if takes == "aim" and did_planned(verb):
        return None
    return verbal(span, verb, takes, why, head, relayer)
