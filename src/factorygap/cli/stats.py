"""``factorygap stats``: what a store covers, and what is missing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from factorygap.cli import options, rows

EXAMPLES = """\
[bold]Examples[/bold]

factorygap stats mills.sqlite

factorygap stats mills.sqlite --format json | jq .missing
"""

COLUMNS = ("what", "which", "count")


def command(
    source: Annotated[Path, typer.Argument(help="A store.", metavar="STORE")],
    top: Annotated[int, typer.Option(help="Rows of each table on a terminal, of months the last.", min=1)] = 10,
    format: options.RowsFormat = None,
) -> None:
    """Count articles, facilities and statements by outlet, side, topic, province, product and month."""
    from factorygap.corpus import Corpus

    form = rows.form(format, rows.FORMATS)
    corpus = Corpus.open(source)
    found = corpus.stats()
    tables = {"total": found.totals, **found.counts, "missing": found.missing}
    if form == "json":
        copies = [{"articles": group.sources, "upstream": group.upstream} for group in corpus.copies]
        rows.print_json(asdict(found) | {"copies": copies})
    elif form == "csv":
        rows.print_csv(COLUMNS, ([what, which, n] for what, counts in tables.items() for which, n in counts.items()))
    else:
        for what, counts in tables.items():
            lines = list(counts.items())
            if not lines:
                continue
            shown = lines if what in ("total", "missing") else lines[-top:] if what == "month" else lines[:top]
            rest = [(f"and {len(counts) - len(shown)} more", "")] if len(shown) < len(counts) else []
            rows.print_table((what, ""), [*rest, *shown] if what == "month" else [*shown, *rest])
