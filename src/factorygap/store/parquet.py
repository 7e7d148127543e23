"""Parquet: one row a record, nested as in the record contract, with the schema taken from the data model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from factorygap.errors import OutputError, StoreError
from factorygap.records import Record

ROWS_AT_ONCE = 500
"""Records in a row group: bounds the memory of writing and reading."""


def write(records: Iterable[Record], path: Path) -> None:
    """Raises OutputError where pyarrow is missing."""
    pa, parquet = _pyarrow(OutputError)
    rest, schema = iter(records), arrow_schema()
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := [record.model_dump(by_alias=True) for record in islice(rest, ROWS_AT_ONCE)]:
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def read(path: Path) -> Iterator[Record]:
    """Raises StoreError if the file is no Parquet or holds no records, or where pyarrow is missing."""
    pa, parquet = _pyarrow(StoreError)
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=ROWS_AT_ONCE):
                for row in batch.to_pylist():
                    yield Record.model_validate(row)
    except (pa.ArrowInvalid, ValidationError) as error:
        raise StoreError(f"{path} holds no factorygap records: {str(error).splitlines()[0]}") from None


def arrow_schema() -> Any:
    """The Arrow schema of a record; columns are named as in its JSON."""
    import pyarrow as pa

    return pa.schema(_fields(Record))


def _fields(model: type[BaseModel]) -> list[tuple[str, Any]]:
    return [(field.alias or name, _arrow(field.annotation)) for name, field in model.model_fields.items()]


def _arrow(kind: Any) -> Any:
    """The Arrow type of a field's annotation."""
    import pyarrow as pa

    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if kind in plain:
        return plain[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return pa.string()
    if origin in (Union, UnionType):
        return _arrow(next(one for one in inner if one is not type(None)))
    if origin in (list, tuple):
        return pa.list_(_arrow(inner[0]))
    return pa.struct(_fields(kind))


def _pyarrow(error: type[OutputError] | type[StoreError]) -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise error("Parquet needs pyarrow: pip install 'factorygap[parquet]'") from None
    return pyarrow, parquet
