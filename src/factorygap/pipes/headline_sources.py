"""Sources in headlines: "Kiln idle for weeks: workers", "Minister: all units running"."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

from factorygap import labels, layers

LONGEST_SOURCE = 5
"""Tokens of the source in a headline."""
_MARKS = frozenset([":", "–", "—", "-", "--"])
Classify = Callable[[Token], layers.Speaker | None]


def headline_voice(doc: Doc, speaker_of: Classify) -> tuple[int, int, layers.Speaker] | None:
    """The stretch of the headline that its source says, and who that is; None where the headline names none."""
    context: layers.Context = doc._.get(labels.ARTICLE) or layers.Context()
    end = context.get("title_end", 0)
    while end and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    marks = [t.i for t in doc[:end] if t.text in _MARKS and doc[t.i - (t.i > 0)].whitespace_ + t.whitespace_]
    if not marks:
        return None
    first, last = marks[0], marks[-1]
    if 0 < end - last - 1 <= LONGEST_SOURCE:
        speaker = _named(doc[last + 1 : end], speaker_of)
        if speaker is not None:
            return 0, last, speaker
    if doc[first].text == ":" and 0 < first <= LONGEST_SOURCE:
        speaker = _named(doc[:first], speaker_of)
        if speaker is not None:
            return first + 1, end, speaker
    return None


def _named(part: Span, speaker_of: Classify) -> layers.Speaker | None:
    says_more = len(part) > 1 and any(token.pos_ in ("VERB", "AUX") for token in part)
    speaker = None if says_more else speaker_of(part.root)
    return None if speaker is None else {**speaker, "name": part.text, "chain": [part.text]}
