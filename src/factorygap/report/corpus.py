"""The page of many articles: a map, the gaps with their quotes, and every facility with its levels over time.

The page holds its data as one JSON block and draws it in the browser, so that filters need no server. What would make
it larger than ``MAX_BYTES`` is left out step by step, and the page says what.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from factorygap.corpus import links_and_copies
from factorygap.corpus.gap import CorpusGap, gaps
from factorygap.corpus.links import LinkedFacility, Links
from factorygap.corpus.statements import Statement, statements
from factorygap.corpus.timeline import Timeline, timelines
from factorygap.records import Record
from factorygap.report.page import data_block, render

MAX_BYTES = 9_500_000
"""The data block's share of a page that stays under ten megabytes."""
_OUTLINE = Path(__file__).parent / "outline.json"
_MARGIN = 1.5
"""Degrees around the facilities that the map shows."""

Data = dict[str, Any]


def corpus_page(records: Sequence[Record], links: Links | None = None) -> str:
    """One self-contained HTML page of many records; ``links`` if they are known already."""
    found, groups = links_and_copies(records)
    links = links or found
    repeats = {copy: group.articles[0] for group in groups for copy in group.articles[1:]}
    said = list(statements(records, links, repeats))
    data, notes = fit(_data(records, links, said), MAX_BYTES)
    if repeats:
        notes.append(f"{sum(len(group.articles) - 1 for group in groups)} articles repeat others and are counted once")
    verdicts = [gap["verdict"] for gap in data["gaps"]]
    return render(
        "corpus.html",
        ("corpus.js",),
        title="What factories really run",
        totals={
            "articles": len(records),
            "about factories": sum(bool(record.article.relevant) for record in records),
            "facilities": len(links.facilities),
            "statements": len(said),
            "contradictions": verdicts.count("contradicted"),
        },
        notes=notes,
        data=data_block(data),
        credit=json.loads(_OUTLINE.read_text())["credit"],
    )


def _data(records: Sequence[Record], links: Links, said: Sequence[Statement]) -> Data:
    number = {id(statement): i for i, statement in enumerate(said)}
    lines = timelines(said)
    products = _products(records, links)
    articles = {record.article.id: i for i, record in enumerate(records)}
    facilities = [_facility(f, lines.get(f.id), number, products.get(f.id, [])) for f in links.facilities.values()]
    return {
        "articles": [
            [record.article.title, record.article.outlet, record.article.published, record.article.source]
            for record in records
        ],
        "statements": [_statement(statement, articles) for statement in said],
        "facilities": facilities,
        "gaps": [_gap(gap, number) for gap in gaps(said, links)],
        "outline": _outline([f["at"] for f in facilities if f["at"]]),
    }


def _statement(statement: Statement, articles: dict[str, int]) -> list[Any]:
    return [
        articles[statement.article],
        statement.side,
        statement.said_by,
        statement.topic,
        statement.text,
        statement.sentence,
        statement.sign,
        statement.status,
        statement.value,
        statement.date,
    ]


def _facility(f: LinkedFacility, line: Timeline | None, number: dict[int, int], products: list[str]) -> Data:
    place = f.place or {}
    now = {side: number[id(event)] for side, event in line.now.items()} if line else {}
    return {
        "id": f.id,
        "name": f.name,
        "names": [name for name in f.names if name != f.name],
        "type": f.type.replace("_", " "),
        "place": place.get("name"),
        "region": ", ".join(x for x in (place.get("admin1"), place.get("country")) if x),
        "at": [place["lon"], place["lat"]] if place.get("lat") is not None else None,
        "operator": f.operator,
        "programme": f.programme,
        "part_of": f.part_of,
        "products": products,
        "now": now,
        "events": [number[id(event)] for event in line.events] if line else [],
    }


def _products(records: Sequence[Record], links: Links) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for record in records:
        for product in record.products:
            facility = links.of(record.article.id, product.facility)
            if facility:
                found.setdefault(facility, {})[product.name] = None
    return {facility: sorted(names) for facility, names in found.items()}


def _gap(gap: CorpusGap, number: dict[int, int]) -> Data:
    return {
        "facility": gap.facility,
        "topic": gap.topic,
        "verdict": gap.verdict,
        "official": [number[id(statement)] for statement in gap.official],
        "ground": [number[id(statement)] for statement in gap.ground],
    }


def _outline(points: Sequence[Sequence[float]]) -> list[list[float]]:
    """The coasts and borders around the points, as flat lists of longitude and latitude."""
    if not points:
        return []
    west, east = min(p[0] for p in points) - _MARGIN, max(p[0] for p in points) + _MARGIN
    south, north = min(p[1] for p in points) - _MARGIN, max(p[1] for p in points) + _MARGIN
    lines: list[list[float]] = json.loads(_OUTLINE.read_text())["lines"]
    return [
        line
        for line in lines
        if max(line[::2]) >= west and min(line[::2]) <= east and max(line[1::2]) >= south and min(line[1::2]) <= north
    ]


def fit(data: Data, max_bytes: int) -> tuple[Data, list[str]]:
    """The data cut down to size, and notes for the reader on what was left out."""
    notes: list[str] = []
    for note, shorten in _CUTS:
        if len(data_block(data)) <= max_bytes:
            break
        data = shorten(data)
        notes.append(note)
    return data, notes


def _short_sentences(length: int) -> Callable[[Data], Data]:
    def shorten(data: Data) -> Data:
        rows = [[*s[:5], s[5] if len(s[5]) <= length else s[5][:length] + "…", *s[6:]] for s in data["statements"]]
        return data | {"statements": rows}

    return shorten


def _without_neutral(data: Data) -> Data:
    """Without the sentences of statements that speak neither well nor ill."""
    return data | {"statements": [[*s[:5], s[5] if s[6] else "", *s[6:]] for s in data["statements"]]}


def _in_gaps_only(data: Data) -> Data:
    used = {i for gap in data["gaps"] for i in (*gap["official"], *gap["ground"])}
    used |= {i for facility in data["facilities"] for i in facility["now"].values()}
    rows = [s if i in used else [*s[:5], "", *s[6:]] for i, s in enumerate(data["statements"])]
    return data | {"statements": rows}


_CUTS: tuple[tuple[str, Callable[[Data], Data]], ...] = (
    ("sentences are cut after 240 characters", _short_sentences(240)),
    ("sentences of neutral statements are left out", _without_neutral),
    ("sentences are cut after 120 characters", _short_sentences(120)),
    ("sentences are given for gaps and latest levels only", _in_gaps_only),
    ("sentences are left out", _short_sentences(0)),
)
