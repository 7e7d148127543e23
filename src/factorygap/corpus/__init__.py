"""Many articles: the same facility in all of them, copies, timelines, the gap over time. Knows records, never a Doc."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factorygap import store
from factorygap.corpus.copies import Copies, copies
from factorygap.corpus.linking import Decisions, Links, link
from factorygap.corpus.statements import Statement, statements
from factorygap.errors import StoreError
from factorygap.records import Record
from factorygap.store import atomic

__all__ = ["Corpus", "Decisions", "Links", "Statement"]


@dataclass
class Corpus:
    """A store of records with its links and copies. The links live in ``STORE.links.json`` beside the store, so that
    ids stay the same from run to run and a person's decisions are kept."""

    path: Path
    links: Links
    copies: list[Copies]
    decisions: Decisions

    @classmethod
    def open(cls, path: Path) -> Corpus:
        """Link a store, keeping the ids and decisions of earlier runs. Raises StoreError if it is no store."""
        known, decisions = _read_links(_beside(path))
        return cls(path, link(store.read(path), known, decisions), copies(store.read(path)), decisions)

    def records(self) -> Iterator[Record]:
        """The records, read from the store anew."""
        return store.read(self.path)

    @property
    def repeats(self) -> Mapping[str, str]:
        """Each article that repeats another one, with the one that counts."""
        return {copy: group.articles[0] for group in self.copies for copy in group.articles[1:]}

    def statements(self) -> Iterator[Statement]:
        """Who said what of which facility, every origin once."""
        return statements(self.records(), self.links, self.repeats)

    def save(self, decisions: Decisions | None = None) -> None:
        """Keep ids and decisions beside the store. Raises OutputError."""
        data = {"facilities": self.links.profiles, "decisions": json.loads((decisions or self.decisions).to_json())}
        with atomic.replacing(_beside(self.path)) as [draft]:
            draft.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".links.json")


def _read_links(path: Path) -> tuple[dict[str, str], Decisions]:
    if not path.exists():
        return {}, Decisions()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return dict(data["facilities"]), Decisions.from_json(json.dumps(data["decisions"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} is no list of links ({error}); move it away to link anew") from error
