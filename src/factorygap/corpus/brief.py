"""The gaps as a Markdown brief: facility by facility, what officials say, what is reported on the spot, the quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from factorygap.corpus.gap import CorpusGap
from factorygap.corpus.links import LinkedFacility, Links
from factorygap.corpus.statements import Statement

QUOTES = 5
"""Quotes of either side that a gap shows, the latest first."""
_MARKUP = re.compile(r"([\\`*_\[\]<>|~])")
_SIDES = {"official": "Officials", "ground": "On the spot", "outlet": "The outlet"}


def brief(gaps: Sequence[CorpusGap], links: Links) -> Iterator[str]:
    """The brief, line by line."""
    yield "# Official claims and reports from the spot"
    yield ""
    yield _summary(gaps)
    for id, group in groupby(gaps, key=lambda gap: gap.facility):
        yield ""
        yield "## " + (_heading(links.facilities[id]) if id else "Factories in general")
        for gap in group:
            yield from _section(gap)


def _summary(gaps: Iterable[CorpusGap]) -> str:
    verdicts = [gap.verdict for gap in gaps]
    counted = (f"{verdicts.count(verdict)} {_words(verdict)}" for verdict in dict.fromkeys(sorted(verdicts)))
    return f"{len(verdicts)} gaps: {', '.join(counted)}." if verdicts else "No gaps."


def _heading(facility: LinkedFacility) -> str:
    place = facility.place or {}
    where = dict.fromkeys(str(place[k]) for k in ("name", "admin1", "country") if place.get(k))
    return _plain(facility.name) + (f" ({_plain(', '.join(where))})" if where else "")


def _section(gap: CorpusGap) -> Iterator[str]:
    yield ""
    yield f"### {gap.topic.capitalize()}: {_words(gap.verdict)}"
    yield ""
    yield f"Independent sources: {gap.sources[0]} official, {gap.sources[1]} on the spot."
    for official, ground in gap.comparable:
        yield f"Numbers: officials {_plain(official)}, on the spot {_plain(ground)}."
    for side in (gap.official, gap.ground):
        if side:
            yield ""
        latest = sorted(side, key=lambda statement: statement.as_of, reverse=True)
        ordered = list({(statement.article, statement.sentence): statement for statement in latest}.values())
        yield from (_quote(statement) for statement in ordered[:QUOTES])
        if len(ordered) > QUOTES:
            yield f"- and {len(ordered) - QUOTES} more"


def _quote(statement: Statement) -> str:
    where = ", ".join(part for part in (statement.outlet, statement.time, statement.source) if part)
    who = f"{_SIDES[statement.side]}, {_plain(statement.said_by)}" if statement.said_by else _SIDES[statement.side]
    return f"- **{who}**: “{_plain(statement.sentence)}” ({_plain(where)})"


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")


def _plain(text: str) -> str:
    """Text of an article that Markdown leaves alone, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
