"""Which profiles are worth comparing: those that share a proper word, a like spelling, or place and trade.

Comparing all with all would grow with the square of the corpus. Profiles that share a key are a block; a block of more
than ``MAX_BLOCK`` is split by what else its profiles say, again and again, and what then is still too large, since all
are alike, is compared with one of them only. So a profile has a bounded number of others to be compared with, however
large the corpus is. Which ones depends on the profiles that there are, not on the order in which they came.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, groupby

from factorygap.corpus.links import Pair, pair
from factorygap.corpus.profiles import Profile

MAX_BLOCK = 60
"""Profiles that are compared each with each. A facility that is known under some twenty descriptions fits in with two
others of its name; and a profile has up to ten keys, so it is compared with some hundreds at most."""
_ENDS = 5
"""Letters of a name at least that two spellings have in common at their beginning or end."""
_SPLIT = "\t"


class Blocks:
    """The blocks of a database. ``profile_of`` gives a profile by its id."""

    def __init__(self, db: sqlite3.Connection, profile_of: Callable[[str], Profile]) -> None:
        self._db, self._profile_of = db, profile_of
        self._split = {key for (key,) in db.execute("SELECT key FROM split_blocks")}
        self._sizes: Counter[str] = Counter()
        self._touched: set[str] = set()
        """Blocks whose pairs may not be what they were: split, joined again, or compared with another one."""
        self._joined: set[str] = set()

    def add(self, profile: Profile) -> None:
        for key in sorted(set(_keys(profile))):
            self._put(key, profile, 0)

    def remove(self, id: str) -> None:
        keys = [key for (key,) in self._db.execute("SELECT key FROM blocks WHERE profile = ? ORDER BY key", [id])]
        self._db.execute("DELETE FROM blocks WHERE profile = ?", [id])
        for key in keys:
            self._sizes.pop(key, None)
            if key not in self._split:
                continue
            if self._size(key) <= MAX_BLOCK:
                self._join(key)
            elif _depth(key) == len(_SPLITS) and id < self._first(key):
                self._touched.add(key)

    def partners(self, id: str) -> set[str]:
        """The profiles that this one is to be compared with."""
        found: set[str] = set()
        for key in self._ends(id):
            if key not in self._split or id == self._first(key):
                found.update(self._members(key))
            else:
                found.add(self._first(key))
        return found - {id}

    def is_pair(self, a: str, b: str) -> bool:
        """Whether two profiles are to be compared."""
        shared = set(self._ends(a)) & set(self._ends(b))
        return any(key not in self._split or self._first(key) in (a, b) for key in shared)

    def changed_pairs(self) -> Iterator[Pair]:
        """Pairs of all blocks that were split, joined, or got another one to be compared with; the others have new
        pairs only with profiles that are new."""
        for key in sorted(self._touched):
            members = self._members(key)
            if key not in self._split:
                yield from (pair(a, b) for a, b in combinations(members, 2))
            elif _depth(key) == len(_SPLITS) and members:
                yield from (pair(members[0], other) for other in members[1:])

    def lost_pairs(self) -> Iterator[Pair]:
        """Those of the pairs that were found alike before which lie in such blocks and are to be compared no more."""
        for key in sorted(self._touched):
            members = set(self._members(key))
            for a in sorted(members):
                likes = self._db.execute("SELECT b FROM pairs WHERE a = ? ORDER BY b", [a]).fetchall()
                yield from ((a, b) for (b,) in likes if b in members and not self.is_pair(a, b))

    def _put(self, key: str, profile: Profile, depth: int) -> None:
        if not self._db.execute("INSERT OR IGNORE INTO blocks VALUES (?, ?)", [key, profile.id]).rowcount:
            return
        if key in self._sizes:
            self._sizes[key] += 1
        if depth and any(key.startswith(joined + _SPLIT) for joined in self._joined):  # split again, and otherwise
            self._touched.add(key)
        if key in self._split:
            self._pass_down(key, profile, depth)
            if depth == len(_SPLITS) and self._first(key) == profile.id:
                self._touched.add(key)
        elif self._size(key) > MAX_BLOCK:
            self._split.add(key)
            self._touched.add(key)
            self._db.execute("INSERT INTO split_blocks VALUES (?)", [key])
            for member in self._members(key):
                self._pass_down(key, self._profile_of(member), depth)

    def _pass_down(self, key: str, profile: Profile, depth: int) -> None:
        if depth < len(_SPLITS):
            for part in sorted(_SPLITS[depth](profile)):
                self._put(f"{key}{_SPLIT}{part}", profile, depth + 1)

    def _join(self, key: str) -> None:
        """Make a block that was split one again."""
        self._touched.add(key)
        self._joined.add(key)
        below = (key + _SPLIT, key + chr(ord(_SPLIT) + 1))
        self._db.execute("DELETE FROM blocks WHERE key >= ? AND key < ?", below)
        self._db.execute("DELETE FROM split_blocks WHERE key = ? OR (key >= ? AND key < ?)", (key, *below))
        for gone in [each for each in self._split if each == key or below[0] <= each < below[1]]:
            self._split.remove(gone)
        for gone in [each for each in self._sizes if below[0] <= each < below[1]]:
            del self._sizes[gone]

    def _ends(self, id: str) -> list[str]:
        """The blocks in which a profile has its pairs: those that are not split, or cannot be split further."""
        keys = self._db.execute("SELECT key FROM blocks WHERE profile = ?", [id])
        return [key for (key,) in keys if key not in self._split or _depth(key) == len(_SPLITS)]

    def _members(self, key: str) -> list[str]:
        return [id for (id,) in self._db.execute("SELECT profile FROM blocks WHERE key = ? ORDER BY profile", [key])]

    def _first(self, key: str) -> str:
        first: str = self._db.execute("SELECT min(profile) FROM blocks WHERE key = ?", [key]).fetchone()[0]
        return first

    def _size(self, key: str) -> int:
        if key not in self._sizes:
            [self._sizes[key]] = self._db.execute("SELECT count(*) FROM blocks WHERE key = ?", [key]).fetchone()
        return self._sizes[key]


def _keys(profile: Profile) -> Iterator[str]:
    if profile.type == "unit":
        if profile.parent is not None:
            numbers = profile.numbers or {""}
            yield from (f"unit {key} {number}" for key in _keys(profile.parent) for number in numbers)
        return
    for name in profile.names:
        if name.spelling:
            for trade in name.industry or (profile.type,):
                yield from (f"spelled {part} {trade}" for part in _parts(name.spelling))
            yield f"romanised {name.romanised}"
        yield from (f"word {word}" for word in name.words)
    for town in profile.at_names:
        yield from (f"at {town} {industry}" for industry in profile.industry)
        if profile.owner:
            yield f"at {town} {profile.owner[:_ENDS]}"


def _parts(spelling: str) -> Iterator[str]:
    """What two spellings of one name have in common: all but the last letters, all but the first, or the consonants."""
    long = max(_ENDS, len(spelling) - 2)
    yield spelling[:long] + "-"
    yield "-" + spelling[-long:]
    consonants = (letter for letter in spelling if letter not in "aeiouy")
    yield "".join(letter for letter, _ in groupby(consonants))


_SPLITS: tuple[Callable[[Profile], Iterable[str]], ...] = (
    lambda profile: {profile.country or ""},
    lambda profile: profile.industry or {""},
    lambda profile: {name.spelling for name in profile.names},
    lambda profile: {profile.admin1 or ""},
    lambda profile: {profile.place or ""},
    lambda profile: {profile.owner or ""},
)


def _depth(key: str) -> int:
    return key.count(_SPLIT)
