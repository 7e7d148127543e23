"""What part of a corpus a question is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from factorygap.corpus.gap import CorpusGap
from factorygap.corpus.links import LinkedFacility
from factorygap.corpus.names import place_key
from factorygap.corpus.statements import Statement


@dataclass(frozen=True)
class Selection:
    """Every filter that is given must hold. ``facility``, ``product``, ``programme`` and ``outlet`` are parts of a
    name, ``place`` is a town, province or country in any romanisation, ``since`` and ``until`` ISO dates or their
    beginnings (2024, 2024-05) of the time spoken of."""

    facility: str | None = None
    place: str | None = None
    product: str | None = None
    programme: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    topics: Collection[str] = ()
    verdicts: Collection[str] = ()

    @property
    def takes_all_facilities(self) -> bool:
        return not (self.facility or self.place or self.product or self.programme)

    def takes_facility(self, facility: LinkedFacility) -> bool:
        """Whether the facility fits, by name or id, place, product and programme."""
        if self.facility and facility.id != self.facility and not _holds(facility.names, self.facility):
            return False
        if self.product and not _holds(facility.products, self.product):
            return False
        if self.programme and not _holds([facility.programme or ""], self.programme):
            return False
        return not self.place or self._is_at(facility)

    def takes_statement(self, statement: Statement) -> bool:
        """Whether the statement fits, by topic and time."""
        if self.topics and statement.topic not in self.topics:
            return False
        if self.since and statement.as_of < self.since:
            return False
        return not self.until or (statement.date or "") <= self.until + "~"

    def takes_gap(self, gap: CorpusGap) -> bool:
        """Whether the gap fits, by verdict and by the outlets that speak in it."""
        if self.verdicts and gap.verdict not in self.verdicts:
            return False
        return not self.outlet or any(_holds([s.outlet or ""], self.outlet) for s in (*gap.official, *gap.ground))

    def takes_general(self, gap: CorpusGap) -> bool:
        """Whether a gap on factories in general fits: by product and programme, as far as its statements say."""
        said = (*gap.official, *gap.ground)
        if self.facility or self.place:
            return False
        if self.product and not _holds([s.product or "" for s in said], self.product):
            return False
        return not self.programme or _holds([p for s in said for p in s.programmes], self.programme)

    def _is_at(self, facility: LinkedFacility) -> bool:
        place = facility.place or {}
        wanted = place_key(self.place or "")
        return any(place_key(str(place[k])) == wanted for k in ("name", "admin1", "country") if place.get(k))


def _holds(names: Iterable[str], part: str) -> bool:
    return any(part.casefold() in name.casefold() for name in names)
