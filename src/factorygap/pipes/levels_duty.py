"""Duty cycles in fixed words, and whether a stretch of time is said of a plant's work at all."""

from __future__ import annotations

from typing import Any

from factorygap import lexicon
from factorygap.phrases import Phrases
from factorygap.pipes.levels import Candidate
from factorygap.pipes.measured import Measured

_REASONS = frozenset("because due owing amid as since".split())
_OURS = frozenset(["we", "it", "which", "that"])


class DutyWords:
    """Duty cycles in fixed words, from the word list ``levels_duty``: "round the clock", "every other day"."""

    def __init__(self, folder: str | None = None) -> None:
        entries = lexicon.load("levels_duty", folder)
        self._phrases = Phrases([(phrase, entry) for entry in entries for phrase in entry.phrases])

    def read(self, m: Measured) -> list[Candidate]:
        """Those that are said of a plant's work, and that no number covers."""
        covered = {i for k in m.taken for i in range(m.found[k].start, m.found[k].end)}
        out = []
        for span, entry in self._phrases.find(m.doc):
            if not covered.isdisjoint(range(span.start, span.end)) or not m.in_industry(span.start):
                continue
            if not of_work(m, span.start, span.end):
                continue
            covered.update(range(span.start, span.end))
            fraction: float | None = entry["fraction"]
            if fraction is not None and fraction < 1 and is_stopped(m, span.start):
                fraction = 1 - fraction
            out.append(
                Candidate(
                    span.start, span.end, "duty_cycle", f"duty:{entry.id}", fraction=fraction, status=entry["status"],
                    quantity=_said(entry),
                )
            )  # fmt: skip
        return out


def _said(entry: lexicon.Entry) -> dict[str, Any] | None:
    if not entry["value"]:
        return None
    return {"value": float(entry["value"]), "low": None, "high": None, "unit": entry["unit"], "per": None}


def of_work(m: Measured, start: int, end: int) -> bool:
    """A plant or its work is what goes on for so long; not power supply, training or wages."""
    sentence = m.doc[start].sent
    reach = min(sentence.end, end + 4)
    reach = next((t.i for t in m.doc[end:reach] if t.lower_ in _REASONS), reach)
    first = max(sentence.start, start - 8)
    first = next((i + 1 for i in range(start - 1, first - 1, -1) if m.words[i] == ";"), first)
    near = m.doc[first:reach]
    if any(m.has(t.i, "supplied") and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "ROOT") for t in near):
        return False
    if m.words[end : end + 1] == ["of"] and m.has(end + 1, "supplied"):
        return False
    if any(t.lemma_ == "receive" for t in m.doc[max(sentence.start, start - 5) : start]):
        return False
    if any(m.has(t.i, "other") and t.pos_ in ("NOUN", "PROPN") for t in m.doc[max(sentence.start, start - 10) : start]):
        return False
    if m.first(sentence.start, sentence.end, "run", "stop", "make", "output", "plant") is None and not m.facilities:
        return False
    subject = next((t for t in reversed(m.doc[sentence.start : start]) if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and m.has(subject.i, "elsewhere"):
        return False
    if subject is None or m.first(start - 6, start, "run", "stop", "make", "output") is not None:
        return (
            subject is None
            or not m.has(subject.i, "people")
            or m.first(sentence.start, start, "plant", "make") is not None
        )
    named = [subject, *(child for child in subject.children if child.dep_ in ("compound", "amod", "poss"))]
    return subject.lower_ in _OURS or any(m.has(t.i, "plant", "output") for t in named)


def is_stopped(m: Measured, start: int) -> bool:
    """ "closed two days a week", "idle three weeks a month"."""
    sentence = m.doc[start].sent
    reach = 10 if start and m.doc[start - 1].lower_ == "for" else 4
    for i in range(start - 1, max(sentence.start, start - reach) - 1, -1):
        if m.has(i, "run", "make"):
            return False
        if m.has(i, "stop") and m.words[i : i + 2] != ["down", "to"]:
            return True
    return False
