"""``factorygap batch``: any number of articles into one store."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factorygap.cli import options
from factorygap.cli.meter import Meter
from factorygap.cli.progress import complain

if TYPE_CHECKING:
    from factorygap.batch import Counts, Engine, Job

EXAMPLES = """\
[bold]Examples[/bold]

factorygap batch scraped/ --output mills.sqlite

factorygap batch scraped/ --output mills.jsonl --workers 8 --exclude 'drafts/*' --errors failed.jsonl

find archive -name '*.html' -newer last | factorygap batch - --output new.parquet

Run the same command again after a crash, or when there are new files: only what is not done is done.
"""

SHOWN_FAILURES = 10
EXIT_FAILURES, EXIT_INTERRUPTED, EXIT_TERMINATED = 3, 130, 143


def command(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Folders, articles (.txt, .md, .html, .json), files with an article a line (.jsonl), all of them also "
            "with .gz, lists of paths (.list); [bold]-[/bold] reads a list from standard input.",
            metavar="PATH...",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            help="The store: .sqlite, .jsonl, .json, .parquet, .csv (or a folder/ for all tables), .geojson. "
            "Written whole or not at all; its state is kept beside it in a .resume file.",
            metavar="STORE",
        ),
    ],
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="Format, if the suffix does not say.", show_default=False)
    ] = None,
    table: Annotated[
        str | None, typer.Option(help="The table of a single CSV file (output_levels).", show_default=False)
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(help="Write path, code and message of each failure as JSON Lines.", show_default=False),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", help="Processes (default: one a core).", min=1, show_default=False)
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="In folders, only names or paths below that match; repeatable.", metavar="GLOB"),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="In folders, leave out what matches; repeatable.", metavar="GLOB")
    ] = None,
    recursive: Annotated[bool, typer.Option("--recursive/--no-recursive", help="Folders below folders too.")] = True,
    restart: Annotated[bool, typer.Option("--restart", help="Forget what is done and begin anew.")] = False,
    keep_removed: Annotated[
        bool, typer.Option("--keep-removed", help="Keep the records of inputs that are gone since an earlier run.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Keep the articles' texts.")] = True,
    engine: Annotated[
        str, typer.Option(help="local, or ray for a cluster (needs factorygap[ray]).", metavar="ENGINE")
    ] = "local",
    address: Annotated[
        str | None, typer.Option(help="Ray: the cluster's address; without it a small one of this machine.")
    ] = None,
    max_bytes: options.MaxBytes = None,
    max_seconds: options.MaxSeconds = None,
    model: options.Model = None,
    lexicon: options.Lexicon = None,
    quiet: options.Quiet = False,
) -> None:
    """Extract from any number of articles into one store; goes on where a killed run stopped.

    Exit codes: 0 all good, 1 nothing could be done, 3 finished with failures, 130 interrupted.
    """
    from factorygap import batch, limits

    job = batch.Job(
        paths=paths,
        output=output,
        format=format,
        table=table,
        errors=errors,
        selection=batch.Selection(recursive=recursive, include=include or (), exclude=exclude or ()),
        settings=batch.Settings(
            model=model,
            lexicon=str(lexicon) if lexicon else None,
            text=text,
            limits=limits.Limits(
                max_bytes=max_bytes or limits.MAX_BYTES, max_seconds=max_seconds or limits.MAX_SECONDS
            ),
        ),
        restart=restart,
        keep_removed=keep_removed,
    )
    if dry_run:
        _say_plan(job)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_TERMINATED))
    chosen = _engine(engine, workers or _cores(), address)
    with Meter(quiet=quiet) as meter:
        failures: list[str] = []

        def begun(total: int, anew: bool) -> None:
            if anew:
                complain("settings differ from the earlier run's: beginning anew")
            meter.start(total)

        def failed(path: str, code: str, message: str) -> None:
            if len(failures) < SHOWN_FAILURES:
                failures.append(message)

        try:
            counts = batch.run(
                job,
                chosen,
                begun=begun,
                progressed=lambda counts: meter.show(counts.all, _words(counts)),
                failed=failed,
            )
        except KeyboardInterrupt:
            meter.stop()
            complain(
                f"interrupted; {meter.done} of {meter.total} are done and kept: the same command goes on from there"
            )
            raise typer.Exit(EXIT_INTERRUPTED) from None
    for message in failures:
        complain(message)
    if counts.failed > len(failures):
        complain(f"and {counts.failed - len(failures)} more failures; --errors FILE lists all")
    if not quiet:
        _summarise(counts, job)
    if counts.failed:
        raise typer.Exit(EXIT_FAILURES)


def _engine(name: str, workers: int, address: str | None) -> Engine:
    from factorygap import batch

    if name == "local":
        return batch.local(workers)
    if name == "ray":
        from factorygap.batch.ray_engine import engine

        return engine(workers, address)
    raise typer.BadParameter(f"unknown engine {name!r}; local or ray", param_hint="--engine")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _words(counts: Counts) -> str:
    return f"{counts.relevant} relevant, {counts.irrelevant} irrelevant, {counts.failed} failed"


def _summarise(counts: Counts, job: Job) -> None:
    parts = [f"{counts.all} articles: {_words(counts)}"]
    if counts.unchanged:
        parts.append(f"{counts.unchanged} of them done before")
    if counts.changed:
        parts.append(f"{counts.changed} changed and done again")
    if counts.removed:
        some = ", ".join(counts.removed[:3]) + (", ..." if len(counts.removed) > 3 else "")
        parts.append(f"{len(counts.removed)} removed since ({some})")
    complain("; ".join(parts) + f" -> {job.output}")


def _say_plan(job: Job) -> None:
    from factorygap import batch

    plan = batch.plan(job)
    print(
        f"new {plan.new}, changed {plan.changed}, unchanged {plan.unchanged}, removed {plan.removed}, "
        f"unreadable {plan.failed}"
    )
