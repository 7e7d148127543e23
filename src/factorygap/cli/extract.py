"""``factorygap extract``: articles in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factorygap.cli import options

if TYPE_CHECKING:
    from factorygap.limits import Limits
    from factorygap.records import Record

EXAMPLES = """\
[bold]Examples[/bold]

factorygap extract article.txt

factorygap extract article.html --format json | jq '.output_levels[] | {text, fraction, side: .voice.side}'

curl -s https://example.com/story | factorygap extract - --output story.json
"""

FORMATS = ("table", "json", "jsonl", "csv", "html")


def command(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Articles: .txt, .md, .html, .json; [bold]-[/bold] reads standard input.", metavar="ARTICLE..."
        ),
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, json, jsonl, csv or html. Default: a table on a terminal, JSON into a pipe, "
            "and what the suffix of --output says.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file, whole or not at all.", show_default=False),
    ] = None,
    evidence: Annotated[bool, typer.Option("--evidence", "-e", help="Show the sentence behind each row.")] = False,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Keep the article's text in the JSON.")] = True,
    model: options.Model = None,
    lexicon: options.Lexicon = None,
    max_bytes: options.MaxBytes = None,
    max_seconds: options.MaxSeconds = None,
    quiet: options.Quiet = False,
    blank_informants: options.BlankInformants = False,
) -> None:
    """Extract facilities, products, output levels, actors, claims and gaps from articles."""
    from factorygap import limits
    from factorygap.privacy import blanked

    form = _format(format, output)
    caps = limits.Limits(max_bytes=max_bytes or limits.MAX_BYTES, max_seconds=max_seconds or limits.MAX_SECONDS)
    failures: list[str] = []
    records = blanked(_records(paths, model, lexicon, caps, failures, quiet), blank_informants)
    if not text:
        records = (_without_text(record) for record in records)
    first = next(records, None)
    if first is not None:
        _emit(chain([first], records), form, output, evidence=evidence, several=len(paths) > 1)
    if failures:
        raise typer.Exit(1 if len(failures) == len(paths) else 3)


def _emit(records: Iterator[Record], form: str, output: Path | None, *, evidence: bool, several: bool) -> None:
    from factorygap import store

    if form == "html":
        from factorygap import report

        if output is None:
            sys.stdout.write(report.page(records))
        else:
            report.write(records, output)
    elif output is not None:
        store.write(records, output, format=form)
    elif form == "table":
        from factorygap.cli.console import show_record

        for record in records:
            show_record(record, evidence=evidence)
    else:
        sys.stdout.writelines(store.to_text(records, form, array=several))
        sys.stdout.flush()


def _format(format: str | None, output: Path | None) -> str:
    if format is None:
        if output is not None:
            format = output.suffix.lstrip(".").lower() or "json"
        else:
            format = "table" if sys.stdout.isatty() else "json"
    known = (*_writable(), "html") if output is not None else FORMATS
    if format not in known:
        raise typer.BadParameter(
            f"unknown format {format!r}; one of {', '.join(known)}", param_hint="--format" if output is None else None
        )
    return format


def _writable() -> tuple[str, ...]:
    from factorygap import store

    return tuple(store.FORMATS)


def _records(
    paths: list[str], model: str | None, lexicon: Path | None, limits: Limits, failures: list[str], quiet: bool
) -> Iterator[Record]:
    """Records in the order of the paths; what cannot be read is reported and left out."""
    from factorygap.cli.deadline import extracted
    from factorygap.cli.progress import complain, track
    from factorygap.errors import InternalError, LimitExceeded, UnreadableInput
    from factorygap.reading import read

    nlp = None
    for path in track(paths, quiet=quiet):
        try:
            article = read(path, limits=limits)
            if nlp is None:
                from factorygap.pipeline import load

                nlp = load(model, lexicon=lexicon)
            yield extracted(article, nlp, limits)
        except (UnreadableInput, LimitExceeded, InternalError) as error:
            failures.append(path)
            complain(str(error))


def _without_text(record: Record) -> Record:
    return record.model_copy(update={"article": record.article.model_copy(update={"text": None})})
