"""The mentions of one official actor."""

from __future__ import annotations

from dataclasses import dataclass, field

from factorygap.labels import ActorCategory
from factorygap.pipes.found import Found


@dataclass
class Cluster:
    """The mentions of one actor; ``best`` is the most specific one and ``text`` its words."""

    key: str | None
    mentions: list[Found] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    text: str = ""

    @property
    def best(self) -> Found:
        """The mention with the most name words, the first of equals."""
        return max(
            self.mentions,
            key=lambda item: (item.category == "company" or not item.generic, item.end - item.start, -item.start),
        )

    @property
    def category(self) -> ActorCategory:
        return self.best.category

    @property
    def name(self) -> str:
        return self.best.name or self.text

    @property
    def title(self) -> str | None:
        return next((item.title for item in self.mentions if item.title), None)

    @property
    def vague(self) -> bool:
        """Whether no mention is a name: "the ministry", "police"."""
        return self.best.generic and self.category != "company"
