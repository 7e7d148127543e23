"""SQLite: a normalised database with keys, indexes, full-text search and views, and the whole records beside them.

An article is known by its source and its content: written again it changes nothing, and another content of the same
source takes the old one's place. Standard input ("-") is no source to be replaced.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from factorygap.errors import StoreError
from factorygap.records import Claim, OutputLevel, Record
from factorygap.store import tables
from factorygap.store.json_lines import Entry, digest_of, parse

APPLICATION_ID = 1179074896
STANDARD_INPUT = "-"
PARTS = (*(table for table in tables.TABLES if table != "articles"), "output_level_also", "gap_evidence", "sentences")
"""The tables whose rows belong to an article."""


def write(records: Iterable[Record], path: Path) -> None:
    """Add records to the database at ``path``, which may be empty; the caller makes it whole or not at all."""
    with closing(sqlite3.connect(path)) as db:
        if _has_tables(db) and not _is_ours(db):
            raise StoreError("cannot add to a database that factorygap did not write")
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        db.executescript(files(__package__).joinpath("schema.sql").read_text(encoding="utf-8"))
        about = files(__package__).joinpath("datasette.json").read_text(encoding="utf-8")
        with db:
            db.execute("INSERT OR REPLACE INTO metadata VALUES ('datasette', ?)", [about])
            writer = _Writer(db)
            for record in records:
                writer.put(record)
            db.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('optimize')")


def read(path: Path) -> Iterator[Record]:
    """Raises StoreError if the file is no database that factorygap wrote."""
    return (record() for _, record in entries(path))


def entries(path: Path) -> Iterator[Entry]:
    """A digest of each record, and what parses it."""
    with closing(connect(path)) as db:
        for number, text, record in db.execute("SELECT id, text, record FROM articles ORDER BY id"):
            yield digest_of(f"{record}{text}"), partial(_whole, record, text, f"article {number} of {path}")


def _whole(record: str, text: str | None, where: str) -> Record:
    whole = parse(record, where)
    whole.article.text = text
    return whole


def connect(path: Path) -> sqlite3.Connection:
    """The database, open for reading only. Raises StoreError if it is none of ours."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        ours = _is_ours(db)
    except sqlite3.Error as error:
        db.close()
        raise StoreError(f"cannot open {path}: {error}") from None
    if not ours:
        db.close()
        raise StoreError(f"{path} is no database that factorygap wrote")
    return db


def _is_ours(db: sqlite3.Connection) -> bool:
    return bool(db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))


def _has_tables(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master").fetchone() is not None


class _Writer:
    """Puts records into the tables, with one prepared statement for each table."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._columns = {table: _columns(db, table) for table in ("articles", *PARTS)}
        self._insert = {table: _insertion(table, columns) for table, columns in self._columns.items()}

    def put(self, record: Record) -> None:
        article, stored = record.article, record.to_json(text=False)
        known = self._db.execute(
            "SELECT id, record = ?1 AND text IS ?2 FROM articles WHERE source = ?3 AND (article = ?4 OR source <> ?5)",
            [stored, article.text, article.source, article.id, STANDARD_INPUT],
        ).fetchone()
        if known and known[1]:
            return
        if known:
            self._clear(known[0])
        [row] = tables.articles(record)
        kept = {"id": known[0] if known else None, "text": article.text, "record": stored}
        number = self._add("articles", row | kept)
        for table, part in self._parts(record, number):
            self._add(table, part | {"article_id": number})

    def _clear(self, number: int) -> None:
        for table in PARTS:
            self._db.execute(f"DELETE FROM {table} WHERE article_id = ?", [number])

    def _add(self, table: str, row: Mapping[str, Any]) -> int:
        cursor = self._db.execute(self._insert[table], [row.get(name) for name in self._columns[table]])
        return cursor.lastrowid or 0

    def _parts(self, record: Record, number: int) -> Iterator[tuple[str, tables.Row]]:
        """The rows of an article with the tables they belong to; they point to sentences, which are added first."""
        stated: dict[str, Sequence[OutputLevel | Claim]] = {
            "output_levels": record.output_levels,
            "claims": record.claims,
        }
        sentences = {(i.sentence.start, i.sentence.end): i.sentence for items in stated.values() for i in items}
        ids = {
            place: self._add("sentences", sentence.model_dump() | {"article_id": number})
            for place, sentence in sentences.items()
        }
        for table, items in stated.items():
            for row, item in zip(tables.TABLES[table](record), items, strict=True):
                yield table, row | {"sentence_id": ids[item.sentence.start, item.sentence.end]}
        for table in ("facilities", "products", "actors", "actions", "gaps", "mentions"):
            for row in tables.TABLES[table](record):
                yield table, row
        yield from _links(record)


def _links(record: Record) -> Iterator[tuple[str, tables.Row]]:
    for level in record.output_levels:
        for facility in level.also:
            yield "output_level_also", {"output_level": level.id, "facility": facility}
    for gap, item in enumerate(record.gaps, 1):
        for side, ids in (("official", item.official), ("ground", item.ground)):
            for number, said in enumerate(ids, 1):
                yield "gap_evidence", {"gap": gap, "side": side, "number": number, "item": said}


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]


def _insertion(table: str, columns: list[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
