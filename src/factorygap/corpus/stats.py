"""What a corpus covers, and what is missing in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from factorygap.corpus.linking import Links
from factorygap.corpus.statements import Statement
from factorygap.records import Record


@dataclass(frozen=True)
class Stats:
    """Counts by what they count: ``counts["outlet"]["KCNA"]``; ``missing`` says how many lack what."""

    totals: dict[str, int]
    counts: dict[str, Counter[str]]
    missing: dict[str, int]


def stats(records: Sequence[Record], links: Links, found: Sequence[Statement], repeats: int) -> Stats:
    """Coverage of a corpus by outlet, side, province, product and month."""
    relevant = [record for record in records if record.article.relevant]
    articles = [record.article for record in relevant]
    sides: dict[str, set[str]] = {}
    for statement in found:
        if statement.facility and statement.topic == "output":
            sides.setdefault(statement.facility, set()).add(statement.side)
    facilities = links.facilities.values()
    return Stats(
        totals={
            "articles": len(records),
            "relevant articles": len(relevant),
            "copies left out": repeats,
            "facilities": len(links.facilities),
            "statements": len(found),
        },
        counts={
            "outlet": Counter(article.outlet or "(none named)" for article in articles),
            "side": Counter(statement.side for statement in found),
            "province": Counter(_province(facility.place) for facility in facilities),
            "product": Counter(product.name for record in relevant for product in record.products),
            "month": Counter((article.published or "(no date)")[:7] for article in articles),
        },
        missing={
            "articles without a date": sum(article.published is None for article in articles),
            "articles without an outlet": sum(article.outlet is None for article in articles),
            "facilities without coordinates": sum((f.place or {}).get("lat") is None for f in facilities),
            "facilities with no output level": sum(f.id not in sides for f in facilities),
            "facilities with the official side only": sum(sides.get(f.id) == {"official"} for f in facilities),
            "facilities without the official side": sum(
                "official" not in sides.get(f.id, {"official"}) for f in facilities
            ),
            "merges to review": len(links.doubts),
        },
    )


def _province(place: dict[str, object] | None) -> str:
    if place is None:
        return "(no place)"
    return ", ".join(str(x) for x in (place["admin1"], place["country"]) if x) or "(place not known)"
