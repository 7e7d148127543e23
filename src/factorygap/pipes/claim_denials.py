"""Denials: "the company called the figures fiction" is a claim on what the statement before it spoke of."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from factorygap import lexicon
from factorygap.layers import Claim
from factorygap.phrases import Phrases
from factorygap.pipes.focus import facility_of
from factorygap.pipes.voices import speaker_at

WINDOW = 60
"""How many tokens a denial may stand behind the end of what it denies."""


class Denials:
    """Finds denials. Built once from ``claims_denials``."""

    def __init__(self, folder: str | None) -> None:
        entries = lexicon.load("claims_denials", folder)
        self._words = Phrases([(phrase, entry.id) for entry in entries for phrase in entry.phrases])

    def find(self, doc: Doc, claims: Sequence[Claim]) -> list[Claim]:
        """Official denials of the nearest bad news that ``claims`` hold before them, as good news on its topic."""
        found: list[Claim] = []
        for span, name in self._words.find(doc):
            speaker = speaker_at(doc, span.start, span.end)
            denied = next((claim for claim in reversed(claims) if _is_denied(claim, span.start)), None)
            if denied is None or speaker["side"] != "official" or any(c["end"] > span.start for c in found):
                continue
            found.append(
                {
                    "id": "",
                    "start": span.start,
                    "end": span.end,
                    "topic": denied["topic"],
                    "polarity": "positive",
                    "facility": denied["facility"] or facility_of(doc, span.start, span.end),
                    "product": denied["product"],
                    "speaker": speaker,
                    "why": f"claims_denials:{name}",
                }
            )
        return found


def _is_denied(claim: Claim, at: int) -> bool:
    said_by_others = claim["speaker"]["side"] != "official"
    return claim["polarity"] == "negative" and said_by_others and 0 <= at - claim["end"] <= WINDOW
