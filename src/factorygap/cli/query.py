"""``factorygap query``: SQL over a store, reading only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factorygap.cli import options, rows

EXAMPLES = """\
[bold]Examples[/bold]

factorygap query mills.sqlite "SELECT plant_name, status, status_detail, date FROM latest_level_by_facility"

factorygap query mills.sqlite "SELECT plant_name, official, ground FROM gap WHERE verdict = 'contradicted'"

factorygap query mills.sqlite "SELECT text FROM sentences_fts WHERE sentences_fts MATCH 'coal NEAR shortage'"

Tables: articles, facilities, products, output_levels, claims, actors, actions, gaps, mentions, sentences.
Views: plants, latest_level_by_facility, gap.
"""

FORMATS = ("table", "csv", "json")


def command(
    source: Annotated[Path, typer.Argument(help="A store; one that is no SQLite is read into one.", metavar="STORE")],
    sql: Annotated[str, typer.Argument(help="A SELECT statement.", metavar="SQL")],
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="table, csv or json. Default: table on a terminal, else CSV.", show_default=False
        ),
    ] = None,
    blank_informants: options.BlankInformants = False,
) -> None:
    """Ask a store in SQL; nothing can be changed by it."""
    from factorygap.privacy import blanked
    from factorygap.store import asking

    form = rows.form(format, FORMATS)
    with asking.answers(source, sql, blanked if blank_informants else None) as (columns, found):
        if form == "json":
            rows.print_json([dict(zip(columns, row, strict=True)) for row in found])
        else:
            (rows.print_table if form == "table" else rows.print_csv)(columns, found)
