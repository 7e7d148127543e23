"""What the finders of official actors hand to one another."""

from __future__ import annotations

from dataclasses import dataclass

from factorygap.labels import ActorCategory, ActorLevel


@dataclass(frozen=True)
class Found:
    """One mention of an official actor before mentions are put together."""

    start: int
    end: int
    head: int
    category: ActorCategory
    why: str
    key: str | None = None
    """What all mentions of the same named actor share."""
    level: ActorLevel | None = None
    title: str | None = None
    generic: bool = False
    person: bool = False
    name: str | None = None
