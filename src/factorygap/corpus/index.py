"""What is known of a store's articles, kept beside the store, so that new articles cost what they are and no more.

Everything is a function of the articles that are there, whatever the order and the portions in which they came; only a
facility's id is the one it had first. What it took to read an article or to compare two is kept in SQLite (schema.sql).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from factorygap import __version__, lexicon, places, verdicts, wording
from factorygap.corpus import bands
from factorygap.corpus.copies import Text, is_copy, relays, text_of
from factorygap.corpus.linking import Linking
from factorygap.corpus.links import Decisions
from factorygap.corpus.profiles import Profile, Sighting, company_names, profile_of, same_owners, sightings
from factorygap.corpus.statements import Statement, statements_of
from factorygap.privacy import blank_informants
from factorygap.records import Record
from factorygap.store.json_lines import Entry

SIGHTING, PROFILE, STATEMENT = TypeAdapter(Sighting), TypeAdapter(Profile), TypeAdapter(Statement)
APPLICATION_ID = 1179077707
_CACHE = 128_000
"""Kilobytes of pages in memory: what a first run writes should not go to the disk and come back."""
_KEPT = ("about", "decisions", "earlier")
_SIGHTED = """SELECT a.article, s.facility, p.linked FROM sightings s
    JOIN articles a USING (n) JOIN descriptions d ON d.id = s.description JOIN profiles p ON p.id = d.profile"""


class Index:
    """An index in a database; ``update`` brings it up to date, contents.py reads it.

    Raises sqlite3.DatabaseError for a file that is none."""

    def __init__(self, db: sqlite3.Connection | None = None) -> None:
        self.db = db or sqlite3.connect(":memory:")
        self.db.isolation_level = None
        self.db.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._profiles: dict[str, Profile] = {}
        with self._transaction():
            self._begin()
        self.decisions = self._decisions()

    def close(self) -> None:
        self.db.close()

    def update(
        self, entries: Iterable[Entry], decisions: Decisions | None = None, ids: Mapping[str, str] | None = None
    ) -> None:
        """Take in new records, forget those that are gone, and link what either touches. ``ids`` are facility ids that
        profiles had elsewhere."""
        with self._transaction():
            known = dict(self.db.execute("SELECT digest, n FROM articles"))
            present: set[bytes] = set()
            last = max(known.values(), default=0)
            for digest, read in entries:
                if digest not in present and digest not in known:
                    self._take_in(digest, read())
                present.add(digest)
            gone = [n for digest, n in known.items() if digest not in present]
            if gone or len(present) > len(known) - len(gone) or decisions not in (None, self.decisions):
                self._link(last, gone, decisions or self.decisions, ids or {})
                self._find_copies(last)

    def profile(self, id: str) -> Profile:
        """A profile, its owners under the names that all articles together give them."""
        if id not in self._profiles:
            [[kept]] = self.db.execute("SELECT profile FROM profiles WHERE id = ?", [id])
            self._profiles[id] = PROFILE.validate_json(kept).under(self._owners)
        return self._profiles[id]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def _begin(self) -> None:
        """Make the tables; made by another version, all that can be computed anew is dropped."""
        [[application]] = self.db.execute("PRAGMA application_id")
        schema = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
        tables = [name for (name,) in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if tables and application != APPLICATION_ID:
            raise sqlite3.DatabaseError("another program's database")
        self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        made_by = self._about("made by") if "about" in tables else None
        if made_by != _maker():
            if "sightings" in tables:
                self.db.execute(f"INSERT OR REPLACE INTO earlier {_SIGHTED} WHERE p.linked IS NOT NULL")
            for table in set(tables) - set(_KEPT):
                self.db.execute(f"DROP TABLE {table}")
            for statement in schema.split(";\n"):
                self.db.execute(statement)
            self.db.execute("DELETE FROM about")
            self.db.execute("INSERT INTO about VALUES ('made by', ?)", [_maker()])
        self._owners: dict[str, str] = json.loads(self._about("owners") or "{}")

    def _about(self, key: str) -> str | None:
        found = self.db.execute("SELECT value FROM about WHERE key = ?", [key]).fetchone()
        return found[0] if found else None

    def _decisions(self) -> Decisions:
        found = self.db.execute("SELECT a, b, same FROM decisions").fetchall()
        return Decisions(*(frozenset((a, b) for a, b, same in found if same == which) for which in (1, 0)))

    def _take_in(self, digest: bytes, record: Record) -> None:
        article = record.article
        text = self._keep_text(record)
        row = [digest, article.id, article.source, article.outlet, article.published, bool(article.relevant), text]
        row.append(json.dumps(sorted(relays(record)), ensure_ascii=False))
        n = self.db.execute("INSERT INTO articles VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        for facility, sighting in sightings(record).items():
            self.db.execute("INSERT INTO sightings VALUES (?, ?, ?)", [n, facility, self._description(sighting)])
        companies = {names for actor in record.actors if len(names := company_names(actor)) > 1}
        self.db.executemany("INSERT INTO companies VALUES (?, ?)", ([n, json.dumps(c)] for c in sorted(companies)))
        self.db.executemany(
            "INSERT INTO products VALUES (?, ?, ?, ?)", ([n, p.id, p.name, p.facility] for p in record.products)
        )
        shown = map(_as_json, statements_of(blank_informants(record)))
        for number, (statement, blanked) in enumerate(zip(statements_of(record), shown, strict=True)):
            whole = _as_json(statement)
            self.db.execute(
                "INSERT INTO statements VALUES (?, ?, ?, ?, ?)",
                [n, number, statement.facility, whole, blanked if blanked != whole else None],
            )

    def _description(self, sighting: Sighting) -> int:
        words = SIGHTING.dump_json(sighting).decode()
        found = self.db.execute("SELECT id FROM descriptions WHERE sighting = ?", [words]).fetchone()
        if found:
            return int(found[0])
        profile = profile_of(sighting)
        row = [profile.id, PROFILE.dump_json(profile).decode()]
        if self.db.execute("INSERT OR IGNORE INTO profiles VALUES (?, ?, NULL)", row).rowcount:
            for owner in set(profile.owners()):
                self.db.execute("INSERT INTO owners VALUES (?, ?)", [owner, profile.id])
        return self.db.execute("INSERT INTO descriptions VALUES (NULL, ?, ?)", [words, profile.id]).lastrowid or 0

    def _keep_text(self, record: Record) -> int | None:
        """The number of the article's text, kept once however often it was printed on a day."""
        text = text_of(record)
        if text is None:
            return None
        same = "SELECT id FROM texts WHERE article = ? AND day IS ?"
        found = self.db.execute(same, [text.article, text.day]).fetchone()
        if found:
            return int(found[0])
        row = [text.article, text.day, bands.signature(text), text.pairs.tobytes(), text.content.tobytes()]
        row += [json.dumps(sorted(words), ensure_ascii=False) for words in (text.numbers, text.names)]
        return self.db.execute("INSERT INTO texts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid

    def _link(self, last: int, gone: list[int], decisions: Decisions, ids: Mapping[str, str]) -> None:
        """Link anew what the articles after ``last`` and those that are gone touch."""
        new = {id for (id,) in self.db.execute("SELECT id FROM profiles WHERE linked IS NULL")}
        lost = self._forget(gone)
        moved = self._renamed_owners() - new - lost
        linking = Linking(self.db, self.profile, decisions)
        linking.remove(lost | moved)
        linking.add((new | moved) - lost)
        changed = (decisions.same ^ self.decisions.same) | (decisions.different ^ self.decisions.different)
        linking.reconsider(changed)
        votes = {profile: Counter([linked]) for profile, linked in ids.items()}
        sql = """SELECT d.profile, e.linked FROM earlier e JOIN articles a USING (article)
            JOIN sightings s USING (n, facility) JOIN descriptions d ON d.id = s.description WHERE a.n > ?"""
        for profile, linked in self.db.execute(sql, [last]):
            votes.setdefault(profile, Counter()).update([linked])
        linking.relink(votes)
        self.db.execute("DELETE FROM earlier")
        self._keep_decisions(decisions)

    def _forget(self, gone: list[int]) -> set[str]:
        """Drop articles and what only they said; the profiles that are gone with them."""
        self.db.execute("CREATE TEMP TABLE IF NOT EXISTS gone (n INTEGER PRIMARY KEY)")
        self.db.execute("DELETE FROM gone")
        self.db.executemany("INSERT INTO gone VALUES (?)", ([n] for n in gone))
        self.db.execute(f"INSERT OR REPLACE INTO earlier {_SIGHTED} JOIN gone USING (n) WHERE p.linked IS NOT NULL")
        of_gone = "SELECT {} FROM {} JOIN gone USING (n)"
        described = self.db.execute(of_gone.format("DISTINCT description", "sightings")).fetchall()
        texts = self.db.execute(of_gone.format("DISTINCT text", "articles")).fetchall()
        for table in ("sightings", "companies", "products", "statements", "articles"):
            self.db.execute(f"DELETE FROM {table} WHERE n IN (SELECT n FROM gone)")
        for text in texts:
            if self.db.execute("SELECT 1 FROM articles WHERE text = ?", text).fetchone() is None:
                self.db.execute("DELETE FROM texts WHERE id = ?", text)
                self.db.execute("DELETE FROM copies WHERE a = ?1 OR b = ?1", text)
        lost = set()
        for description in described:
            if self.db.execute("SELECT 1 FROM sightings WHERE description = ?", description).fetchone() is None:
                sql = "DELETE FROM descriptions WHERE id = ? RETURNING profile"
                lost.update(self.db.execute(sql, description).fetchone())
        lost = {
            id for id in lost if not self.db.execute("SELECT 1 FROM descriptions WHERE profile = ?", [id]).fetchone()
        }
        for id in lost:
            self.db.execute("DELETE FROM profiles WHERE id = ?", [id])
            self.db.execute("DELETE FROM owners WHERE profile = ?", [id])
            self._profiles.pop(id, None)
        return lost

    def _renamed_owners(self) -> set[str]:
        """Profiles whose owners count as other ones than before."""
        companies = self.db.execute("SELECT DISTINCT names FROM companies ORDER BY names")
        owners = same_owners(tuple(json.loads(names)) for (names,) in companies)
        changed = {name for name in owners.keys() | self._owners.keys() if owners.get(name) != self._owners.get(name)}
        of = "SELECT profile FROM owners WHERE name = ?"
        moved = {id for name in changed for (id,) in self.db.execute(of, [name])}
        self._owners = owners
        for id in moved:
            self._profiles.pop(id, None)
        self.db.execute("INSERT OR REPLACE INTO about VALUES ('owners', ?)", [json.dumps(owners, sort_keys=True)])
        return moved

    def _keep_decisions(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.db.execute("DELETE FROM decisions")
        for pairs, same in ((decisions.same, 1), (decisions.different, 0)):
            self.db.executemany("INSERT INTO decisions VALUES (?, ?, ?)", ([a, b, same] for a, b in sorted(pairs)))

    def _find_copies(self, last: int) -> None:
        """Compare the texts of the articles after ``last`` with all."""
        new = {id for (id,) in self.db.execute("SELECT DISTINCT text FROM articles WHERE n > ?", [last])}
        rows = self.db.execute("SELECT id, ifnull(day, -1), bands FROM texts ORDER BY id").fetchall()
        ids = [id for id, *_ in rows]
        signatures = np.frombuffer(b"".join(row[2] for row in rows), bands.Signature)
        days = np.array([day for _, day, _ in rows], np.int64)
        is_new = np.array([id in new for id in ids], np.bool_)
        for i, j in bands.proposed(signatures, days, is_new).tolist():
            if is_copy(self._text(ids[i]), self._text(ids[j])):
                self.db.execute("INSERT OR IGNORE INTO copies VALUES (?, ?)", [ids[i], ids[j]])

    def _text(self, id: int) -> Text:
        sql = "SELECT article, day, pairs, content, numbers, names FROM texts WHERE id = ?"
        article, day, pairs, content, numbers, names = self.db.execute(sql, [id]).fetchone()
        words = (frozenset(json.loads(each)) for each in (numbers, names))
        return Text(article, day, array("I", pairs), array("I", content), *words)


def _as_json(statement: Statement) -> str:
    return STATEMENT.dump_json(statement).decode()


@cache
def _maker() -> str:
    """What an index depends on beside the records: this code and the words that it knows."""
    made = hashlib.sha256(f"{__version__} {bands.METHOD}".encode())
    code = sorted(path for path in Path(__file__).parent.glob("*") if path.is_file())
    words = sorted(path for path in Path(places.__file__).parent.glob("*") if path.is_file())
    words += [lexicon.FOLDER / f"{name}.toml" for name in ("aliases", "companies", "facilities", "industries")]
    for path in (*code, *words, Path(verdicts.__file__), Path(wording.__file__)):
        made.update(path.name.encode() + path.read_bytes())
    return made.hexdigest()
