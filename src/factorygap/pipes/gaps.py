"""``factorygap_gaps``: what the official side says beside what is said on the ground, one gap a topic and facility.

Needs facilities, output levels and claims; writes ``doc._.gaps`` (layers.Gap). Facilities that are parts of one another
stand together. What officials say of factories in general is set against reports on any of the article's plants.
Numbers are compared only in the same kind and unit, and never averaged. The rules are those of the record contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from factorygap import labels
from factorygap.labels import GapTopic, Side, Verdict, words
from factorygap.layers import Claim, Facility, Gap, OutputLevel
from factorygap.pipes import layer, store
from factorygap.quantity.units import DAYS_IN

SIGN_OF_STATUS = {
    "normal": 1, "increased": 1, "started": 1, "resumed": 1,
    "halted": -1, "near_halt": -1, "reduced": -1, "not_started": -1,
}  # fmt: skip
SIGN_OF_POLARITY = {"positive": 1, "negative": -1, "neutral": 0}
FAR_BELOW = 0.75
"""A figure from the ground this far below the official one, as a share of it, contradicts it."""


Figure = tuple[tuple[Any, ...], float]
"""What is measured (kind, product, unit) and its value; figures of unlike things are never compared."""


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
        found += _gaps_of(topic, said)  # type: ignore[arg-type]
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
    contradicted = topic != "output" and any(gap["verdict"] == "contradicted" for gap in found)
    return [gap for gap in found if not (_is_repeated(gap, found) or (contradicted and gap["verdict"] == "admitted"))]


def _gap(topic: GapTopic, official: Sequence[Statement], ground: Sequence[Statement]) -> Gap | None:
    verdict = _verdict(topic, official, ground)
    if verdict in ("contradicted", "consistent", "admitted"):
        official = [s for s in official if s.sign or s.figure]
        ground = [s for s in ground if s.sign or s.figure]
    if not (official or ground):
        return None
    named = {s.facility for s in (official or ground)}
    return {
        "topic": topic,
        "facility": named.pop() if len(named) == 1 else (official or ground)[0].group,
        "official": [s.id for s in official],
        "ground": [s.id for s in ground] if verdict != "official_only" else [],
        "verdict": verdict,
    }


def _verdict(topic: GapTopic, official: Sequence[Statement], ground: Sequence[Statement]) -> Verdict:
    if not official:
        return "ground_only"
    good, bad = any(s.sign > 0 for s in official), any(s.sign < 0 for s in official)
    witnessed = [s for s in ground if s.side == "ground"]
    if (good and any(s.sign < 0 for s in ground)) or _figures_differ(official, witnessed):
        return "contradicted"
    if bad and not good and topic != "management" and any(s.sign < 0 for s in witnessed):
        return "admitted"
    if good and any(s.sign > 0 and s.facility is not None for s in witnessed):
        return "consistent"
    return "official_only"


def _figures_differ(official: Iterable[Statement], ground: Sequence[Statement]) -> bool:
    return any(
        o.figure and g.figure and o.figure[0] == g.figure[0] and g.figure[1] < FAR_BELOW * o.figure[1]
        for o in official
        for g in ground
    )


def _is_repeated(gap: Gap, found: Sequence[Gap]) -> bool:
    """Whether a ground-only gap holds nothing that is not set against an official claim elsewhere."""
    if gap["verdict"] != "ground_only":
        return False
    elsewhere = {name for other in found if other is not gap for name in other["ground"]}
    return set(gap["ground"]) <= elsewhere


def _of_level(level: OutputLevel, roots: dict[str, str]) -> Statement:
    actual = level["modality"] == "actual"
    return Statement(
        id=level["id"],
        topic="output",
        facility=level["facility"],
        group=roots.get(level["facility"] or ""),
        side=level["speaker"]["side"],
        sign=SIGN_OF_STATUS.get(level["status"] or "", 0) if actual else 0,
        figure=_figure(level) if actual else None,
    )


def _figure(level: OutputLevel) -> Figure | None:
    """What is measured and in which unit, and how much of it; a rate is per day."""
    kind, quantity = level["kind"], level["quantity"] or {}
    if level["fraction"] is not None and kind in ("duty_cycle", "utilisation", "operating_rate", "plan_fulfilment"):
        return (kind,), level["fraction"]
    value, unit, per = quantity.get("value"), quantity.get("unit"), quantity.get("per")
    if value is None:
        return None
    if kind == "rate" and per in DAYS_IN:
        return (kind, level["product"], unit), value / DAYS_IN[per]
    return ((kind, level["product"], unit, per), value) if kind in ("rate", "volume") else None


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
