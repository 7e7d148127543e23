"""``factorygap lexicon``: what the word lists hold."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from factorygap.cli import options

EXAMPLES = """\
[bold]Examples[/bold]

factorygap lexicon

factorygap lexicon levels_status

factorygap lexicon levels_status --lexicon my-words/
"""


def command(
    name: Annotated[str | None, typer.Argument(help="One list; without it, all lists by name.")] = None,
    lexicon: options.Lexicon = None,
) -> None:
    """List the word lists, or the entries of one: id, phrases, meaning."""
    from factorygap import lexicon as lexicons
    from factorygap.printing import one_line

    folder = str(lexicon) if lexicon else None
    if name is None:
        for each in lexicons.names():
            entries = lexicons.load(each, folder)
            phrases = sum(len(entry.phrases) for entry in entries)
            print(f"{each}\t{len(entries)} entries\t{phrases} phrases")
        return
    if name not in lexicons.names():
        raise typer.BadParameter(f"no word list {name!r}; `factorygap lexicon` names them")
    for entry in lexicons.load(name, folder):
        meaning = ", ".join(f"{key}={value}" for key, value in entry.means.items())
        sys.stdout.write(one_line(f"{entry.id} | {'; '.join(entry.phrases)} | {meaning}") + "\n")
