"""CSV: one long table in a file, or a folder of all tables beside ``records.jsonl``, which keeps what tables cannot.

No cell can be a formula in a spreadsheet: text that begins like one gets an apostrophe before it (OWASP, CSV
injection). Numbers stay numbers. Characters that drive a terminal are written out (``\\x1b``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from factorygap.errors import OutputError, StoreError
from factorygap.printing import visible
from factorygap.records import Record
from factorygap.store import atomic, json_lines
from factorygap.store.tables import TABLES, columns

DEFAULT_TABLE = "output_levels"
RECORDS = "records.jsonl"
_END = "\r\n"  # the writer quotes cells with either of the two in them
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def to_text(records: Iterable[Record], table: str = DEFAULT_TABLE) -> Iterator[str]:
    """Raises OutputError for a table that there is not."""
    if table not in TABLES:
        raise OutputError(f"unknown table {table!r}; tables are {', '.join(TABLES)}")
    names = columns(table)
    yield line(names)
    for record in records:
        for row in TABLES[table](record):
            yield line(row.values())


def write_folder(records: Iterable[Record], folder: Path) -> None:
    """All tables, each its own file; other files in the folder are left alone."""
    names = [RECORDS, *(f"{table}.csv" for table in TABLES)]
    with atomic.creating(folder), atomic.replacing(*(folder / name for name in names)) as drafts, ExitStack() as stack:
        whole, *files = [stack.enter_context(draft.open("w", encoding="utf-8", newline="")) for draft in drafts]
        for table, file in zip(TABLES, files, strict=True):
            file.write(line(columns(table)))
        for record in records:
            whole.writelines(json_lines.to_text([record]))
            for rows, file in zip(TABLES.values(), files, strict=True):
                file.writelines(line(row.values()) for row in rows(record))


def read(path: Path) -> Iterator[Record]:
    """The records of a folder; a single table cannot be read back into records."""
    if not path.is_dir():
        raise StoreError(f"{path} holds one table, not whole records; read the store that it was exported from")
    if not (path / RECORDS).is_file():
        raise StoreError(f"{path} has no {RECORDS}: it is no folder that factorygap wrote")
    yield from json_lines.read(path / RECORDS)


def line(cells: Iterable[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=_END).writerow([safe(cell) for cell in cells])
    return buffer.getvalue().removesuffix(_END) + "\n"


def safe(cell: Any) -> Any:
    """The cell, as text that no spreadsheet takes for a formula and no terminal for a command."""
    if not isinstance(cell, str):
        return cell
    cell = visible(cell)
    return "'" + cell if cell.lstrip().startswith(FORMULA_STARTS) or cell.startswith(("\t", "\n")) else cell
