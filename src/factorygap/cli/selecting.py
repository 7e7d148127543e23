"""The filters that commands over many articles share."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from factorygap.labels import GapTopic, Verdict

if TYPE_CHECKING:
    from factorygap.corpus import Selection

Facility = Annotated[str | None, typer.Option("--facility", help="Part of a name, or an id.", show_default=False)]
Place = Annotated[
    str | None,
    typer.Option("--place", help="Town, province or country code, in any romanisation.", show_default=False),
]
Product = Annotated[str | None, typer.Option("--product", help="Part of a product's name.", show_default=False)]
Programme = Annotated[str | None, typer.Option("--programme", help="Part of a programme's name.", show_default=False)]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Part of an outlet's name.", show_default=False)]
Since = Annotated[
    str | None,
    typer.Option("--since", help="First day of the time spoken of: 2024, 2024-05, 2024-05-17.", show_default=False),
]
Until = Annotated[str | None, typer.Option("--until", help="Last day of it.", show_default=False)]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", help=f"Repeatable: {', '.join(get_args(GapTopic))}.", show_default=False)
]
Verdicts = Annotated[
    list[str] | None, typer.Option("--verdict", help=f"Repeatable: {', '.join(get_args(Verdict))}.", show_default=False)
]


def selection(
    *,
    facility: str | None = None,
    place: str | None = None,
    product: str | None = None,
    programme: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    topics: Collection[str] | None = None,
    verdicts: Collection[str] | None = None,
) -> Selection:
    """The selection that the options ask for. Raises typer.BadParameter."""
    from factorygap.corpus import Selection

    _check(topics or (), get_args(GapTopic), "--topic")
    _check(verdicts or (), get_args(Verdict), "--verdict")
    for date, option in ((since, "--since"), (until, "--until")):
        if date is not None and not _is_date(date):
            raise typer.BadParameter(f"{date!r} is no date like 2024, 2024-05 or 2024-05-17", param_hint=option)
    return Selection(facility, place, product, programme, outlet, since, until, topics or (), verdicts or ())


def _check(given: Collection[str], known: Collection[str], option: str) -> None:
    for word in given:
        if word not in known:
            raise typer.BadParameter(f"unknown {word!r}; one of {', '.join(known)}", param_hint=option)


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return len(text) in (4, 7, 10)
