"""What the official side says of a plant over time, against what is reported on the spot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from factorygap.corpus.linking import LinkedFacility, Links
from factorygap.corpus.statements import Statement
from factorygap.labels import GapTopic, Verdict
from factorygap.verdicts import verdict

PERIOD = 365
"""Days between two statements from which they speak of different times."""


@dataclass(frozen=True)
class CorpusGap:
    """Both sides on one topic of one facility (None: of factories in general). ``comparable`` pairs the values of
    numbers in the same unit; ``sources`` counts independent articles of either side."""

    facility: str | None
    topic: GapTopic
    verdict: Verdict
    official: tuple[Statement, ...]
    ground: tuple[Statement, ...]
    comparable: tuple[tuple[str, str], ...]
    sources: tuple[int, int]


def gaps(found: Iterable[Statement], links: Links, *, period: int = PERIOD) -> list[CorpusGap]:
    """The gaps of all facilities and topics, in the order of the facilities' first mention.

    A general official statement (of no facility) is set against the plants of its programme, or against the plants of
    its country that its article or the ground side's article speaks of.
    """
    by_topic: dict[tuple[str | None, GapTopic], list[Statement]] = defaultdict(list)
    general: dict[GapTopic, list[Statement]] = defaultdict(list)
    for statement in found:
        by_topic[(statement.facility, statement.topic)].append(statement)
        if statement.facility is None and statement.side == "official":
            general[statement.topic].append(statement)
    order = {id: number for number, id in enumerate(links.facilities)}
    keys = sorted(by_topic, key=lambda key: (order.get(key[0] or "", len(order)), key[1]))
    made = (_gap(key, by_topic[key], general[key[1]], links, period) for key in keys)
    return [gap for gap in made if gap is not None]


def _gap(
    key: tuple[str | None, GapTopic],
    own: Sequence[Statement],
    general: Sequence[Statement],
    links: Links,
    period: int,
) -> CorpusGap | None:
    facility = links.facilities.get(key[0] or "")
    official = [statement for statement in own if statement.side == "official"]
    ground = [statement for statement in own if statement.side != "official"]
    if facility is not None and ground:
        official += [statement for statement in general if _covers(statement, facility, ground)]
    official, ground = _of_one_time(official, ground, period)
    found = verdict({s.sign for s in official}, {s.sign for s in ground})
    if found is None or not any(statement.sign for statement in (*official, *ground)):
        return None
    return CorpusGap(
        key[0], key[1], found, tuple(official), tuple(ground), _comparable(official, ground),
        (len({s.article for s in official}), len({s.article for s in ground})),
    )  # fmt: skip


def _covers(general: Statement, facility: LinkedFacility, ground: Collection[Statement]) -> bool:
    """Whether a statement about factories in general speaks of this plant too."""
    if general.article in {article for article, _ in facility.members}:
        return True
    if facility.programme is not None and facility.programme in general.programmes:
        return True
    products = {statement.product for statement in ground if statement.product}
    country = (facility.place or {}).get("country")
    return country is not None and country == general.country and general.product in products


def _of_one_time(
    official: Sequence[Statement], ground: Sequence[Statement], period: int
) -> tuple[list[Statement], list[Statement]]:
    """The statements that have a partner within the period; all of them where no two have."""
    pairs = [(o, g) for o in official for g in ground if _near(o, g, period)]
    if not pairs:
        return list(official), list(ground) if not official else []
    return [o for o in official if any(o is x for x, _ in pairs)], [g for g in ground if any(g is x for _, x in pairs)]


def _near(a: Statement, b: Statement, period: int) -> bool:
    if a.date is None or b.date is None:
        return True
    return abs((_day(a.date) - _day(b.date)).days) <= period


def _day(iso: str) -> date:
    year, month, day = (iso + "-01-01").split("-")[:3]
    return date(int(year), int(month), int(day))


def _comparable(official: Sequence[Statement], ground: Sequence[Statement]) -> tuple[tuple[str, str], ...]:
    return tuple((o.value, g.value) for o in official for g in ground if o.value and g.value and o.unit == g.unit)
