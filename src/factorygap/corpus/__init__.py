"""Many articles: the same facility in all of them, copies, timelines, the gap over time. Knows records, never a Doc."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from factorygap import store
from factorygap.corpus import contents
from factorygap.corpus.copies import Copies
from factorygap.corpus.gap import PERIOD, CorpusGap, gaps
from factorygap.corpus.index import Index
from factorygap.corpus.links import Decisions, LinkedFacility, Links, Merge
from factorygap.corpus.selection import Selection
from factorygap.corpus.statements import Statement
from factorygap.corpus.stats import Stats, stats
from factorygap.corpus.timeline import Timeline, timelines
from factorygap.errors import OutputError, StoreError
from factorygap.records import Record

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
    "copies",
    "link",
    "links_and_copies",
]

ALL = Selection()
SUFFIX = ".links"


@dataclass
class Corpus:
    """A store of records with its links and copies. What is known of its articles lives in ``STORE.links`` beside it,
    so that ids stay, a person's decisions are kept, and only new articles cost time."""

    path: Path
    index: Index
    blank: bool = False
    is_kept: bool = True

    @classmethod
    def open(cls, path: Path, decisions: Decisions | None = None, *, blank: bool = False) -> Corpus:
        """Bring the links of a store up to date, with the decisions of earlier runs unless others are given.

        ``blank`` hides in all statements what could give an informant away. Raises StoreError if it is no store, and
        OutputError where decisions cannot be kept.
        """
        entries = store.entries(path)
        beside = path.with_name(path.name + SUFFIX)
        try:
            index, is_kept = _opened(beside)
            if decisions is not None and not is_kept:
                raise OutputError(f"cannot write {beside}: what was decided would be lost")
            index.update(entries, decisions)
        except sqlite3.OperationalError as error:
            in_use = "it is in use by another run; wait for that to end" if "locked" in str(error) else str(error)
            raise StoreError(f"cannot use {beside}: {in_use}") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{beside} holds no links ({error}); move it away to link anew") from error
        return cls(path, index, blank, is_kept)

    @property
    def decisions(self) -> Decisions:
        return self.index.decisions

    @cached_property
    def links(self) -> Links:
        return contents.links(self.index)

    @cached_property
    def copies(self) -> list[Copies]:
        return contents.copies(self.index)

    def statements(self, selection: Selection = ALL) -> Iterator[Statement]:
        """Who said what of which facility, every origin once; of facilities that are not selected nothing."""
        chosen = None if selection.takes_all_facilities else {facility.id for facility in self.facilities(selection)}
        repeats = contents.repeated(self.copies)
        found = contents.statements(self.index, repeats, chosen, blank=self.blank)
        return (statement for statement in found if selection.takes_statement(statement))

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
        repeats = len(contents.repeated(self.copies))
        return stats(contents.coverage(self.index), self.links, self.statements(), repeats)


def link(
    records: Iterable[Record], known: Mapping[str, str] | None = None, decisions: Decisions | None = None
) -> Links:
    """Link the facilities of records, which are read once and not kept. ``known`` are profile ids of an earlier run
    with their facility ids, which are kept."""
    with closing(_indexed(records, known, decisions)) as index:
        return contents.links(index)


def copies(records: Iterable[Record]) -> list[Copies]:
    """The groups of copies among records, which are read once and not kept."""
    return links_and_copies(records)[1]


def links_and_copies(records: Iterable[Record]) -> tuple[Links, list[Copies]]:
    """Both, of records that are read once and not kept."""
    with closing(_indexed(records)) as index:
        return contents.links(index), contents.copies(index)


def _indexed(
    records: Iterable[Record], known: Mapping[str, str] | None = None, decisions: Decisions | None = None
) -> Index:
    index = Index()
    index.update(store.entries_of(records), decisions, known)
    return index


def _opened(path: Path) -> tuple[Index, bool]:
    """The index at ``path``, or a copy of it in memory where nothing can be written, and which of the two."""
    try:
        return Index(sqlite3.connect(path)), True
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise
    memory = sqlite3.connect(":memory:")
    if path.exists():
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as kept:
            kept.backup(memory)
    return Index(memory), False
