"""``factorygap timeline``: what was said of each facility, in the order of the time it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factorygap.cli import options, rows, selecting

if TYPE_CHECKING:
    from factorygap.corpus import LinkedFacility, Statement, Timeline

EXAMPLES = """\
[bold]Examples[/bold]

factorygap timeline mills.sqlite --facility Kimhyongjik

factorygap timeline mills.sqlite --place Sinuiju --topic output --format csv

A time in brackets is the day of publication: the article names no other.
"""

COLUMNS = ("time", "side", "who", "topic", "words", "which_is", "outlet", "article")


def command(
    source: Annotated[Path, typer.Argument(help="A store.", metavar="STORE")],
    facility: selecting.Facility = None,
    place: selecting.Place = None,
    product: selecting.Product = None,
    programme: selecting.Programme = None,
    since: selecting.Since = None,
    until: selecting.Until = None,
    topic: selecting.Topics = None,
    format: options.RowsFormat = None,
    blank_informants: options.BlankInformants = False,
) -> None:
    """Show each facility's levels and claims over time, and where it stands by either side."""
    from factorygap.corpus import Corpus

    form = rows.form(format, rows.FORMATS)
    chosen = selecting.selection(
        facility=facility, place=place, product=product, programme=programme, since=since, until=until, topics=topic
    )
    corpus = Corpus.open(source, blank=blank_informants)
    found = [(corpus.links.facilities[line.facility], line) for line in corpus.timelines(chosen)]
    if form == "json":
        rows.print_json([_data(known, line) for known, line in found])
    elif form == "csv":
        events = ([known.id, known.name, *_row(event)] for known, line in found for event in line.events)
        rows.print_csv(("id", "facility", *COLUMNS), events)
    else:
        if not found:
            rows.print_table(COLUMNS, [])
        for known, line in found:
            rows.print_table(
                [column.replace("_", " ") for column in COLUMNS], map(_row, line.events), title=_title(known, line)
            )


def _data(facility: LinkedFacility, line: Timeline) -> dict[str, Any]:
    return {
        "id": facility.id,
        "name": facility.name,
        "now": {side: asdict(event) for side, event in line.now.items()},
        "events": [asdict(event) for event in line.events],
    }


def _title(facility: LinkedFacility, line: Timeline) -> str:
    return f"{facility.name} ({facility.id}). " + "; ".join(_now(line))


def _now(line: Timeline) -> Iterator[str]:
    for side, event in line.now.items():
        yield f"{side}: {event.status or ''} {event.value} {event.time}".replace("_", " ")


def _row(event: Statement) -> list[Any]:
    level = " ".join(part for part in (event.value, (event.status or "").replace("_", " ")) if part)
    sign = {1: "+ ", -1: "− ", 0: "· "}[event.sign]
    return [event.time, event.side, event.said_by, event.topic, sign + event.text, level, event.outlet, event.source]
