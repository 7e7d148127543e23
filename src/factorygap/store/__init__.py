"""Records on disk and on standard output. To add a format: one file here, one row in FORMATS."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from factorygap import remote
from factorygap.errors import OutputError, StoreError
from factorygap.records import Record
from factorygap.store import atomic
from factorygap.store.json_lines import Entry, digest_of

Pathlike = str | os.PathLike[str]


@dataclass(frozen=True)
class Format:
    """A row of the table. The module has ``to_text(records)`` for a text format or ``write(records, path)`` for a
    binary one, ``write_folder(records, path)`` if it can fill a folder, and ``read(path)``."""

    module: str
    suffixes: tuple[str, ...]
    about: str
    is_text: bool = False
    can_add: bool = False


FORMATS = {
    "jsonl": Format("json_lines", (".jsonl", ".ndjson"), "one record a line", is_text=True),
    "json": Format("json_document", (".json",), "one record, or an array of them", is_text=True),
    "csv": Format("csv_tables", (".csv",), "one table, or a folder with a table for each kind of row", is_text=True),
    "parquet": Format("parquet", (".parquet",), "one row a record, nested; needs factorygap[parquet]"),
    "sqlite": Format(
        "sqlite", (".sqlite", ".sqlite3", ".db"), "a database with full-text search and views", can_add=True
    ),
    "geojson": Format("geojson", (".geojson",), "plants as points with their latest output level", is_text=True),
}


def format_of(path: Pathlike, format: str | None = None) -> str:
    """The name of the format that a path asks for; a folder holds CSV tables. Raises OutputError if there is none."""
    if format is not None:
        if format in FORMATS:
            return format
        raise OutputError(f"unknown format {format!r}; formats are {', '.join(FORMATS)}")
    if _is_folder(path):
        return "csv"
    suffix = Path(path).suffix.lower()
    for name, row in FORMATS.items():
        if suffix in row.suffixes:
            return name
    known = ", ".join(suffix for row in FORMATS.values() for suffix in row.suffixes)
    raise OutputError(f"cannot tell the format of {os.fspath(path)!r}; name a format or use one of {known}")


def write(
    records: Iterable[Record],
    path: Pathlike,
    format: str | None = None,
    *,
    table: str | None = None,
    add: bool = False,
) -> None:
    """Write records to ``path``, whole or not at all; the format follows from the suffix unless it is named. The path
    may be an address (``s3://bucket/mills.parquet``).

    ``table`` picks the rows that a single CSV file holds; ``add`` puts the records into the store that is there, where
    the format can. Raises OutputError; what was there before is then untouched.
    """
    name = format_of(path, format)
    if remote.is_address(path):
        if add or _is_folder(path):
            raise OutputError(
                f"cannot {'add to' if add else 'write a folder at'} {path}: use a local path, and copy it"
            )
        with remote.sent(os.fspath(path)) as draft:
            write(records, draft, name, table=table)
        return
    module, target = _module(name), Path(path)
    if add and not FORMATS[name].can_add:
        raise OutputError(f"cannot add to {name}: export to another file, or add to SQLite")
    options = {"table": table} if name == "csv" and table else {}
    if hasattr(module, "write_folder") and _is_folder(path):
        module.write_folder(records, target)
    elif not FORMATS[name].is_text:
        if not atomic.is_plain(target):
            raise OutputError(f"cannot write {name} to {target}: it is no regular file")
        with atomic.replacing(target) as [draft]:
            if add and target.exists():
                shutil.copyfile(target, draft)
            module.write(records, draft)
    elif atomic.is_plain(target):
        with atomic.replacing(target) as [draft]:
            _write_text(module.to_text(records, **options), draft)
    else:
        with atomic.writing_to(target):
            _write_text(module.to_text(records, **options), target, "a")


def read(path: Pathlike, format: str | None = None) -> Iterator[Record]:
    """The records of a store, in its order, which may be at an address. Raises StoreError if it cannot be opened or is
    no store of ours."""
    if remote.is_address(path):
        return _read_remote(os.fspath(path), format)
    if not os.path.exists(path):  # noqa: PTH110, a name that is too long is one that does not exist
        raise StoreError(f"no such store: {os.fspath(path)}")
    try:
        name = format_of(path, format)
    except OutputError as error:
        raise StoreError(str(error)) from None
    records: Iterator[Record] = _module(name).read(Path(path))
    return records


def _read_remote(address: str, format: str | None) -> Iterator[Record]:
    with remote.fetched(address) as copy:
        yield from read(copy, format)


def entries(path: Pathlike) -> Iterator[Entry]:
    """The records of a store, each with its digest and not read yet. Raises StoreError as ``read`` does."""
    records = read(path)
    module = _module(format_of(path))
    if hasattr(module, "entries"):
        found: Iterator[Entry] = module.entries(Path(path))
        return found
    return entries_of(records)


def entries_of(records: Iterable[Record]) -> Iterator[Entry]:
    """The same of records that are at hand."""
    return ((digest(record), partial(_itself, record)) for record in records)


def digest(record: Record) -> bytes:
    """A digest of all that a record says."""
    return digest_of(record.to_json())


def _itself(record: Record) -> Record:
    return record


def find(path: Pathlike, which: str) -> Record:
    """The record with this place (from 1), source, or id in a store. Raises StoreError if there is none."""
    for number, record in enumerate(read(path), 1):
        article = record.article
        if which in (str(number), article.source, article.id, article.id.removeprefix("sha256:")):
            return record
    raise StoreError(f"{os.fspath(path)} has no article {which!r}; `factorygap query` lists their sources")


def to_text(records: Iterable[Record], format: str, *, table: str | None = None, array: bool = False) -> Iterator[str]:
    """Records as pieces of text for standard output; ``array`` makes JSON an array even of one record.

    Raises OutputError for a format that is no text.
    """
    name = format_of("", format)
    if not FORMATS[name].is_text:
        raise OutputError(f"{name} is no text: write it to a file with --output")
    options: dict[str, Any] = {"array": array} if name == "json" else {}
    if name == "csv" and table:
        options = {"table": table}
    pieces: Iterator[str] = _module(name).to_text(records, **options)
    return pieces


def _is_folder(path: Pathlike) -> bool:
    return os.fspath(path).endswith(os.sep) or os.path.isdir(path)  # noqa: PTH112, a name too long is no error here


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{FORMATS[name].module}")


def _write_text(pieces: Iterator[str], path: Path, mode: str = "w") -> None:
    with path.open(mode, encoding="utf-8", newline="") as file:
        file.writelines(pieces)
