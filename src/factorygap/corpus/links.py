"""What linking gives: facilities across articles, the merges behind them, the doubts, and what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Pair = tuple[str, str]
"""Two profile ids, the smaller one first."""


@dataclass(frozen=True)
class Merge:
    """Two profiles, by their ids, how alike they are and why; ``decided`` if a person said so."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]
    decided: bool = False


@dataclass
class LinkedFacility:
    """One facility across articles. ``members`` are (article id, facility id) pairs in the order of the articles."""

    id: str
    name: str
    names: list[str]
    type: str
    place: dict[str, Any] | None
    operator: str | None
    programme: str | None
    products: list[str]
    part_of: str | None
    members: list[tuple[str, str]]
    merges: list[Merge] = field(default_factory=list)


@dataclass
class Links:
    """``facilities`` by id, in the order of first mention; ``doubts`` are likely merges that were not made."""

    facilities: dict[str, LinkedFacility]
    doubts: list[Merge]
    profiles: dict[str, str]
    """Profile id to facility id: what keeps ids stable from run to run."""
    names: dict[str, str] = field(default_factory=dict)
    """Profile id to a description in an article's words, for people who review."""

    def __post_init__(self) -> None:
        self._of = {member: facility.id for facility in self.facilities.values() for member in facility.members}

    def of(self, article: str, facility: str | None) -> str | None:
        """The linked id of a facility of an article."""
        return self._of.get((article, facility)) if facility else None

    def profiles_of(self, id: str) -> list[str]:
        """The profile ids that a facility's id or a profile's own id stands for; empty for an id that is neither."""
        return [id] if id in self.profiles else sorted(p for p, facility in self.profiles.items() if facility == id)


@dataclass(frozen=True)
class Decisions:
    """What a person decided: pairs of profiles that are the same, and that are different."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()

    def confirm(self, a: Iterable[str], b: Iterable[str]) -> Decisions:
        """Two facilities, by their profile ids, are one."""
        free = self.undo(a, b)
        return Decisions(free.same | {pair(min(a), min(b))}, free.different)

    def apart(self, a: Iterable[str], b: Iterable[str]) -> Decisions:
        """Two facilities, by their profile ids, are two."""
        free = self.undo(a, b)
        return Decisions(free.same, free.different | {pair(x, y) for x in a for y in b if x != y})

    def undo(self, a: Iterable[str], b: Iterable[str]) -> Decisions:
        """Nothing is decided between two facilities."""
        between = {pair(x, y) for x in a for y in b}
        return Decisions(self.same - between, self.different - between)

    def to_data(self) -> dict[str, list[list[str]]]:
        return {"same": sorted(map(list, self.same)), "different": sorted(map(list, self.different))}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Decisions:
        """Raises ValueError, TypeError or KeyError for what are no decisions."""
        return cls(*(frozenset(pair(a, b) for a, b in data[key]) for key in ("same", "different")))


def pair(a: str, b: str) -> Pair:
    """Two profile ids in order."""
    return (a, b) if a <= b else (b, a)
