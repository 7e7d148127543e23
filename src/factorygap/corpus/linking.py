"""The same facility in many articles, under many names: one id, with the reasons of every merge.

Work grows with the number of different profiles, not of articles: equal profiles are one from the start. Profiles are
compared where they share a name, or place and trade, likest first, and two groups are never joined against a veto
between any of their members. What is only likely stays apart and is listed for review.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from sys import intern
from typing import TypeVar

from factorygap.corpus.blocks import candidates
from factorygap.corpus.likeness import MERGE, conflict, likeness
from factorygap.corpus.links import Decisions, LinkedFacility, Links, Merge
from factorygap.corpus.profiles import Profile, Sighting, company_names, profile_of, same_owners, sightings
from factorygap.records import Record

DOUBT = 0.6
"""Likeness from which a person should look."""
_LOOKED_AT = 50
"""Likenesses of one profile among which a contradiction is sought."""

Value = TypeVar("Value")


@dataclass
class _Group:
    profiles: list[Profile]
    merges: list[Merge]


class Linker:
    """Takes records one by one, keeping what they say of facilities and no more; then links."""

    def __init__(self) -> None:
        self._seen: dict[Sighting, list[tuple[int, str]]] = {}
        self._articles: list[str] = []
        self._companies: set[tuple[str, ...]] = set()
        self._products: dict[tuple[int, str], list[str]] = {}

    def add(self, record: Record) -> None:
        self._companies.update(names for actor in record.actors if len(names := company_names(actor)) > 1)
        for facility_id, sighting in sightings(record).items():
            self._seen.setdefault(sighting, []).append((len(self._articles), facility_id))
        for product in record.products:
            if product.facility is not None:
                self._products.setdefault((len(self._articles), product.facility), []).append(intern(product.name))
        self._articles.append(record.article.id)

    def link(self, known: Mapping[str, str] | None = None, decisions: Decisions | None = None) -> Links:
        """The links of all that was added. ``known`` are the profile ids of an earlier run with their facility ids,
        which are kept."""
        owners = same_owners(sorted(self._companies))
        profiles: dict[str, Profile] = {}
        members: dict[str, list[Sighting]] = defaultdict(list)
        for sighting in self._seen:
            profile = profile_of(sighting, owners)
            profiles.setdefault(profile.id, profile)
            members[profile.id].append(sighting)
        groups, doubts = _group(profiles, decisions or Decisions())
        order = {id: number for number, id in enumerate(profiles)}
        groups.sort(key=lambda group: min(order[profile.id] for profile in group.profiles))
        ids = _ids(groups, known or {})
        facilities = (self._linked(group, members, ids) for group in groups)
        names = {id: found[0].name for id, found in members.items()}
        return Links({facility.id: facility for facility in facilities}, doubts, ids, names)

    def _linked(self, group: _Group, members: Mapping[str, list[Sighting]], ids: Mapping[str, str]) -> LinkedFacility:
        found = [sighting for profile in group.profiles for sighting in members[profile.id]]
        weight = {sighting: len(self._seen[sighting]) for sighting in found}
        places = [(s.place, n) for s, n in weight.items() if s.place]
        best = max((_precision(place) for place, _ in places), default=None)
        place = _commonest((place, n) for place, n in places if _precision(place) == best)
        at = sorted(at for sighting in found for at in self._seen[sighting])
        products = Counter(product for where in at for product in self._products.get(where, ()))
        parents = [ids[profile.parent.id] for profile in group.profiles if profile.parent and profile.parent.id in ids]
        return LinkedFacility(
            id=ids[group.profiles[0].id],
            name=_commonest((s.name, n) for s, n in weight.items()) or "",
            names=sorted({sighting.name for sighting in found}),
            type=_commonest((s.type, n) for s, n in weight.items()) or "",
            place=dict(zip(("name", "admin1", "country", "lat", "lon"), place, strict=True)) if place else None,
            operator=_commonest((s.operator, n) for s, n in weight.items()),
            programme=_commonest((s.programme, n) for s, n in weight.items()),
            products=sorted(products, key=lambda product: (-products[product], product)),
            part_of=_commonest((parent, 1) for parent in parents),
            members=[(self._articles[article], facility) for article, facility in at],
            merges=sorted(group.merges, key=lambda merge: (-merge.score, merge.a, merge.b)),
        )


def link(
    records: Iterable[Record], known: Mapping[str, str] | None = None, decisions: Decisions | None = None
) -> Links:
    """Link the facilities of records, which are read once and not kept."""
    linker = Linker()
    for record in records:
        linker.add(record)
    return linker.link(known, decisions)


def _group(profiles: Mapping[str, Profile], decisions: Decisions) -> tuple[list[_Group], list[Merge]]:
    group_of = {id: _Group([profile], []) for id, profile in profiles.items()}
    doubts: list[Merge] = []
    for merge in _merges(profiles, decisions):
        a, b = group_of[merge.a], group_of[merge.b]
        if a is b:
            continue
        against = None if merge.decided else _against(a, b, decisions)
        if not merge.decided and (merge.score < MERGE or against):
            doubts.append(merge if not against else Merge(merge.a, merge.b, merge.score, (*merge.reasons, against)))
            continue
        if len(a.profiles) < len(b.profiles):
            a, b = b, a
        a.profiles += b.profiles
        a.merges += [*b.merges, merge]
        for profile in b.profiles:
            group_of[profile.id] = a
    return list({id(group): group for group in group_of.values()}.values()), _between_groups(
        doubts, group_of, decisions
    )


def _between_groups(doubts: Iterable[Merge], group_of: Mapping[str, _Group], decisions: Decisions) -> list[Merge]:
    """The best doubt between any two groups; a pair that can never be one is none."""
    found: dict[frozenset[int], Merge] = {}
    for doubt in doubts:
        a, b = group_of[doubt.a], group_of[doubt.b]
        if a is not b and _against(a, b, decisions) is None:
            found.setdefault(frozenset((id(a), id(b))), doubt)
    return list(found.values())


def _merges(profiles: Mapping[str, Profile], decisions: Decisions) -> list[Merge]:
    """Possible merges: a person's first, then the likest."""
    decided = [
        Merge(a, b, 1.0, ("confirmed",), True) for a, b in sorted(decisions.same) if a in profiles and b in profiles
    ]
    scored: list[Merge] = []
    alike: dict[str, list[str]] = defaultdict(list)
    for a, b in candidates(profiles.values()):
        if (a, b) in decisions.different:
            continue
        like = likeness(profiles[a], profiles[b])
        if like.score >= DOUBT:
            scored.append(Merge(a, b, like.score, like.reasons))
        if like.score >= MERGE:
            alike[a].append(b)
            alike[b].append(a)
    torn = {id for id, others in alike.items() if _is_torn(sorted(others), profiles)}
    held = [_held(merge) if (merge.a in torn) != (merge.b in torn) else merge for merge in scored]
    return decided + sorted(held, key=lambda merge: (-merge.score, merge.a, merge.b))


def _is_torn(others: Sequence[str], profiles: Mapping[str, Profile]) -> bool:
    """Whether a profile is like two that cannot be one: it says too little to tell which of them it is."""
    return any(conflict(profiles[a], profiles[b]) for a, b in combinations(others[:_LOOKED_AT], 2))


def _held(merge: Merge) -> Merge:
    return Merge(merge.a, merge.b, min(merge.score, MERGE - 0.01), (*merge.reasons, "could be either of two"))


def _against(a: _Group, b: _Group, decisions: Decisions) -> str | None:
    for x in a.profiles:
        for y in b.profiles:
            if (min(x.id, y.id), max(x.id, y.id)) in decisions.different:
                return "a person said they are two"
            if reason := conflict(x, y):
                return reason
    return None


def _ids(groups: Iterable[_Group], known: Mapping[str, str]) -> dict[str, str]:
    """A facility id for each profile: the one that most of its group had before, else a digest of its first one."""
    taken: set[str] = set()
    ids: dict[str, str] = {}
    for group in groups:
        group_id = next(id for id in _possible_ids(group, known) if id not in taken)
        taken.add(group_id)
        ids |= {profile.id: group_id for profile in group.profiles}
    return ids


def _possible_ids(group: _Group, known: Mapping[str, str]) -> Iterator[str]:
    before = Counter(known[profile.id] for profile in group.profiles if profile.id in known)
    yield from sorted(before, key=lambda id: (-before[id], id))
    for profile in sorted(group.profiles, key=lambda profile: profile.id):
        yield "F" + hashlib.sha256(profile.id.encode()).hexdigest()[:10]


def _precision(place: tuple[str, str | None, str | None, float | None, float | None]) -> tuple[bool, bool]:
    return place[3] is not None, place[1] is not None


def _commonest(values: Iterable[tuple[Value | None, int]]) -> Value | None:
    """The value with the most weight, then the longest; None where there is none."""
    weights: Counter[Value] = Counter()
    for value, weight in values:
        if value is not None:
            weights[value] += weight
    return max(weights, key=lambda value: (weights[value], len(str(value)), str(value)), default=None)
