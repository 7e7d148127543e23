"""The same facility in many articles, under many names: one id, with the reasons of every merge.

Work grows with the number of different profiles, not of articles: equal profiles are one from the start. Profiles are
compared where they share a name, or place and trade (blocks.py), likest first, and two groups are never joined against
a veto between any of their members. What is only likely stays apart and is listed for review. Profiles that no chain of
likeness connects have no say over one another, so when articles come only what is connected to theirs is done again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, count

from factorygap.corpus.blocks import Blocks
from factorygap.corpus.likeness import MERGE, conflict, likeness
from factorygap.corpus.links import Decisions, Merge, Pair
from factorygap.corpus.profiles import Profile

DOUBT = 0.6
"""Likeness from which a person should look."""
_LOOKED_AT = 50
"""Likenesses of one profile among which a contradiction is sought."""

ProfileOf = Callable[[str], Profile]


@dataclass
class _Group:
    profiles: list[Profile]
    merges: list[Merge] = field(default_factory=list)


class Linking:
    """The links of a database of profiles (schema.sql), brought up to date by what changes."""

    def __init__(self, db: sqlite3.Connection, profile_of: ProfileOf, decisions: Decisions) -> None:
        self._db, self._profile_of, self._decisions = db, profile_of, decisions
        self._blocks = Blocks(db, profile_of)
        self._new: list[str] = []
        self._affected: set[str] = set()

    def add(self, ids: Iterable[str]) -> None:
        """Put profiles that are new into blocks; ``relink`` compares them."""
        self._new = sorted(ids)
        for id in self._new:
            self._blocks.add(self._profile_of(id))
        self._affected.update(self._new)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget all that came of profiles, whether they are gone or now speak of another owner."""
        for id in sorted(ids):
            self._affected.update(other for other, *_ in self._alike(id))
            self._affected.update(other for pair in self._decisions.same if id in pair for other in pair)
            self._affected.discard(id)
            self._blocks.remove(id)
            self._db.execute("DELETE FROM pairs WHERE a = ?1 OR b = ?1", [id])
            self._db.execute("DELETE FROM merges WHERE a = ?1 OR b = ?1", [id])

    def reconsider(self, pairs: Iterable[Pair]) -> None:
        """Look again at what a person has decided upon."""
        self._affected.update(id for pair in pairs for id in pair)

    def relink(self, votes: Mapping[str, Counter[str]]) -> None:
        """Compare what is new and group what it touches. ``votes`` are ids that facilities had, by profile."""
        self._compare()
        touched = self._connected(id for id in self._affected if self._is_known(id))
        profiles = {id: self._profile_of(id) for id in sorted(touched)}
        groups, unmade = _group(profiles, self._scored(profiles), self._decisions)
        self._keep_merges(profiles, groups)
        self._keep_ids(groups, votes)
        self._keep_doubts(groups, unmade)

    def _compare(self) -> None:
        for a, b in list(self._blocks.lost_pairs()):
            self._db.execute("DELETE FROM pairs WHERE a = ? AND b = ?", [a, b])
            self._affected.update((a, b))
        done: set[str] = set()
        new = set(self._new)
        for id in self._new:
            done.add(id)
            for other in self._blocks.partners(id):
                if other not in new or other in done:
                    self._score(*sorted((id, other)))
        for a, b in self._blocks.changed_pairs():
            if a not in new and b not in new:
                self._score(a, b)

    def _score(self, a: str, b: str) -> None:
        like = likeness(self._profile_of(a), self._profile_of(b))
        if like.score >= DOUBT:
            row = [a, b, like.score, json.dumps(like.reasons, ensure_ascii=False)]
            if self._db.execute("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?, ?)", row).rowcount:
                self._affected.update((a, b))

    def _connected(self, ids: Iterable[str]) -> set[str]:
        """The profiles that a chain of likeness or a person's word connects with these."""
        said = defaultdict(list)
        for a, b in self._decisions.same:
            said[a].append(b)
            said[b].append(a)
        found = set(ids)
        ahead = sorted(found)
        while ahead:
            id = ahead.pop()
            near = [other for other, score in self._alike(id) if score >= MERGE]
            for other in (*near, *(other for other in said[id] if self._is_known(other))):
                if other not in found:
                    found.add(other)
                    ahead.append(other)
        return found

    def _is_known(self, id: str) -> bool:
        return self._db.execute("SELECT 1 FROM profiles WHERE id = ?", [id]).fetchone() is not None

    def _alike(self, id: str) -> list[tuple[str, float]]:
        sql = "SELECT b, score FROM pairs WHERE a = ?1 UNION ALL SELECT a, score FROM pairs WHERE b = ?1"
        return self._db.execute(sql, [id]).fetchall()

    def _scored(self, profiles: Mapping[str, Profile]) -> Iterator[Merge]:
        """The likenesses of these profiles with one another and with others."""
        sql = "SELECT a, b, score, reasons FROM pairs WHERE {} = ?"
        for id in profiles:
            rows = self._db.execute(sql.format("a"), [id]).fetchall()
            rows += [row for row in self._db.execute(sql.format("b"), [id]) if row[0] not in profiles]
            yield from (Merge(a, b, score, tuple(json.loads(reasons))) for a, b, score, reasons in rows)

    def _keep_merges(self, touched: Iterable[str], groups: Iterable[_Group]) -> None:
        for id in touched:
            self._db.execute("DELETE FROM merges WHERE a = ?1 OR b = ?1", [id])
        for group in groups:
            self._db.executemany(
                "INSERT INTO merges VALUES (?, ?, ?, ?, ?, 1)",
                ([m.a, m.b, m.score, json.dumps(m.reasons, ensure_ascii=False), m.decided] for m in group.merges),
            )

    def _keep_ids(self, groups: Iterable[_Group], votes: Mapping[str, Counter[str]]) -> None:
        """A facility id for each profile: the one that most of its group had before, else a digest of its first one."""
        before = {group.profiles[0].id: self._votes(group, votes) for group in groups}
        inside = {profile.id for group in groups for profile in group.profiles}
        taken: set[str] = set()
        for group in sorted(groups, key=lambda group: _claim(before[group.profiles[0].id], group)):
            possible = _possible_ids(group, before[group.profiles[0].id])
            id = next(id for id in possible if id not in taken and not self._is_elsewhere(id, inside))
            taken.add(id)
            self._db.executemany("UPDATE profiles SET linked = ? WHERE id = ?", ([id, p.id] for p in group.profiles))

    def _votes(self, group: _Group, votes: Mapping[str, Counter[str]]) -> Counter[str]:
        found: Counter[str] = Counter()
        for profile in group.profiles:
            [linked] = self._db.execute("SELECT linked FROM profiles WHERE id = ?", [profile.id]).fetchone()
            found.update([linked] if linked is not None else votes.get(profile.id, ()))
        return found

    def _is_elsewhere(self, id: str, inside: set[str]) -> bool:
        return any(p not in inside for (p,) in self._db.execute("SELECT id FROM profiles WHERE linked = ?", [id]))

    def _keep_doubts(self, groups: Iterable[_Group], unmade: Iterable[Merge]) -> None:
        """The best doubt between any two groups; a pair that can never be one is none."""
        group_of = {profile.id: group for group in groups for profile in group.profiles}
        others: dict[str, _Group] = {}
        seen: set[frozenset[int]] = set()
        for doubt in unmade:
            a, b = (group_of.get(id) or self._group_outside(id, others) for id in (doubt.a, doubt.b))
            between = frozenset((id(a), id(b)))
            if a is b or between in seen or _against(a, b, self._decisions):
                continue
            seen.add(between)
            row = [doubt.a, doubt.b, doubt.score, json.dumps(doubt.reasons, ensure_ascii=False)]
            self._db.execute("INSERT INTO merges VALUES (?, ?, ?, ?, 0, 0)", row)

    def _group_outside(self, id: str, known: dict[str, _Group]) -> _Group:
        """The group of a profile that is not done again."""
        [linked] = self._db.execute("SELECT linked FROM profiles WHERE id = ?", [id]).fetchone()
        if linked not in known:
            members = self._db.execute("SELECT id FROM profiles WHERE linked = ? ORDER BY id", [linked])
            known[linked] = _Group([self._profile_of(member) for (member,) in members])
        return known[linked]


def _group(
    profiles: Mapping[str, Profile], scored: Iterable[Merge], decisions: Decisions
) -> tuple[list[_Group], list[Merge]]:
    """Groups of profiles, and the likenesses that did not lead to one, the likest first. What a person confirmed joins
    whole groups, whatever speaks against it."""
    group_of = {id: _Group([profile]) for id, profile in profiles.items()}
    unmade: list[Merge] = []
    for merge in _in_turn(profiles, scored, decisions):
        if merge.score < MERGE:
            unmade.append(merge)
            continue
        a, b = group_of[merge.a], group_of[merge.b]
        if a is not b and (against := _against(a, b, decisions)):
            unmade.append(Merge(merge.a, merge.b, merge.score, (*merge.reasons, against)))
        else:
            _join(a, b, merge, group_of)
    for id, other in sorted(decisions.same):
        if id in profiles and other in profiles:
            _join(group_of[id], group_of[other], Merge(id, other, 1.0, ("confirmed",), True), group_of)
    groups = {group.profiles[0].id: group for group in group_of.values()}
    for group in groups.values():
        group.profiles.sort(key=lambda profile: profile.id)
    return list(groups.values()), unmade


def _join(a: _Group, b: _Group, merge: Merge, group_of: dict[str, _Group]) -> None:
    """Make two groups one, if they are not."""
    if a is b:
        return
    if len(a.profiles) < len(b.profiles):
        a, b = b, a
    a.profiles += b.profiles
    a.merges += [*b.merges, merge]
    for profile in b.profiles:
        group_of[profile.id] = a


def _in_turn(profiles: Mapping[str, Profile], scored: Iterable[Merge], decisions: Decisions) -> list[Merge]:
    """Possible merges, the likest first; what could be either of two that are not one is held back."""
    free = [merge for merge in scored if (merge.a, merge.b) not in decisions.different]
    alike: dict[str, list[str]] = defaultdict(list)
    for merge in free:
        if merge.score >= MERGE:
            alike[merge.a].append(merge.b)
            alike[merge.b].append(merge.a)
    torn = {id for id, others in alike.items() if _is_torn(sorted(others), profiles)}
    held = [_held(merge) if (merge.a in torn) != (merge.b in torn) else merge for merge in free]
    return sorted(held, key=lambda merge: (-merge.score, merge.a, merge.b))


def _is_torn(others: Sequence[str], profiles: Mapping[str, Profile]) -> bool:
    """Whether a profile is like two that cannot be one: it says too little to tell which of them it is."""
    return any(conflict(profiles[a], profiles[b]) for a, b in combinations(others[:_LOOKED_AT], 2))


def _held(merge: Merge) -> Merge:
    if merge.score < MERGE:
        return merge
    return Merge(merge.a, merge.b, MERGE - 0.01, (*merge.reasons, "could be either of two"))


def _against(a: _Group, b: _Group, decisions: Decisions) -> str | None:
    for x in a.profiles:
        for y in b.profiles:
            if (min(x.id, y.id), max(x.id, y.id)) in decisions.different:
                return "a person said they are two"
            if reason := conflict(x, y):
                return reason
    return None


def _claim(votes: Counter[str], group: _Group) -> tuple[int, str]:
    """Groups with most votes for one id choose first."""
    return -max(votes.values(), default=0), group.profiles[0].id


def _possible_ids(group: _Group, votes: Counter[str]) -> Iterator[str]:
    yield from sorted(votes, key=lambda id: (-votes[id], id))
    yield from (_id(profile.id) for profile in group.profiles)
    yield from (_id(f"{group.profiles[0].id} {number}") for number in count(2))


def _id(words: str) -> str:
    return "F" + hashlib.sha256(words.encode()).hexdigest()[:10]
