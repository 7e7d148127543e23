"""What an index holds, put together for those who ask: links, copies, statements, coverage."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from factorygap.corpus.copies import Copies, Printed, groups
from factorygap.corpus.index import SIGHTING, STATEMENT, Index
from factorygap.corpus.links import LinkedFacility, Links, Merge
from factorygap.corpus.profiles import Sighting
from factorygap.corpus.statements import Statement
from factorygap.corpus.stats import Coverage

Value = TypeVar("Value")
_IN_TURN = "ifnull(a.published, '~'), a.source, a.article, s.n, length(s.facility), s.facility"
"""The order of time; what has no date comes last."""


def links(index: Index) -> Links:
    """All facilities, in the order of first mention, with the merges behind them and the doubts."""
    db = index.db
    members: dict[str, list[tuple[str, str]]] = {}
    said: dict[str, Counter[int]] = defaultdict(Counter)
    sql = f"""SELECT p.linked, a.article, s.facility, s.description FROM sightings s JOIN articles a USING (n)
              JOIN descriptions d ON d.id = s.description JOIN profiles p ON p.id = d.profile ORDER BY {_IN_TURN}"""
    for linked, article, facility, description in db.execute(sql):
        members.setdefault(linked, []).append((article, facility))
        said[linked][description] += 1
    described = {
        id: SIGHTING.validate_json(sighting) for id, sighting in db.execute("SELECT id, sighting FROM descriptions")
    }
    linked_of = dict(db.execute("SELECT id, linked FROM profiles ORDER BY id"))
    names = {
        profile: _described(SIGHTING.validate_json(sighting))
        for profile, sighting in db.execute(
            "SELECT profile, sighting FROM descriptions ORDER BY profile, sighting DESC"
        )
    }
    merges, doubts = _merges(db, linked_of)
    products, wholes = _products(db), _wholes(index, linked_of)
    facilities = {
        id: _facility(
            id,
            {described[d]: n for d, n in said[id].items()},
            members[id],
            merges[id],
            products.get(id, ()),
            wholes.get(id),
        )
        for id in members
    }
    return Links(facilities, doubts, linked_of, names)


def _described(sighting: Sighting) -> str:
    """A facility in the words of an article: "Ruse Shipyard (Ruse, BG; Alfa)"."""
    where = ", ".join(dict.fromkeys(part for part in (sighting.place or ())[:3] if isinstance(part, str)))
    known = "; ".join(part for part in (where, sighting.operator) if part)
    part_of = f", part of {_described(sighting.whole)}" if sighting.whole else ""
    return sighting.name + (f" ({known})" if known else "") + part_of


def _merges(db: sqlite3.Connection, linked_of: dict[str, str]) -> tuple[dict[str, list[Merge]], list[Merge]]:
    """The merges of each facility, and the doubts."""
    made: dict[str, list[Merge]] = defaultdict(list)
    doubts: list[Merge] = []
    for a, b, score, reasons, decided, is_made in db.execute("SELECT * FROM merges ORDER BY score DESC, a, b"):
        merge = Merge(a, b, score, tuple(json.loads(reasons)), bool(decided))
        (made[linked_of[a]] if is_made else doubts).append(merge)
    return made, doubts


def _products(db: sqlite3.Connection) -> dict[str, list[str]]:
    """What each facility makes, the most often named first."""
    found: dict[str, list[str]] = {}
    sql = """SELECT p.linked, t.name FROM products t JOIN sightings s ON s.n = t.n AND s.facility = t.facility
             JOIN descriptions d ON d.id = s.description JOIN profiles p ON p.id = d.profile
             GROUP BY p.linked, t.name ORDER BY p.linked, count(*) DESC, t.name"""
    for linked, name in db.execute(sql):
        found.setdefault(linked, []).append(name)
    return found


def _wholes(index: Index, linked_of: dict[str, str]) -> dict[str, str]:
    """The facility that most profiles of each facility say it is part of."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for id, whole in index.db.execute(
        "SELECT id, json_extract(profile, '$.parent.id') AS whole FROM profiles ORDER BY whole"
    ):
        if whole in linked_of:
            found[linked_of[id]][linked_of[whole]] += 1
    return {id: wholes.most_common(1)[0][0] for id, wholes in found.items()}


def _facility(
    id: str, said: dict[Sighting, int], members: list[tuple[str, str]], merges: list[Merge],
    products: Iterable[str], whole: str | None,
) -> LinkedFacility:  # fmt: skip
    places = [(s.place, n) for s, n in said.items() if s.place]
    best = max(((place[3] is not None, place[1] is not None) for place, _ in places), default=None)
    place = _commonest((place, n) for place, n in places if (place[3] is not None, place[1] is not None) == best)
    return LinkedFacility(
        id=id,
        name=_commonest((s.name, n) for s, n in said.items()) or "",
        names=sorted({sighting.name for sighting in said}),
        type=_commonest((s.type, n) for s, n in said.items()) or "",
        place=dict(zip(("name", "admin1", "country", "lat", "lon"), place, strict=True)) if place else None,
        operator=_commonest((s.operator, n) for s, n in said.items()),
        programme=_commonest((s.programme, n) for s, n in said.items()),
        products=list(products),
        part_of=whole,
        members=members,
        merges=merges,
    )


def _commonest(values: Iterable[tuple[Value | None, int]]) -> Value | None:
    """The value with the most weight, then the longest; None where there is none."""
    weights: Counter[Value] = Counter()
    for value, weight in values:
        if value is not None:
            weights[value] += weight
    return max(weights, key=lambda value: (weights[value], len(str(value)), str(value)), default=None)


def copies(index: Index) -> list[Copies]:
    """Groups of articles of one origin, in the order of their first articles."""
    alike = index.db.execute("SELECT a, b FROM copies ORDER BY a, b").fetchall()
    sql = """SELECT ifnull(published, '~'), source, article, n, ifnull(text, -n), outlet, relays FROM articles
             WHERE text IN (SELECT a FROM copies UNION SELECT b FROM copies) OR article IN
               (SELECT article FROM articles WHERE relevant GROUP BY article HAVING count(*) > 1)"""
    printed = [
        Printed(published, source, article, n, text, outlet, tuple(json.loads(relays)))
        for published, source, article, n, text, outlet, relays in index.db.execute(sql)
    ]
    return groups(alike, printed)


def statements(
    index: Index, repeats: Collection[int], facilities: Collection[str] | None, *, blank: bool
) -> Iterator[Statement]:
    """What the articles state of these facilities, and of factories in general; of all if ``facilities`` is None.

    Articles that repeat another one (``repeats``, by their numbers) are left out; ``blank`` hides informants.
    """
    db = index.db
    db.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id TEXT PRIMARY KEY)")
    db.execute("DELETE FROM chosen")
    db.executemany("INSERT INTO chosen VALUES (?)", ([id] for id in facilities or ()))
    some = "AND (s.facility IS NULL OR p.linked IN (SELECT id FROM chosen))" if facilities is not None else ""
    words = "ifnull(s.blanked, s.statement)" if blank else "s.statement"
    sql = f"""SELECT s.n, p.linked, {words} FROM statements s JOIN articles a USING (n)
              LEFT JOIN sightings f ON f.n = s.n AND f.facility = s.facility
              LEFT JOIN descriptions d ON d.id = f.description LEFT JOIN profiles p ON p.id = d.profile
              WHERE true {some} ORDER BY ifnull(a.published, '~'), a.source, a.article, s.n, s.number"""
    for n, linked, statement in db.execute(sql):
        if n not in repeats:
            yield replace(STATEMENT.validate_json(statement), facility=linked)


def coverage(index: Index) -> Coverage:
    """Counts of articles."""
    db = index.db

    def counted(what: str, where: str = "articles WHERE relevant") -> Counter[str]:
        return Counter(dict(db.execute(f"SELECT {what}, count(*) FROM {where} GROUP BY 1").fetchall()))

    [[articles, relevant, undated]] = db.execute(
        "SELECT count(*), ifnull(sum(relevant), 0), ifnull(sum(relevant AND published IS NULL), 0) FROM articles"
    )
    return Coverage(
        articles, relevant, undated,
        counted("ifnull(outlet, '(none named)')"),
        counted("substr(ifnull(published, '(no date)'), 1, 7)"),
        counted("name", "(SELECT DISTINCT n, name FROM products)"),
    )  # fmt: skip


def repeated(found: Sequence[Copies]) -> set[int]:
    """The numbers of the articles that repeat another one."""
    return {n for group in found for n in group.numbers[1:]}
