"""What the official side says of a plant over time, against what is reported on the spot."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from factorygap.corpus.links import LinkedFacility, Links
from factorygap.corpus.statements import Statement
from factorygap.labels import GapTopic, Verdict
from factorygap.verdicts import verdict

PERIOD = 365
"""Days between two statements from which they speak of different times."""


@dataclass(frozen=True)
class CorpusGap:
    """Both sides on one topic of one facility (None: of factories in general). ``comparable`` pairs the values of the
    latest numbers in one kind and unit; ``sources`` counts the independent sources of either side."""

    facility: str | None
    topic: GapTopic
    verdict: Verdict
    official: tuple[Statement, ...]
    ground: tuple[Statement, ...]
    comparable: tuple[tuple[str, str], ...]
    sources: tuple[int, int]


def gaps(found: Iterable[Statement], links: Links, *, period: int = PERIOD) -> list[CorpusGap]:
    """The gaps of all facilities and topics, in the order of the facilities' first mention.

    A general official statement (of no facility) is set against the plants of its programme, of its article, or of its
    country and product. Statements that lie further apart than ``period`` days make two gaps of one side each.
    """
    by_topic: dict[tuple[str | None, GapTopic], list[Statement]] = defaultdict(list)
    general = _General()
    for statement in found:
        if not (statement.sign or statement.figure):
            continue
        by_topic[(statement.facility, statement.topic)].append(statement)
        if statement.facility is None and statement.side == "official":
            general.add(statement)
    order = {id: number for number, id in enumerate(links.facilities)}
    keys = sorted(by_topic, key=lambda key: (order.get(key[0] or "", len(order)), key[1]))
    return [gap for key in keys for gap in _gaps(key, by_topic[key], general, links, period)]


def _gaps(
    key: tuple[str | None, GapTopic], own: Sequence[Statement], general: _General, links: Links, period: int
) -> Iterator[CorpusGap]:
    facility = links.facilities.get(key[0] or "")
    official = [statement for statement in own if statement.side == "official"]
    ground = [statement for statement in own if statement.side != "official"]
    if facility is not None and ground:
        official += general.covering(facility, key[1], ground)
    met_official, met_ground = _with_partners(official, ground, period), _with_partners(ground, official, period)
    if met_official:
        yield _gap(key, met_official, met_ground)
        return
    if official:
        yield _gap(key, official, [])
    if ground:
        yield _gap(key, [], ground)


def _gap(key: tuple[str | None, GapTopic], official: Sequence[Statement], ground: Sequence[Statement]) -> CorpusGap:
    return CorpusGap(
        key[0], key[1], verdict(key[1], official, ground), tuple(official), tuple(ground),
        tuple(_comparable(official, ground)), (_independent(official), _independent(ground)),
    )  # fmt: skip


class _General:
    """Official statements of no facility, by what they cover."""

    def __init__(self) -> None:
        self._covering: dict[tuple[GapTopic, str, str], list[Statement]] = defaultdict(list)

    def add(self, statement: Statement) -> None:
        for kind, value in _coverage(statement.programmes, statement.article, statement.country, {statement.product}):
            self._covering[(statement.topic, kind, value)].append(statement)

    def covering(self, facility: LinkedFacility, topic: GapTopic, ground: Iterable[Statement]) -> list[Statement]:
        programmes = (facility.programme,) if facility.programme else ()
        country = (facility.place or {}).get("country")
        products = {statement.product for statement in ground}
        keys = [key for article, _ in facility.members for key in _coverage((), article, None, ())]
        keys += _coverage(programmes, None, country, products)
        covering = (statement for kind, value in keys for statement in self._covering.get((topic, kind, value), ()))
        return list({id(statement): statement for statement in covering}.values())


def _coverage(
    programmes: Iterable[str], article: str | None, country: str | None, products: Iterable[str | None]
) -> Iterator[tuple[str, str]]:
    yield from (("programme", programme) for programme in programmes)
    if article is not None:
        yield "article", article
    if country is not None:
        yield from (("product", f"{country} {product}") for product in sorted(filter(None, products)))


def _with_partners(some: Sequence[Statement], others: Sequence[Statement], period: int) -> list[Statement]:
    """Those of ``some`` that speak of the time of one of the ``others``; what has no date speaks of any."""
    spans = sorted((_day(other.date), _day(other.as_of)) for other in others if other.date)
    starts = [start for start, _ in spans]
    latest = [end for _, end in spans]
    for i in range(1, len(latest)):
        latest[i] = max(latest[i], latest[i - 1])
    undated = len(spans) < len(others)
    met = []
    for statement in some:
        if statement.date is None:
            near = bool(others)
        else:
            before = bisect_left(starts, _day(statement.as_of) + period + 1)  # those that start early enough
            near = undated or (before > 0 and latest[before - 1] >= _day(statement.date) - period)
        if near:
            met.append(statement)
    return met


@lru_cache(maxsize=100_000)
def _day(iso: str) -> int:
    """A date as a number of days; a year or month alone is its first day."""
    year, month, day = (iso[:10] + "-01-01").split("-")[:3]
    return date(int(year), int(month), int(day)).toordinal()


def _comparable(official: Sequence[Statement], ground: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    ours, theirs = _latest_figures(official), _latest_figures(ground)
    yield from ((ours[what], theirs[what]) for what in ours if what in theirs)


def _latest_figures(found: Iterable[Statement]) -> dict[tuple[str | None, ...], str]:
    ordered = sorted(found, key=lambda statement: statement.as_of)
    return {statement.figure[0]: statement.value for statement in ordered if statement.figure and statement.value}


def _independent(found: Iterable[Statement]) -> int:
    """How many sources do not repeat one another: an official body is one whoever passes its words on; on the ground,
    what different outlets hear is different."""
    return len({s.said_by.casefold() if s.side == "official" else (s.outlet or s.article, s.said_by) for s in found})
