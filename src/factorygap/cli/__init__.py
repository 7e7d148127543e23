"""The command line: the only room that prints, and that turns errors into exit codes.

Exit codes (docs/reliability.md): 0 all good, 1 fatal, 2 usage, 3 finished with failures, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import Annotated

import typer

from factorygap.cli import (
    batch,
    evaluate,
    explain,
    export,
    extract,
    gap,
    lexicon,
    link,
    query,
    report,
    schema,
    serve,
    show,
    stats,
    timeline,
)
from factorygap.errors import FactoryGapError

app = typer.Typer(
    name="factorygap",
    help="Reads news articles and tabulates factories: what they make, how much they really run, who says so, "
    "and the gap between what officials claim and what people on the spot report.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS = (
    extract, batch, gap, timeline, link, stats, report, serve, export, query, show, explain, evaluate, lexicon, schema,
)  # fmt: skip
"""One module a command; the command is called like its module."""

_RARELY = (20_000, 20, 50)
"""When to look for garbage: a run makes a great many objects that stay to its end (modules, model, word lists), and to
look through them again and again takes a tenth of a short run."""

for module in COMMANDS:
    app.command(module.__name__.rsplit(".", 1)[-1], epilog=module.EXAMPLES)(module.command)


@app.callback()
def about(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)] = False,
) -> None:
    if version:
        from factorygap import __version__

        print(f"factorygap {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; never returns."""
    _speak_utf8()
    if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.set_threshold(*_RARELY)
    try:
        code = app(standalone_mode=False)
    except FactoryGapError as error:
        _complain(str(error))
        code = 1
    except (KeyboardInterrupt, typer.Abort):
        _complain("interrupted")
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing left to flush at exit
        code = 0
    except Exception as error:
        code = _usage_error(error)
    sys.exit(code)


def _usage_error(error: Exception) -> int:
    """Show a usage error as the command line does, with exit code 2; anything else is a bug and is raised."""
    show, code = getattr(error, "show", None), getattr(error, "exit_code", None)
    if show is None or code is None:
        raise error
    from factorygap.printing import visible

    words = error.format_message()  # type: ignore[attr-defined]
    error.format_message = lambda: visible(words)  # type: ignore[attr-defined]
    show()
    return int(code)


def _complain(message: str) -> None:
    from factorygap.printing import one_line

    print(f"factorygap: {one_line(message)}", file=sys.stderr)


def _speak_utf8() -> None:
    """JSON is UTF-8 whatever the locale; a terminal that cannot show a character gets an escape, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
