"""The same facility in many articles, under many names: one id, with the reasons of every merge.

Work grows with the number of different profiles, not of articles: equal profiles are one from the start. Profiles are
compared where they share a proper word, a place or an owner, likest first, and two groups are never joined against a
veto between any of their members. What is only likely stays apart and is listed for review.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from factorygap.corpus.likeness import Likeness, likeness, veto
from factorygap.corpus.profiles import Profile, Sighting, company_names, profile_of, same_owners, sightings
from factorygap.records import Record

MERGE = 0.8
"""Likeness from which two profiles are one facility."""
DOUBT = 0.6
"""Likeness from which a person should look."""
MAX_BLOCK = 300
"""Profiles under one key that are compared pair by pair; a larger block is split by a second key."""


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
    """Profile id to a name, for people who review."""

    def __post_init__(self) -> None:
        self._of = {member: facility.id for facility in self.facilities.values() for member in facility.members}

    def of(self, article: str, facility: str | None) -> str | None:
        """The linked id of a facility of an article."""
        return self._of.get((article, facility)) if facility else None


@dataclass(frozen=True)
class Decisions:
    """What a person decided: pairs of profile ids that are the same, and that are different."""

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()

    def to_json(self) -> str:
        return json.dumps({"same": sorted(self.same), "different": sorted(self.different)}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Decisions:
        """Raises ValueError or KeyError for what is no decisions file."""
        data = json.loads(text)
        return cls(*(frozenset((min(p), max(p)) for p in data[key]) for key in ("same", "different")))


def link(
    records: Iterable[Record], known: Mapping[str, str] | None = None, decisions: Decisions | None = None
) -> Links:
    """Link the facilities of records, which are read once and not kept.

    ``known`` are the profile ids of an earlier run with their facility ids, which are kept.
    """
    seen: dict[Sighting, list[tuple[str, str]]] = {}
    companies: set[tuple[str, ...]] = set()
    for record in records:
        companies.update(names for actor in record.actors if len(names := company_names(actor)) > 1)
        for facility_id, sighting in sightings(record).items():
            seen.setdefault(sighting, []).append((record.article.id, facility_id))
    owners = same_owners(sorted(companies))
    profiles: dict[str, Profile] = {}
    members: dict[str, list[_Member]] = defaultdict(list)
    for sighting, where in seen.items():
        profile = profile_of(sighting, owners)
        profiles.setdefault(profile.id, profile)
        members[profile.id].append((sighting, where))
    groups, doubts = _group(profiles, decisions or Decisions())
    return _links(groups, doubts, members, known or {})


_Member = tuple[Sighting, list[tuple[str, str]]]


@dataclass
class _Group:
    profiles: list[Profile]
    merges: list[Merge]


def _group(profiles: dict[str, Profile], decisions: Decisions) -> tuple[list[_Group], list[Merge]]:
    group_of = {id: _Group([profile], []) for id, profile in profiles.items()}
    doubts: list[Merge] = []
    for merge in _merges(profiles, decisions):
        a, b = group_of[merge.a], group_of[merge.b]
        if a is b:
            continue
        if not merge.decided and (merge.score < MERGE or _vetoed(a, b, decisions)):
            doubts.append(merge)
            continue
        if len(a.profiles) < len(b.profiles):
            a, b = b, a
        a.profiles += b.profiles
        a.merges += [*b.merges, merge]
        for profile in b.profiles:
            group_of[profile.id] = a
    left = [doubt for doubt in doubts if group_of[doubt.a] is not group_of[doubt.b]]
    return list({id(group): group for group in group_of.values()}.values()), left


def _merges(profiles: dict[str, Profile], decisions: Decisions) -> list[Merge]:
    """Possible merges: a person's first, then the likest."""
    found = [
        Merge(a, b, 1.0, ("confirmed",), True) for a, b in sorted(decisions.same) if a in profiles and b in profiles
    ]
    alike: dict[str, list[str]] = defaultdict(list)
    scored: list[Merge] = []
    for a, b in sorted(_candidates(profiles.values()) - decisions.different):
        like: Likeness = likeness(profiles[a], profiles[b])
        if like.score >= DOUBT:
            scored.append(Merge(a, b, like.score, like.reasons))
            if like.score >= MERGE:
                alike[a].append(b)
                alike[b].append(a)
    torn = {id for id, others in alike.items() if _is_torn(id, others, profiles)}
    for merge in scored:
        if torn & {merge.a, merge.b} and merge.score >= MERGE and not _settled(merge, profiles):
            merge = Merge(merge.a, merge.b, MERGE - 0.01, (*merge.reasons, "could be either of two"))
        found.append(merge)
    return sorted(found, key=lambda merge: (not merge.decided, -merge.score, merge.a, merge.b))


def _is_torn(id: str, others: Sequence[str], profiles: dict[str, Profile]) -> bool:
    """Whether a profile without a place of its own is like two facilities that cannot be one."""
    if profiles[id].place or profiles[id].admin1:
        return False
    return any(veto(profiles[a], profiles[b]) for a, b in combinations(others[:50], 2))


def _settled(merge: Merge, profiles: dict[str, Profile]) -> bool:
    a, b = profiles[merge.a], profiles[merge.b]
    return (a.place is None) == (b.place is None)


def _vetoed(a: _Group, b: _Group, decisions: Decisions) -> bool:
    return any(
        veto(x, y) is not None or (min(x.id, y.id), max(x.id, y.id)) in decisions.different
        for x in a.profiles
        for y in b.profiles
    )


def _candidates(profiles: Iterable[Profile]) -> set[tuple[str, str]]:
    """Pairs of profile ids that share a key, each smaller id first."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in set(_keys(profile)):
            blocks[key].append(profile)
    return {pair for block in blocks.values() for pair in _pairs(block)}


def _pairs(block: Sequence[Profile]) -> Iterator[tuple[str, str]]:
    if len(block) <= MAX_BLOCK:
        for a, b in combinations(block, 2):
            yield min(a.id, b.id), max(a.id, b.id)
        return
    parts: dict[str, list[Profile]] = defaultdict(list)
    for profile in block:
        for key in {f"{name.proper}|{industry}" for name in profile.names for industry in (*name.industry, "")}:
            parts[key].append(profile)
    for part in parts.values():
        for a, b in combinations(part[:MAX_BLOCK], 2):
            yield min(a.id, b.id), max(a.id, b.id)


def _keys(profile: Profile) -> Iterator[str]:
    unit = "unit:" if profile.type == "unit" else ""
    named = profile.parent if profile.type == "unit" and profile.parent else profile
    for name in named.names:
        if name.proper:
            yield f"{unit}name:{name.proper[:5]}"
        for word in name.words:
            yield f"{unit}word:{word}"
    if named.place:
        yield f"{unit}place:{named.place}"


def _links(
    groups: list[_Group],
    doubts: list[Merge],
    members: dict[str, list[_Member]],
    known: Mapping[str, str],
) -> Links:
    order = {id: number for number, id in enumerate(members)}
    groups.sort(key=lambda group: min(order[profile.id] for profile in group.profiles))
    taken: set[str] = set()
    ids: dict[str, str] = {}
    for group in groups:
        group_id = _group_id(group, known, taken)
        taken.add(group_id)
        ids |= {profile.id: group_id for profile in group.profiles}
    facilities = {ids[group.profiles[0].id]: _linked(group, members, ids) for group in groups}
    names = {id: found[0][0].name for id, found in members.items()}
    return Links(facilities, doubts, ids, names)


def _group_id(group: _Group, known: Mapping[str, str], taken: set[str]) -> str:
    """The id that most of the group's profiles had before, else a digest of its first profile."""
    before = Counter(known[profile.id] for profile in group.profiles if profile.id in known)
    for id, _ in sorted(before.items(), key=lambda item: (-item[1], item[0])):
        if id not in taken:
            return id
    for profile in sorted(group.profiles, key=lambda profile: profile.id):
        id = "F" + hashlib.sha256(profile.id.encode()).hexdigest()[:10]
        if id not in taken:
            return id
    raise AssertionError("two groups share all their profiles")


def _linked(group: _Group, members: dict[str, list[_Member]], ids: dict[str, str]) -> LinkedFacility:
    found = [member for profile in group.profiles for member in members[profile.id]]
    names = Counter({sighting.name: 0 for sighting, _ in found})
    types: Counter[str] = Counter()
    for sighting, where in found:
        names[sighting.name] += len(where)
        types[sighting.type] += len(where)
    places = [sighting.place for sighting, _ in found if sighting.place]
    place = max(places, key=lambda p: (p[3] is not None, p[1] is not None), default=None)
    parents = (profile.parent for profile in group.profiles)
    return LinkedFacility(
        id=ids[group.profiles[0].id],
        name=max(names, key=lambda name: (names[name], len(name), name)),
        names=sorted(names),
        type=types.most_common(1)[0][0],
        place=dict(zip(("name", "admin1", "country", "lat", "lon"), place, strict=True)) if place else None,
        operator=next((sighting.operator for sighting, _ in found if sighting.operator), None),
        programme=next((sighting.programme for sighting, _ in found if sighting.programme), None),
        part_of=next((ids[parent.id] for parent in parents if parent and parent.id in ids), None),
        members=[member for _, where in found for member in where],
        merges=sorted(group.merges, key=lambda merge: (-merge.score, merge.a, merge.b)),
    )
