"""Rows as a table for people, as CSV, between tabs or as JSON. Every text goes through ``printing`` first."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import typer

FORMATS = ("table", "json", "csv")


def form(format: str | None, formats: Sequence[str]) -> str:
    """The format that was asked for; a table on a terminal, else CSV."""
    chosen = format or ("table" if sys.stdout.isatty() else "csv")
    if chosen not in formats:
        raise typer.BadParameter(f"unknown format {chosen!r}; one of {', '.join(formats)}", param_hint="--format")
    return chosen


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from factorygap.printing import one_line

    rows = list(rows)
    if not rows:
        print("nothing found", file=sys.stderr)
        return
    heading = Text(one_line(title), style="bold") if title else None
    table = Table(box=box.SIMPLE_HEAD, title=heading, title_justify="left")
    for column in columns:
        table.add_column(Text(one_line(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text("\n").join(Text(one_line(line)) for line in _lines(cell)) for cell in row))
    Console(highlight=False, emoji=False, markup=False).print(table)


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from factorygap.store.csv_tables import line

    for row in (columns, *rows):
        sys.stdout.write(line("\n".join(_lines(cell)) if isinstance(cell, list) else cell for cell in row))


def print_tabbed(rows: Iterable[Sequence[str]]) -> None:
    """Cells between tabs, without a heading."""
    from factorygap.printing import one_line
    from factorygap.store.csv_tables import safe

    for row in rows:
        sys.stdout.write("\t".join(safe(one_line(cell)) for cell in row) + "\n")


def print_json(data: object) -> None:
    import json

    from factorygap.printing import json_safe

    print(json_safe(json.dumps(data, ensure_ascii=False, indent=2, default=repr)))


def _lines(cell: Any) -> list[str]:
    """A list is shown a line an item."""
    if cell is None:
        return []
    return [str(item) for item in cell] if isinstance(cell, list) else [str(cell)]
