"""Options that several commands share, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factorygap.limits import MAX_BYTES, MAX_SECONDS

Model = Annotated[
    str | None,
    typer.Option("--model", help="An installed spaCy English pipeline, such as en_core_web_lg.", show_default=False),
]
Lexicon = Annotated[
    Path | None,
    typer.Option("--lexicon", help="A folder with word lists of your own to add.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
MaxBytes = Annotated[
    int | None,
    typer.Option(
        "--max-bytes", help=f"Refuse larger articles (default {MAX_BYTES // 1_000_000} MB).", min=1, show_default=False
    ),
]
MaxSeconds = Annotated[
    float | None,
    typer.Option(help=f"Longest time for one article (default {MAX_SECONDS:g}).", min=1, show_default=False),
]
RowsFormat = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", help="table, json or csv. Default: table on a terminal, else CSV.", show_default=False
    ),
]
BlankInformants = Annotated[
    bool, typer.Option("--blank-informants", help="Hide the workplace and town of sources who are not named.")
]
