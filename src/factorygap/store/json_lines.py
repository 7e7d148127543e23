"""JSON Lines: one record a line, in the order and spelling of the record contract.

Characters that drive a terminal or end a line for other programs (U+2028) stand as ``\\uXXXX``, here as in all text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path

from pydantic import ValidationError

from factorygap.errors import StoreError
from factorygap.printing import json_safe
from factorygap.records import Record

Entry = tuple[bytes, Callable[[], Record]]
"""A digest of a record, and what reads it: whoever knows the digest need not read the record."""


def digest_of(text: bytes | str) -> bytes:
    """A digest of a record's text as a store holds it."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return blake2b(data, digest_size=16).digest()


def to_text(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        yield json_safe(record.to_json()) + "\n"


def read(path: Path) -> Iterator[Record]:
    """Raises StoreError naming the line that is no record."""
    return (record() for _, record in entries(path))


def entries(path: Path) -> Iterator[Entry]:
    """A digest of each line, and what parses it."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield digest_of(line), partial(parse, line, f"line {number} of {path}")


def parse(text: bytes | str, where: str) -> Record:
    """Raises StoreError saying where the text that is no record stands."""
    try:
        return Record.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise StoreError(f"{where} is no factorygap record: {field + ': ' if field else ''}{first['msg']}") from None
