"""What an article says of a facility, as far as it helps to know the facility again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations

from factorygap.corpus.names import NameKey, name_key, owner_key, place_key
from factorygap.places import Place as KnownPlace
from factorygap.places import lookup, region
from factorygap.records import Actor, Facility, Place, Record

_ACRONYM = 5
_Where = tuple[str, str | None, str | None, float | None, float | None]


@dataclass(frozen=True)
class Sighting:
    """A facility as one or more articles describe it, word for word; ``whole`` is what a unit is part of."""

    name: str
    names: tuple[str, ...]
    type: str
    place: _Where | None
    operator: str | None
    programme: str | None
    whole: Sighting | None


@dataclass(frozen=True)
class Profile:
    """A sighting in comparable form: facilities with equal profiles are one. ``place`` is a town or county; a province
    or country alone is ``admin1`` and ``country``. ``id`` is a digest of what the article says, the same in every run
    and whatever other articles say."""

    id: str
    names: tuple[NameKey, ...]
    type: str
    place: str | None
    admin1: str | None
    country: str | None
    at: tuple[float, float] | None
    owner: str | None
    parent: Profile | None = None

    @cached_property
    def facts(self) -> tuple[object, ...]:
        """All that two profiles can differ in."""
        parent = self.parent.facts if self.parent else None
        return self.names, self.type, self.place, self.admin1, self.country, self.at, self.owner, parent

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(number for name in self.names for number in name.numbers)

    @cached_property
    def compass(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name.compass)

    @cached_property
    def industry(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name.industry)

    @cached_property
    def is_named_for_place(self) -> bool:
        """Whether the names have no proper word but the place's, which then says nothing more."""
        return all(name.spelling in ("", self.place) for name in self.names)

    @cached_property
    def at_names(self) -> frozenset[str]:
        """Towns at which the facility may be: its place, or what its names say where no place is known."""
        return frozenset([self.place]) if self.place else frozenset(name.spelling for name in self.names) - {""}

    def owners(self) -> Iterator[str]:
        """The owners of the facility and of what it is part of."""
        if self.owner is not None:
            yield self.owner
        if self.parent is not None:
            yield from self.parent.owners()

    def under(self, owners: Mapping[str, str]) -> Profile:
        """The profile with its owners under the names that all articles together give them (``same_owners``)."""
        if not any(owner in owners for owner in self.owners()):
            return self
        parent = self.parent.under(owners) if self.parent else None
        return replace(self, owner=owners.get(self.owner or "", self.owner), parent=parent)


def sightings(record: Record) -> dict[str, Sighting]:
    """The sighting of each facility of a record, by facility id."""
    facilities = {facility.id: facility for facility in record.facilities}
    return {facility.id: _sighting(facility, facilities, depth=3) for facility in record.facilities}


def _sighting(facility: Facility, facilities: Mapping[str, Facility], depth: int) -> Sighting:
    whole = facilities.get(facility.part_of or "") if depth else None
    return Sighting(
        facility.name,
        tuple(dict.fromkeys(m.text for m in facility.mentions if m.kind == "name" and _is_single(m.text))),
        facility.type,
        _where(facility.place),
        facility.operator,
        facility.programme,
        _sighting(whole, facilities, depth - 1) if whole and whole is not facility else None,
    )


def _where(place: Place | None) -> _Where | None:
    return (place.name, place.admin1, place.country, place.lat, place.lon) if place else None


def _is_single(name: str) -> bool:
    """Whether a mention names one facility ("the Hyesan and Kapsan mines" names two)."""
    return " and " not in name and "," not in name


def profile_of(sighting: Sighting) -> Profile:
    """The profile of a sighting, its owner under the name that the article gives it."""
    is_unit = sighting.type == "unit"
    town, province = sighting.place[:2] if sighting.place else (None, None)
    called = {
        name_key(name, sighting.operator, town=town, province=province, is_unit=is_unit)
        for name in (sighting.name, *sighting.names)
    }
    names = tuple(sorted(called, key=repr))
    owner = (
        owner_key(sighting.operator) if sighting.operator else next((name.owner for name in names if name.owner), None)
    )
    where = _placed(*sighting.place) if sighting.place else (None, None, None, None)
    parent = profile_of(sighting.whole) if sighting.whole else None
    facts = (names, sighting.type, *where, owner or None)
    id = hashlib.sha256(repr((*facts, parent.id if parent else None)).encode()).hexdigest()[:16]
    return Profile(id, *facts, parent)


_Placed = tuple[str | None, str | None, str | None, tuple[float, float] | None]


@lru_cache(maxsize=100_000)
def _placed(name: str, admin1: str | None, country: str | None, lat: float | None, lon: float | None) -> _Placed:
    """Town, province, country and coordinates of a place; none of a province counts as a town's."""
    known = _known(name, admin1) if country in (None, "KP") else None
    if known is not None and known.kind == "province":
        return None, place_key(known.name), country, None
    wide = region(name)
    if wide is not None and known is None:
        return None, place_key(wide[0]) if wide[0] else None, wide[1], None
    at = (lat, lon) if lat is not None and lon is not None else None
    return place_key(known.name if known else name), place_key(admin1) if admin1 else None, country, at


def _known(name: str, admin1: str | None) -> KnownPlace | None:
    return lookup(name, (admin1,) if admin1 else ())


def company_names(actor: Actor) -> tuple[str, ...]:
    """The keys of the names under which an article speaks of one company, sorted; empty for other actors."""
    if actor.category != "company":
        return ()
    keys = {owner_key(actor.name), *(owner_key(mention.text) for mention in actor.mentions if mention.kind == "name")}
    return tuple(sorted(keys - {""}))


def same_owners(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Each company name under the longest one that articles use for the same company: {"vw": "volkswagen"}.

    Only names of which one shortens the other count, so that one article's slip does not make two companies one.
    """
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for group in groups:
        for a, b in combinations(group, 2):
            long, short = sorted((a, b), key=lambda name: (-len(name), name))
            if _shortens(short, long):
                first, second = sorted((find(long), find(short)), key=lambda name: (-len(name), name))
                root[second] = first
    return {name: find(name) for name in sorted(root)}


def _shortens(short: str, long: str) -> bool:
    """Whether a name is the other's beginning, or has its letters in their order ("vw", "volkswagen")."""
    rest = iter(long)
    return long.startswith(short) or (
        len(short) <= _ACRONYM and short[0] == long[0] and all(letter in rest for letter in short)
    )
