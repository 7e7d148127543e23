"""``factorygap explain``: which component and which entry or pattern made each record."""

from __future__ import annotations

from typing import Annotated

import typer

from factorygap.cli import options

EXAMPLES = "[bold]Example[/bold]\n\nfactorygap explain article.txt | grep output_levels"


def command(
    path: Annotated[str, typer.Argument(help="An article; [bold]-[/bold] reads standard input.", metavar="ARTICLE")],
    model: options.Model = None,
    lexicon: options.Lexicon = None,
) -> None:
    """Show for each record the component and the lexicon entry or pattern that made it.

    Columns, separated by tabs: component, id, words in the article, what made it.
    """
    from factorygap.cli.deadline import deadline
    from factorygap.cli.rows import print_tabbed
    from factorygap.limits import MAX_SECONDS
    from factorygap.pipeline import explain, load
    from factorygap.reading import read

    article = read(path)
    nlp = load(model, lexicon=lexicon)
    with deadline(MAX_SECONDS, article.source):
        reasons = explain(article, nlp)
    print_tabbed(reasons)
