"""One JSON document: the object itself for one record, an array for any other number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from factorygap.errors import StoreError
from factorygap.printing import json_safe
from factorygap.records import Record
from factorygap.store.json_lines import parse

INDENT = 2


def to_text(records: Iterable[Record], *, array: bool = False) -> Iterator[str]:
    """``array`` makes one record an array of one: for those who asked for several and got one."""
    rest = iter(records)
    first = list(islice(rest, 2))
    if len(first) == 1 and not array:
        yield json_safe(first[0].to_json(indent=INDENT)) + "\n"
        return
    yield "["
    for i, record in enumerate(chain(first, rest)):
        yield (",\n" if i else "\n") + json_safe(record.to_json(indent=INDENT))
    yield "\n]\n" if first else "]\n"


def read(path: Path) -> Iterator[Record]:
    """Raises StoreError if the document is no record and no array of records."""
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{path} is no JSON: {error}") from None
    for number, item in enumerate(document if isinstance(document, list) else [document], 1):
        yield parse(json.dumps(item), f"record {number} of {path}")
