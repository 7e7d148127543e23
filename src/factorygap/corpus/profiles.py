"""What an article says of a facility, as far as it helps to know the facility again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from factorygap.corpus.names import NameKey, name_key
from factorygap.places import key, lookup
from factorygap.records import Actor, Facility, Place, Record

_LEGAL_FORMS = frozenset(
    "the co corp inc ltd plc ag sa se nv bv gmbh llc company corporation limited group holdings pjsc oao spa".split()
)


@dataclass(frozen=True)
class Sighting:
    """A facility as one or more articles describe it, word for word; ``whole`` is what a unit is part of."""

    name: str
    names: tuple[str, ...]
    type: str
    place: tuple[str, str | None, str | None, float | None, float | None] | None
    operator: str | None
    programme: str | None
    whole: Sighting | None


@dataclass(frozen=True)
class Profile:
    """A sighting in comparable form: facilities with equal profiles are one."""

    names: tuple[NameKey, ...]
    type: str
    place: str | None
    admin1: str | None
    country: str | None
    at: tuple[float, float] | None
    owner: str | None
    parent: Profile | None = None

    @cached_property
    def id(self) -> str:
        """A digest of what the profile says: the same in every run."""
        return hashlib.sha256(repr((*self._facts(), self.parent.id if self.parent else None)).encode()).hexdigest()[:16]

    def _facts(self) -> tuple[object, ...]:
        return self.names, self.type, self.place, self.admin1, self.country, self.at, self.owner


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


def _where(place: Place | None) -> tuple[str, str | None, str | None, float | None, float | None] | None:
    return (place.name, place.admin1, place.country, place.lat, place.lon) if place else None


def _is_single(name: str) -> bool:
    """Whether a mention names one facility ("the Hyesan and Kapsan mines" names two)."""
    return " and " not in name and "," not in name


def profile_of(sighting: Sighting, owners: Mapping[str, str]) -> Profile:
    """The profile of a sighting; ``owners`` from ``same_owners``."""
    names = {name_key(name, sighting.operator) for name in (sighting.name, *sighting.names)}
    owner = owner_key(sighting.operator) if sighting.operator else None
    name, admin1, country, lat, lon = sighting.place or (None, None, None, None, None)
    known = lookup(name, (admin1,) if admin1 else ()) if name and country in (None, "KP") else None
    return Profile(
        tuple(sorted(names)),
        sighting.type,
        key(known.name) if known else key(name) if name else None,
        key(admin1) if admin1 else None,
        country,
        (lat, lon) if lat is not None and lon is not None else None,
        owners.get(owner, owner) if owner else None,
        profile_of(sighting.whole, owners) if sighting.whole else None,
    )


def company_names(actor: Actor) -> tuple[str, ...]:
    """The keys of the names under which an article speaks of one company, sorted; empty for other actors."""
    if actor.category != "company":
        return ()
    keys = {owner_key(actor.name), *(owner_key(mention.text) for mention in actor.mentions if mention.kind == "name")}
    return tuple(sorted(keys - {""}))


def same_owners(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Each company name under the longest one that articles use for the same company: {"vw": "volkswagen"}."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for first, *others in groups:
        for other in others:
            a, b = sorted((find(first), find(other)), key=lambda name: (-len(name), name))
            root[b] = a
    return {name: find(name) for name in root}


def owner_key(name: str) -> str:
    """A company's name without its legal form, romanised: "Volkswagen AG" and "Volkswagen" are one."""
    words = name.replace("’s", "").replace("'s", "").split()
    return key(" ".join(word for word in words if word.lower().strip(".,") not in _LEGAL_FORMS))
