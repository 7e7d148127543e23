"""``factorygap export``: a store as another one."""

from __future__ import annotations

from typing import Annotated

import typer

from factorygap.cli import options

EXAMPLES = """\
[bold]Examples[/bold]

factorygap export mills.sqlite --to mills.parquet

factorygap export mills.sqlite --to tables/

factorygap export mills.jsonl --to plants.csv --table facilities

factorygap export november.jsonl --to all.sqlite --add

factorygap export mills.sqlite --to s3://bucket/mills.parquet
"""


def command(
    source: Annotated[
        str,
        typer.Argument(
            help="A store: .sqlite, .jsonl, .json, .parquet, or a folder of tables; a path or an address.",
            metavar="STORE",
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to", help="The other store, its format by its suffix; folder/ for all CSV tables. Whole or not at all."
        ),
    ],
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="Format of the other store.", show_default=False)
    ] = None,
    table: Annotated[
        str | None, typer.Option(help="The table of a single CSV file (output_levels).", show_default=False)
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Add to a SQLite store; newer content of the same source takes its place.")
    ] = False,
    blank_informants: options.BlankInformants = False,
) -> None:
    """Turn any store into any other."""
    from factorygap import store
    from factorygap.privacy import blanked

    store.write(blanked(store.read(source), blank_informants), to, format, table=table, add=add)
