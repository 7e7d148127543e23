"""The resume file beside an output: what is done, under which settings, with the records themselves.

A SQLite database that one run holds locked. Every outcome is committed as it comes, so a killed run loses none, and
the output is written from it when all is done. It stays, so that a later run does only what is new or changed.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from factorygap.batch.contract import Done, Failure, Outcome, as_text
from factorygap.errors import StoreError
from factorygap.records import Record

SUFFIX = ".resume"
APPLICATION_ID = 1179074898  # "FGAR"

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
CREATE TABLE IF NOT EXISTS run (settings TEXT NOT NULL, number INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS item (
  key      BLOB PRIMARY KEY,  -- path, or path#line
  first    INTEGER NOT NULL,  -- the first run that saw it
  run      INTEGER NOT NULL,  -- the last one
  position INTEGER NOT NULL,  -- among that run's inputs
  content  BLOB,              -- SHA-256 of what was read
  record   BLOB,              -- JSON, packed by zlib
  relevant INTEGER,
  code     TEXT,              -- of its failure
  message  TEXT
) STRICT;
"""


@dataclass
class Counts:
    """What the inputs of a run came to; those ``unchanged`` and ``changed`` are among the first three."""

    relevant: int = 0
    irrelevant: int = 0
    failed: int = 0
    unchanged: int = 0
    changed: int = 0
    removed: list[str] = field(default_factory=list)
    """The inputs of earlier runs that are gone."""

    @property
    def all(self) -> int:
        return self.relevant + self.irrelevant + self.failed


class Journal:
    """Opened for one run. Raises StoreError if another run holds it or it cannot be written."""

    def __init__(self, path: Path, settings: str, *, restart: bool = False) -> None:
        self.path, self.counts = path, Counts()
        self.settings_changed = False
        self._db = _locked(path)
        try:
            self._db.executescript(_SCHEMA)
            self._run = self._begin(settings, restart)
        except sqlite3.Error as error:
            self._db.close()
            raise StoreError(f"cannot use {path}: {error}") from None

    def _begin(self, settings: str, restart: bool) -> int:
        earlier, number = self._db.execute("SELECT settings, number FROM run").fetchone() or (None, 0)
        self.settings_changed = earlier is not None and earlier != settings
        if restart or self.settings_changed:
            self._db.execute("DELETE FROM item")
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("DELETE FROM run")
            self._db.execute("INSERT INTO run VALUES (?, ?)", [settings, number + 1])
        return number + 1

    def see(self, key: bytes, position: int) -> tuple[bool, bytes | None]:
        """Note an input: whether this run has seen it before, and the content of it that is already done."""
        row = self._db.execute("SELECT run, content, record IS NOT NULL FROM item WHERE key = ?", [key]).fetchone()
        if row and row[0] == self._run:
            return True, None
        self._db.execute(
            "INSERT INTO item (key, first, run, position) VALUES (?1, ?2, ?2, ?3)"
            " ON CONFLICT (key) DO UPDATE SET run = excluded.run, position = excluded.position",
            [key, self._run, position],
        )
        return False, row[1] if row and row[2] else None

    def keep(self, outcome: Outcome) -> None:
        """Keep an outcome for good."""
        if isinstance(outcome, Done):
            [was_done] = self._db.execute(
                "SELECT content IS NOT NULL FROM item WHERE key = ?", [outcome.key]
            ).fetchone()
            self.counts.changed += was_done
            self._update(outcome.key, outcome.content, outcome.record, int(outcome.relevant), None, None)
            self._count(outcome.relevant)
        elif isinstance(outcome, Failure):
            self._update(outcome.key, None, None, None, outcome.code, outcome.message)
            self.counts.failed += 1
        else:
            [relevant] = self._db.execute("SELECT relevant FROM item WHERE key = ?", [outcome.key]).fetchone()
            self.counts.unchanged += 1
            self._count(bool(relevant))

    def _update(self, key: bytes, *values: object) -> None:
        self._db.execute(
            "UPDATE item SET content = ?, record = ?, relevant = ?, code = ?, message = ? WHERE key = ?", [*values, key]
        )

    def _count(self, relevant: bool) -> None:
        if relevant:
            self.counts.relevant += 1
        else:
            self.counts.irrelevant += 1

    def settle(self, *, keep_removed: bool) -> None:
        """Count the inputs of earlier runs that are gone, and forget them unless they are to be kept.

        Raises StoreError where all of them are gone: this is another job than the one that made the output.
        """
        gone = [key for (key,) in self._db.execute("SELECT key FROM item WHERE run <> ?", [self._run])]
        self.counts.removed = sorted(as_text(key) for key in gone)
        if keep_removed or not gone:
            return
        [stayed] = self._db.execute("SELECT count(*) FROM item WHERE run = ? AND first < run", [self._run]).fetchone()
        if not stayed:
            raise StoreError(
                f"{self.path.name} has {len(gone)} inputs of an earlier run and none of them is among these; "
                "nothing is written: use another output, or run again with --keep-removed or --restart"
            )
        self._db.execute("DELETE FROM item WHERE run <> ?", [self._run])

    def records(self) -> Iterator[Record]:
        """The records in the order of the inputs."""
        rows = self._db.execute("SELECT record FROM item WHERE record IS NOT NULL ORDER BY run, position")
        for (packed,) in rows:
            yield Record.model_validate_json(zlib.decompress(packed))

    def failures(self) -> Iterator[tuple[str, str, str]]:
        """Path, code and message of every failure, in the order of the inputs."""
        rows = self._db.execute("SELECT key, code, message FROM item WHERE code IS NOT NULL ORDER BY run, position")
        for key, code, message in rows:
            yield as_text(key), code, message

    def close(self) -> None:
        self._db.close()


def read_contents(path: Path, settings: str) -> dict[bytes, bytes | None]:
    """The content of every input that earlier runs with these settings have seen, None where it failed."""
    if not path.exists():
        return {}
    with closing(_locked(path)) as db:
        db.executescript(_SCHEMA)
        if db.execute("SELECT settings FROM run").fetchone() != (settings,):
            return {}
        return dict(db.execute("SELECT key, content FROM item"))


def _locked(path: Path) -> sqlite3.Connection:
    """The database, held by this process until it is closed or dies."""
    try:
        db = sqlite3.connect(path, timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(f"cannot use {path}: {error}") from None
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        [application] = db.execute("PRAGMA application_id").fetchone()
        [tables] = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application != APPLICATION_ID and tables:
            raise StoreError(f"{path} is no resume file of factorygap; move it out of the way")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.executescript("BEGIN IMMEDIATE; COMMIT")
    except sqlite3.OperationalError as error:
        db.close()
        if "locked" in str(error):
            raise StoreError(f"another run is writing {path.with_suffix('')}; wait for it to end") from None
        raise StoreError(f"cannot use {path}: {error}") from None
    except sqlite3.DatabaseError:
        db.close()
        raise StoreError(f"{path} is no resume file of factorygap; move it out of the way") from None
    except StoreError:
        with suppress(sqlite3.Error):
            db.close()
        raise
    return db
