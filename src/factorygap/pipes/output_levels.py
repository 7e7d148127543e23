"""``factorygap_output_levels``: how much each facility runs, in numbers or in words.

Numbers are read by ``levels_numeric``, words by ``levels_status``. Here overlaps are settled and each level gets its
modality, time, facility, product and speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels, layers
from factorygap.pipes import focus, levels_numeric, levels_status, modality, store, times, voices
from factorygap.pipes.levels import Candidate

_TURNING_POINTS = ("halted", "started", "resumed", "not_started")


@Language.factory(
    "factorygap_output_levels",
    default_config={"lexicon": None},
    requires=["token.tag", "token.dep", "token.lemma", "doc.sents"],
    assigns=[f"doc._.{labels.OUTPUT_LEVELS}", "doc.spans"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> Callable[[Doc], Doc]:
    return OutputLevels(lexicon)


class OutputLevels:
    """Stores ``doc._.output_levels``: a list of layers.OutputLevel in order of mention."""

    def __init__(self, lexicon: str | None = None) -> None:
        self._numeric = levels_numeric.Finder(lexicon)
        self._status = levels_status.Finder(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        candidates = settle([*self._numeric.find(doc), *self._status.find(doc)])
        levels = [_level(doc, candidate) for candidate in candidates]
        return store(doc, labels.OUTPUT_LEVELS, _numbered(_distinct(doc, levels)))


def settle(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One candidate a stretch: numbers before words, then the longer one; a status that yields lends its word."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.kind == "status", c.nested, c.start - c.end, c.start)):
        rivals = [i for i, other in enumerate(kept) if candidate.start < other.end and other.start < candidate.end]
        if not rivals or (candidate.nested and all(kept[i].kind != candidate.kind for i in rivals)):
            kept.append(candidate)
        elif candidate.kind == "status":
            for i in rivals:
                if kept[i].status is None and kept[i].modality != "capacity":
                    kept[i] = replace(kept[i], status=candidate.status)
    return sorted(kept, key=lambda c: (c.start, c.end))


def _level(doc: Doc, candidate: Candidate) -> layers.OutputLevel:
    start, end = candidate.start, candidate.end
    settled = None if candidate.facility and candidate.also else focus.facility_of(doc, start, end)
    facility = candidate.facility or settled
    return {
        "id": "",
        "start": start,
        "end": end,
        "kind": candidate.kind,
        "facility": facility,
        "product": focus.product_of(doc, start, end),
        "also": [other for other in candidate.also or focus.also_of(doc, start, end, settled) if other != facility],
        "quantity": candidate.quantity,
        "fraction": candidate.fraction,
        "change": candidate.change,
        "bound": candidate.bound,
        "status": candidate.status,
        "modality": candidate.modality or _modality(doc, candidate),
        "when": times.when_of(doc, start, end),
        "speaker": voices.speaker_at(doc, start, end),
        "why": candidate.why,
    }


def _modality(doc: Doc, candidate: Candidate) -> labels.Modality:
    """A plant that is able to stop or start plans to: only levels of work are what it could do."""
    found = modality.modality_of(doc, candidate.start, candidate.end)
    return "planned" if found == "capacity" and candidate.status in _TURNING_POINTS else found


def _distinct(doc: Doc, levels: list[layers.OutputLevel]) -> list[layers.OutputLevel]:
    """Without repetitions: the same words of the same facility by the same side are one level (first mention kept)."""
    seen = set()
    kept = []
    for level in levels:
        words = tuple(token.lower_ for token in doc[level["start"] : level["end"]])
        key = (words, level["facility"], level["speaker"]["side"], level["modality"])
        if key not in seen:
            seen.add(key)
            kept.append(level)
    return kept


def _numbered(levels: list[layers.OutputLevel]) -> list[layers.OutputLevel]:
    for number, level in enumerate(levels, 1):
        level["id"] = f"o{number}"
    return levels
