"""Many articles: the same facility in all of them, copies, timelines, the gap over time. Knows records, never a Doc."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factorygap import store
from factorygap.corpus.copies import Copies, CopyFinder
from factorygap.corpus.gap import PERIOD, CorpusGap, gaps
from factorygap.corpus.linking import Linker
from factorygap.corpus.links import Decisions, LinkedFacility, Links, Merge
from factorygap.corpus.privacy import blanked
from factorygap.corpus.selection import Selection
from factorygap.corpus.statements import Statement, statements
from factorygap.corpus.stats import Coverage, Stats, stats
from factorygap.corpus.timeline import Timeline, timelines
from factorygap.errors import StoreError
from factorygap.store import atomic

__all__ = [
    "Corpus",
    "CorpusGap",
    "Decisions",
    "LinkedFacility",
    "Links",
    "Merge",
    "Selection",
    "Statement",
    "Stats",
    "Timeline",
]

ALL = Selection()


@dataclass
class Corpus:
    """A store of records with its links and copies. The links live in ``STORE.links.json`` beside the store, so that
    ids stay the same from run to run and a person's decisions are kept."""

    path: Path
    links: Links
    copies: list[Copies]
    decisions: Decisions
    coverage: Coverage
    blank: bool = False

    @classmethod
    def open(cls, path: Path, decisions: Decisions | None = None, *, blank: bool = False) -> Corpus:
        """Link a store, keeping the ids of earlier runs, and their decisions unless others are given.

        ``blank`` hides in all statements what could give an informant away. Raises StoreError if it is no store.
        """
        known, decided = _read_links(_beside(path))
        linker, finder, coverage = Linker(), CopyFinder(), Coverage()
        for record in store.read(path):
            for part in (linker, finder, coverage):
                part.add(record)
        decided = decisions or decided
        return cls(path, linker.link(known, decided), finder.groups(), decided, coverage, blank)

    @property
    def repeats(self) -> Mapping[str, str]:
        """Each article that repeats another one, with the one that counts."""
        return {copy: group.articles[0] for group in self.copies for copy in group.articles[1:]}

    def statements(self, selection: Selection = ALL) -> Iterator[Statement]:
        """Who said what of which facility, every origin once; of facilities that are not selected nothing."""
        chosen = {facility.id for facility in self.facilities(selection)} | {None}
        shown = blanked(store.read(self.path), self.blank)
        for statement in statements(shown, self.links, self.repeats):
            if statement.facility in chosen and selection.takes_statement(statement):
                yield statement

    def facilities(self, selection: Selection = ALL) -> list[LinkedFacility]:
        """The facilities, in the order of first mention."""
        return [facility for facility in self.links.facilities.values() if selection.takes_facility(facility)]

    def gaps(self, selection: Selection = ALL, *, period: int = PERIOD) -> list[CorpusGap]:
        """Both sides on each topic of each facility, facility by facility, those on factories in general last."""
        found = gaps(self.statements(selection), self.links, period=period)
        return [gap for gap in found if selection.takes_gap(gap) and (gap.facility or selection.takes_general(gap))]

    def timelines(self, selection: Selection = ALL) -> list[Timeline]:
        """The timelines of the facilities, in the order of first mention."""
        found = timelines(self.statements(selection))
        return [found[facility.id] for facility in self.facilities(selection) if facility.id in found]

    def stats(self) -> Stats:
        """What the corpus covers, and what is missing."""
        return stats(self.coverage, self.links, self.statements(), len(self.repeats))

    def save(self) -> None:
        """Keep ids and decisions beside the store. Raises OutputError."""
        data = {"facilities": self.links.profiles, "decisions": self.decisions.to_data()}
        with atomic.replacing(_beside(self.path)) as [draft]:
            draft.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".links.json")


def _read_links(path: Path) -> tuple[dict[str, str], Decisions]:
    if not path.exists():
        return {}, Decisions()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return dict(data["facilities"]), Decisions.from_data(data["decisions"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} is no list of links ({error}); move it away to link anew") from error
