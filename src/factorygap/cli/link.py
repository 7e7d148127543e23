"""``factorygap link``: the same facility in many articles, with the reasons; a person may confirm, part and undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factorygap.cli import options, rows, selecting

if TYPE_CHECKING:
    from factorygap.corpus import Corpus, Decisions, LinkedFacility, Links, Merge

EXAMPLES = """\
[bold]Examples[/bold]

factorygap link mills.sqlite

factorygap link mills.sqlite --review

factorygap link mills.sqlite --confirm Fb19bbcd9e0 F26008ee5ae

factorygap link mills.sqlite --apart 0a66b22fc896760c 3f602563d4a42ae0

factorygap link mills.sqlite --undo 0a66b22fc896760c 3f602563d4a42ae0

Ids and decisions are kept beside the store, in STORE.links; delete it to begin anew.
"""

FACILITY_COLUMNS = ("id", "facility", "other_names", "type", "place", "operator", "articles", "merges", "lowest_score")
MERGE_COLUMNS = ("what", "score", "a", "name_a", "b", "name_b", "reasons")
Two = tuple[str, str] | None


def command(
    source: Annotated[Path, typer.Argument(help="A store.", metavar="STORE")],
    review: Annotated[
        bool,
        typer.Option(
            "--review", help="List likely merges that were not made, what was decided, and the merges that were made."
        ),
    ] = False,
    confirm: Annotated[
        Two, typer.Option("--confirm", help="Two ids, of facilities or of --review: they are one.", metavar="A B")
    ] = None,
    apart: Annotated[Two, typer.Option("--apart", help="Two ids: they are two.", metavar="A B")] = None,
    undo: Annotated[Two, typer.Option("--undo", help="Two ids: forget what was decided.", metavar="A B")] = None,
    facility: selecting.Facility = None,
    place: selecting.Place = None,
    format: options.RowsFormat = None,
) -> None:
    """Link the facilities of all articles, keep their ids, and show them."""
    from factorygap.corpus import Corpus

    form = rows.form(format, rows.FORMATS)
    chosen = selecting.selection(facility=facility, place=place)
    corpus = Corpus.open(source)
    decided = _decided(corpus, confirm, apart, undo)
    if decided != corpus.decisions:
        corpus = Corpus.open(source, decided)
    found = corpus.facilities(chosen)
    if form == "json":
        shown = {"facilities": [asdict(known) for known in found]}
        rows.print_json(shown | {"doubts": [asdict(merge) for merge in corpus.links.doubts]})
        return
    columns = MERGE_COLUMNS if review else FACILITY_COLUMNS
    lines = _merge_rows(corpus, found) if review else map(_facility_row, found)
    if form == "csv":
        rows.print_csv(columns, lines)
    else:
        rows.print_table([column.replace("_", " ") for column in columns], lines)


def _decided(corpus: Corpus, confirm: Two, apart: Two, undo: Two) -> Decisions:
    decisions = corpus.decisions
    for pair, decide in ((undo, "undo"), (confirm, "confirm"), (apart, "apart")):
        if pair is not None:
            a, b = (corpus.links.profiles_of(id) for id in pair)
            for id, profiles in zip(pair, (a, b), strict=True):
                if not profiles:
                    raise typer.BadParameter(
                        f"{id!r} is no id that `link` or `link --review` lists", param_hint=f"--{decide}"
                    )
            if set(a) & set(b):
                raise typer.BadParameter(
                    "they are one; take the ids that `link --review` lists", param_hint=f"--{decide}"
                )
            decisions = getattr(decisions, decide)(a, b)
    return decisions


def _facility_row(known: LinkedFacility) -> list[Any]:
    others = [name for name in known.names if name != known.name]
    place = known.place or {}
    where = ", ".join(dict.fromkeys(place[k] for k in ("name", "admin1", "country") if place.get(k)))
    articles = len({article for article, _ in known.members})
    lowest = min((merge.score for merge in known.merges), default=None)
    return [known.id, known.name, others, known.type, where, known.operator, articles, len(known.merges), lowest]


def _merge_rows(corpus: Corpus, found: list[LinkedFacility]) -> Iterator[list[Any]]:
    """The doubts, the likest first, what a person holds apart, then the merges, the least like first."""
    shown, links = {known.id for known in found}, corpus.links
    doubts = [merge for merge in links.doubts if {links.profiles[merge.a], links.profiles[merge.b]} & shown]
    for merge in sorted(doubts, key=lambda merge: -merge.score):
        yield _merge_row("doubt", merge, links)
    apart = dict.fromkeys((links.profiles.get(a), links.profiles.get(b)) for a, b in sorted(corpus.decisions.different))
    for facilities in apart:
        if None not in facilities and set(facilities) & shown:
            first, second = (links.facilities[id or ""].name for id in facilities)
            yield ["apart", None, facilities[0], first, facilities[1], second, ["a person said they are two"]]
    merges = [merge for known in found for merge in known.merges]
    for merge in sorted(merges, key=lambda merge: merge.score):
        yield _merge_row("confirmed" if merge.decided else "merged", merge, links)


def _merge_row(what: str, merge: Merge, links: Links) -> list[Any]:
    return [what, merge.score, merge.a, links.names[merge.a], merge.b, links.names[merge.b], list(merge.reasons)]
