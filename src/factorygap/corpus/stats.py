"""What a corpus covers, and what is missing in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from factorygap.corpus.links import Links
from factorygap.corpus.statements import Statement


@dataclass(frozen=True)
class Coverage:
    """Counts of articles; ``relevant`` ones are meant by all that follow."""

    articles: int
    relevant: int
    undated: int
    outlets: Counter[str]
    months: Counter[str]
    products: Counter[str]


@dataclass(frozen=True)
class Stats:
    """Counts by what they count: ``counts["outlet"]["KCNA"]``; ``missing`` says how many lack what."""

    totals: dict[str, int]
    counts: dict[str, dict[str, int]]
    missing: dict[str, int]


def stats(coverage: Coverage, links: Links, found: Iterable[Statement], repeats: int) -> Stats:
    """Coverage of a corpus by outlet, side, topic, province, product and month."""
    sides: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    heard: dict[str, set[str]] = {}
    outlets: dict[str, set[str]] = {}
    for statement in found:
        sides[statement.side] += 1
        topics[statement.topic] += 1
        if statement.facility:
            outlets.setdefault(statement.facility, set()).add(statement.outlet or statement.article)
        if statement.facility and statement.topic == "output":
            heard.setdefault(statement.facility, set()).add(statement.side)
    facilities = links.facilities.values()
    by_sides = [heard.get(facility.id, set()) for facility in facilities]
    return Stats(
        totals={
            "articles": coverage.articles,
            "relevant articles": coverage.relevant,
            "copies left out": repeats,
            "facilities": len(links.facilities),
            "statements": sides.total(),
        },
        counts={
            "outlet": _ranked(coverage.outlets),
            "side": _ranked(sides),
            "topic": _ranked(topics),
            "province": _ranked(Counter(_province(facility.place) for facility in facilities)),
            "product": _ranked(coverage.products),
            "month": dict(sorted(coverage.months.items())),
        },
        missing={
            "articles without a date": coverage.undated,
            "articles without an outlet": coverage.outlets["(none named)"],
            "facilities without a place": sum(facility.place is None for facility in facilities),
            "facilities without coordinates": sum((facility.place or {}).get("lat") is None for facility in facilities),
            "facilities that one outlet alone speaks of": sum(len(names) == 1 for names in outlets.values()),
            "months without an article": _missing_months([month for month in coverage.months if month[:1].isdigit()]),
            "facilities with no output level": by_sides.count(set()),
            "facilities with the official side only": by_sides.count({"official"}),
            "facilities without the official side": sum(bool(s) and "official" not in s for s in by_sides),
            "merges to review": len(links.doubts),
        },
    )


def _ranked(counts: Counter[str]) -> dict[str, int]:
    """The most frequent first."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _missing_months(months: Collection[str]) -> int:
    """Months between the first and the last that have no article; written "2024-05"."""
    numbers = {int(month[:4]) * 12 + int(month[5:7]) for month in months if len(month) == 7}
    return max(numbers) - min(numbers) + 1 - len(numbers) if numbers else 0


def _province(place: dict[str, Any] | None) -> str:
    if place is None:
        return "(no place)"
    return ", ".join(x for x in (place["admin1"], place["country"]) if x) or "(place not known)"
