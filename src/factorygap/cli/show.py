"""``factorygap show``: one article out of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factorygap.cli import options

EXAMPLES = """\
[bold]Examples[/bold]

factorygap show mills.sqlite 3

factorygap show mills.jsonl scraped/2026-03-01.html --evidence
"""


def command(
    source: Annotated[Path, typer.Argument(help="A store.", metavar="STORE")],
    id: Annotated[
        str, typer.Argument(help="Which article: its place in the store (1 is the first), its source, or its sha256.")
    ],
    evidence: Annotated[bool, typer.Option("--evidence", "-e", help="Show the sentence behind each row.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The record as JSON.")] = False,
    blank_informants: options.BlankInformants = False,
) -> None:
    """Show one article: its text with the records in colour, then the records."""
    from factorygap import store
    from factorygap.printing import json_safe
    from factorygap.privacy import blanked

    [record] = blanked([store.find(source, id)], blank_informants)
    if json:
        print(json_safe(record.to_json(indent=2)))
        return
    from factorygap.cli.console import show_article, show_record

    show_article(record)
    show_record(record, evidence=evidence)
