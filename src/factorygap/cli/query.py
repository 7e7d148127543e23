"""``factorygap query``: SQL over a store, reading only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

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
) -> None:
    """Ask a store in SQL; nothing can be changed by it."""
    from factorygap.store import asking

    form = format or ("table" if sys.stdout.isatty() else "csv")
    if form not in FORMATS:
        raise typer.BadParameter(f"unknown format {form!r}; one of {', '.join(FORMATS)}", param_hint="--format")
    with asking.answers(source, sql) as (columns, rows):
        {"table": _print_table, "csv": _print_csv, "json": _print_json}[form](columns, rows)


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from factorygap.printing import one_line

    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(one_line(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else one_line(str(cell))) for cell in row))
    Console(highlight=False, emoji=False, markup=False).print(table)


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from factorygap.printing import visible
    from factorygap.store.csv_tables import line

    for row in (columns, *rows):
        sys.stdout.write(line(visible(cell) if isinstance(cell, str) else cell for cell in row))


def _print_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    import json

    from factorygap.printing import json_safe

    found = [dict(zip(columns, row, strict=True)) for row in rows]
    print(json_safe(json.dumps(found, ensure_ascii=False, indent=2, default=repr)))
