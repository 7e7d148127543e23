"""``factorygap report``: a page people would rather look at than read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factorygap.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factorygap.records import Record

EXAMPLES = """\
[bold]Examples[/bold]

factorygap report article.txt --output article.html

factorygap report mills.sqlite --output mills.html
"""


def command(
    source: Annotated[
        str, typer.Argument(help="A store, a file of records, or an article.", metavar="STORE|RECORDS|ARTICLE")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write, whole or not at all.")] = Path(
        "report.html"
    ),
    model: options.Model = None,
    lexicon: options.Lexicon = None,
    blank_informants: options.BlankInformants = False,
) -> None:
    """Write one self-contained HTML page: one article with its records, or a whole corpus with map and filters."""
    from factorygap import report
    from factorygap.cli.progress import complain
    from factorygap.privacy import blanked

    report.write(blanked(_records(source, model, lexicon), blank_informants), output)
    complain(f"wrote {output}")


def _records(source: str, model: str | None, lexicon: Path | None) -> Iterable[Record]:
    """The records of a store; what is no store is read as an article."""
    from factorygap import store
    from factorygap.cli.deadline import extracted
    from factorygap.errors import StoreError
    from factorygap.pipeline import load
    from factorygap.reading import SUFFIXES, read

    if source != "-":
        try:
            return list(store.read(source))
        except StoreError:
            if Path(source).suffix.lower() not in SUFFIXES:
                raise
    return [extracted(read(source), load(model, lexicon=lexicon))]
