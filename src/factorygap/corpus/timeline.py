"""A facility's levels and claims in the order of the time they speak of, and where it stands now by either side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factorygap.corpus.statements import Statement
from factorygap.labels import Side


@dataclass(frozen=True)
class Timeline:
    """``events`` by date, undated ones last; ``now`` is the latest level that each side states as a fact."""

    facility: str
    events: tuple[Statement, ...]
    now: dict[Side, Statement]


def timelines(found: Iterable[Statement]) -> dict[str, Timeline]:
    """The timeline of every facility that anything is said of, by facility id."""
    by_facility: dict[str, list[Statement]] = {}
    for statement in found:
        if statement.facility is not None:
            by_facility.setdefault(statement.facility, []).append(statement)
    return {facility: _timeline(facility, events) for facility, events in by_facility.items()}


def _timeline(facility: str, events: list[Statement]) -> Timeline:
    ordered = sorted(
        events, key=lambda event: (event.date is None, event.date or "", event.as_of, event.source, event.id)
    )
    now: dict[Side, Statement] = {}
    for event in sorted(ordered, key=lambda event: (event.as_of, event.published or "")):
        if event.topic == "output" and event.status is not None:
            now[event.side] = event
    return Timeline(facility, tuple(ordered), now)
