"""SQL over any store, reading only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from factorygap import store
from factorygap.errors import StoreError
from factorygap.records import Record
from factorygap.store import sqlite

_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_PRAGMAS = {"table_info", "table_list", "index_list", "database_list", "data_version"}
STEPS_BETWEEN_SIGNALS = 100_000
"""Steps of SQLite's machine after which an interruption is noticed."""


@contextmanager
def answers(
    path: Path, sql: str, shown: Callable[[Iterable[Record]], Iterable[Record]] | None = None
) -> Iterator[tuple[list[str], Iterator[Sequence[Any]]]]:
    """The columns and rows that a SELECT gives, of the records as ``shown`` makes them where it is given.

    Raises StoreError for anything that is not a SELECT, or a broken store.
    """
    with (
        TemporaryDirectory(prefix="factorygap-") as folder,
        closing(sqlite.connect(_as_sqlite(path, Path(folder), shown))) as db,
    ):
        db.set_authorizer(_may)
        db.set_progress_handler(lambda: 0, STEPS_BETWEEN_SIGNALS)
        try:
            cursor = db.execute(sql)
            yield [column for column, *_ in cursor.description or ()], cursor
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise StoreError(f"SQL: {error}") from None


def _as_sqlite(path: Path, folder: Path, shown: Callable[[Iterable[Record]], Iterable[Record]] | None) -> Path:
    records = store.read(path)
    if store.format_of(path) == "sqlite" and shown is None:
        return path
    database = folder / "store.sqlite"
    store.write(shown(records) if shown else records, database)
    return database


def _may(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    if action in _ALLOWED and second != "load_extension":
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
