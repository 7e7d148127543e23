"""``factorygap_gaps``: what the official side says beside what is said on the ground, one gap a topic and facility.

Needs facilities, output levels and claims; writes ``doc._.gaps`` (layers.Gap). Facilities that are parts of one another
stand together. What officials say of factories in general is set against reports on any of the article's plants.
The verdict itself is that of ``verdicts``, which a corpus of many articles is judged by, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels
from factorygap.labels import GapTopic, Side, words
from factorygap.layers import Claim, Facility, Gap, OutputLevel
from factorygap.pipes import layer, store
from factorygap.verdicts import SIGN_OF_POLARITY, Figure, figure_of_level, sign_of_level, verdict


@dataclass(frozen=True)
class Statement:
    """A level or a claim: ``sign`` is 1 for good news, -1 for bad, 0 for neither."""

    id: str
    topic: GapTopic
    facility: str | None
    group: str | None
    side: Side
    sign: int
    figure: Figure | None = None


def gaps(doc: Doc) -> Doc:
    """Write ``doc._.gaps``; a Doc that only one side speaks in has gaps of that side alone."""
    roots = _roots(layer(doc, labels.FACILITIES))
    statements = [
        *(_of_level(level, roots) for level in layer(doc, labels.OUTPUT_LEVELS)),
        *(_of_claim(claim, roots) for claim in layer(doc, labels.CLAIMS)),
    ]
    found: list[Gap] = []
    for topic in words(GapTopic):
        said = [statement for statement in statements if statement.topic == topic]
        found += _gaps_of(topic, said)
    return store(doc, labels.GAPS, found)


def _gaps_of(topic: GapTopic, said: Sequence[Statement]) -> list[Gap]:
    found = []
    for group in dict.fromkeys(s.group for s in said):
        official = [s for s in said if s.side == "official" and s.group == group]
        ground = [s for s in said if s.side != "official" and s.group == group]
        if official and group is None:
            ground += [s for s in said if s.side == "ground" and s.group is not None]
        elif official and not ground:
            ground = [s for s in said if s.side != "official" and s.group is None]
        gap = _gap(topic, official, ground)
        if gap:
            found.append(gap)
    contradicted = any(gap["verdict"] == "contradicted" for gap in found)
    return [gap for gap in found if not (_is_repeated(gap, found) or (contradicted and gap["verdict"] == "admitted"))]


def _gap(topic: GapTopic, official: Sequence[Statement], ground: Sequence[Statement]) -> Gap | None:
    found = verdict(topic, official, ground)
    if found in ("contradicted", "consistent", "admitted"):
        official = [s for s in official if s.sign or s.figure]
        ground = [s for s in ground if s.sign or s.figure]
    if not (official or ground):
        return None
    named = {s.facility for s in (official or ground)}
    return {
        "topic": topic,
        "facility": named.pop() if len(named) == 1 else (official or ground)[0].group,
        "official": [s.id for s in official],
        "ground": [s.id for s in ground] if found != "official_only" else [],
        "verdict": found,
    }


def _is_repeated(gap: Gap, found: Sequence[Gap]) -> bool:
    """Whether a ground-only gap holds nothing that is not set against an official claim elsewhere."""
    if gap["verdict"] != "ground_only":
        return False
    elsewhere = {name for other in found if other is not gap for name in other["ground"]}
    return set(gap["ground"]) <= elsewhere


def _of_level(level: OutputLevel, roots: dict[str, str]) -> Statement:
    quantity = level["quantity"] or {}
    value, unit, per = (quantity.get(part) for part in ("value", "unit", "per"))
    figure = figure_of_level(level["kind"], level["fraction"], value, unit, per, level["product"])
    return Statement(
        id=level["id"],
        topic="output",
        facility=level["facility"],
        group=roots.get(level["facility"] or ""),
        side=level["speaker"]["side"],
        sign=sign_of_level(level["status"], level["modality"]),
        figure=figure if level["modality"] == "actual" else None,
    )


def _of_claim(claim: Claim, roots: dict[str, str]) -> Statement:
    return Statement(
        id=claim["id"],
        topic=claim["topic"],
        facility=claim["facility"],
        group=roots.get(claim["facility"] or ""),
        side=claim["speaker"]["side"],
        sign=SIGN_OF_POLARITY[claim["polarity"]],
    )


def _roots(facilities: Iterable[Facility]) -> dict[str, str]:
    """The outermost whole that each facility is part of."""
    whole = {facility["id"]: facility["part_of"] for facility in facilities}
    roots = {}
    for name in whole:
        seen = {name}
        root = name
        while (above := whole.get(root)) is not None and above not in seen:
            seen.add(above)
            root = above
        roots[name] = root
    return roots


@Language.factory(
    "factorygap_gaps",
    default_config={"lexicon": None},
    requires=["doc._.facilities", "doc._.output_levels", "doc._.claims"],
    assigns=["doc._.gaps"],
)
def create(nlp: Language, name: str, lexicon: str | None) -> Any:
    return gaps
