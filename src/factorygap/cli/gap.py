"""``factorygap gap``: official claims against reports from the spot, over many articles."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factorygap.cli import options, rows, selecting

if TYPE_CHECKING:
    from factorygap.corpus import CorpusGap, Links, Statement

EXAMPLES = """\
[bold]Examples[/bold]

factorygap gap mills.sqlite --verdict contradicted

factorygap gap mills.sqlite --place Ryanggang --topic output --since 2024

factorygap gap mills.sqlite --programme '20×10' --format markdown > brief.md

A time in brackets is the day of publication: the article names no other.
"""

FORMATS = ("table", "json", "csv", "markdown")
COLUMNS = (
    "id", "facility", "place", "topic", "verdict", "official", "ground", "numbers", "official_sources", "ground_sources"
)  # fmt: skip
TABLE_COLUMNS = ("facility", "topic", "official side", "verdict", "on the spot")
SHOWN = 3
"""Quotes of either side in a row of the table; JSON, CSV and the brief give more."""


def command(
    source: Annotated[Path, typer.Argument(help="A store.", metavar="STORE")],
    facility: selecting.Facility = None,
    place: selecting.Place = None,
    product: selecting.Product = None,
    programme: selecting.Programme = None,
    outlet: selecting.Outlet = None,
    since: selecting.Since = None,
    until: selecting.Until = None,
    topic: selecting.Topics = None,
    verdict: selecting.Verdicts = None,
    period: Annotated[
        int, typer.Option(help="Days between two statements from which they speak of different times.", min=0)
    ] = 365,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, json, csv or markdown. Default: table on a terminal, else CSV.",
            show_default=False,
        ),
    ] = None,
    blank_informants: options.BlankInformants = False,
) -> None:
    """Set what officials say of each facility against what is reported on the spot. Copies of one story count once."""
    from factorygap.corpus import Corpus

    form = rows.form(format, FORMATS)
    chosen = selecting.selection(
        facility=facility, place=place, product=product, programme=programme, outlet=outlet,
        since=since, until=until, topics=topic, verdicts=verdict,
    )  # fmt: skip
    corpus = Corpus.open(source, blank=blank_informants)
    found = corpus.gaps(chosen, period=period)
    if form == "json":
        rows.print_json([_data(gap, corpus.links) for gap in found])
    elif form == "markdown":
        _print_brief(found, corpus.links)
    elif form == "csv":
        rows.print_csv(COLUMNS, (_row(gap, corpus.links) for gap in found))
    else:
        rows.print_table(TABLE_COLUMNS, (_table_row(gap, corpus.links) for gap in found))


def _data(gap: CorpusGap, links: Links) -> dict[str, Any]:
    name, place = _named(gap.facility, links)
    return {"name": name, "place": place} | asdict(gap)


def _row(gap: CorpusGap, links: Links) -> list[Any]:
    sides = [_quotes(side, None) for side in (gap.official, gap.ground)]
    numbers = [f"{official} / {ground}" for official, ground in gap.comparable]
    return [gap.facility, *_named(gap.facility, links), gap.topic, gap.verdict, *sides, numbers, *gap.sources]


def _table_row(gap: CorpusGap, links: Links) -> list[Any]:
    verdict = [gap.verdict.replace("_", " ")]
    verdict += [f"{official} / {ground}" for official, ground in gap.comparable]
    official, ground = (
        [*_quotes(side, SHOWN), *([f"({n} independent sources)"] if n > 1 else [])]
        for side, n in zip((gap.official, gap.ground), gap.sources, strict=True)
    )
    named = [part for part in (*_named(gap.facility, links), gap.facility) if part]
    return [named, gap.topic, official, verdict, ground]


def _named(id: str | None, links: Links) -> tuple[str, str]:
    if id is None:
        return "(in general)", ""
    facility = links.facilities[id]
    place = facility.place or {}
    return facility.name, ", ".join(dict.fromkeys(place[k] for k in ("name", "admin1", "country") if place.get(k)))


def _quotes(side: Sequence[Statement], shown: int | None) -> list[str]:
    ordered = sorted(side, key=lambda statement: statement.as_of, reverse=True)
    lines = [f"{s.text} [{', '.join(x for x in (s.said_by, s.time, s.source) if x)}]" for s in ordered[:shown]]
    return lines if shown is None or len(ordered) <= shown else [*lines, f"and {len(ordered) - shown} more"]


def _print_brief(found: Sequence[CorpusGap], links: Links) -> None:
    from factorygap.corpus.brief import brief
    from factorygap.printing import one_line

    for line in brief(found, links):
        sys.stdout.write(one_line(line) + "\n")
