"""The page of one article: the gap side by side, the text with its records, and the records as tables."""

from __future__ import annotations

from typing import Any

from factorygap.records import Claim, Gap, OutputLevel, Record
from factorygap.report.highlight import blocks
from factorygap.report.page import render
from factorygap.wording import level_value, speaker

VERDICTS = ("contradicted", "admitted", "consistent", "official_only", "ground_only")
"""In the order in which a reader wants to see them."""
MET = VERDICTS[:3]
"""Verdicts for which both sides, or the official side against itself, have spoken."""
LAYERS = ("facility", "product", "level", "claim", "actor")


def article_page(record: Record) -> str:
    """One self-contained HTML page of a record."""
    gaps = sorted(record.gaps, key=lambda gap: VERDICTS.index(gap.verdict))
    return render(
        "article.html",
        ("article.js",),
        title=record.article.title or record.article.source,
        record=record,
        layers=LAYERS,
        blocks=blocks(record),
        met=[_card(gap, record) for gap in gaps if gap.verdict in MET],
        one_sided=[_card(gap, record) for gap in gaps if gap.verdict not in MET],
        facility_names={facility.id: facility.name for facility in record.facilities},
        level_value=level_value,
        speaker=speaker,
    )


def _card(gap: Gap, record: Record) -> dict[str, Any]:
    stated: dict[str, OutputLevel | Claim] = {level.id: level for level in record.output_levels}
    stated |= {claim.id: claim for claim in record.claims}
    names = {facility.id: facility.name for facility in record.facilities}
    return {
        "topic": gap.topic,
        "facility": names.get(gap.facility or ""),
        "verdict": gap.verdict,
        "official": [stated[i] for i in gap.official if i in stated],
        "ground": [stated[i] for i in gap.ground if i in stated],
    }
