"""The page of one article: the gap side by side, the text with its records, and the records as tables."""

from __future__ import annotations

from typing import Any

from factorygap.records import Claim, Gap, OutputLevel, Record
from factorygap.report.highlight import blocks
from factorygap.report.page import render
from factorygap.wording import level_value, speaker

LAYERS = ("facility", "product", "level", "claim", "actor")


def article_page(record: Record) -> str:
    """One self-contained HTML page of a record."""
    return render(
        "article.html",
        ("article.js",),
        title=record.article.title or record.article.source,
        record=record,
        layers=LAYERS,
        blocks=blocks(record),
        gaps=[_card(gap, record) for gap in record.gaps],
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
