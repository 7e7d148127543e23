"""The rows of Parquet files as inputs: each row an article, its columns under the names that scrapers use."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from factorygap import remote
from factorygap.batch.contract import Failure, Input, as_text
from factorygap.errors import FactoryGapError

_AT_ONCE = 200
"""Rows that are read at once: bounds memory."""


def listed(path: str) -> Iterator[Input | Failure]:
    """The rows of a file, at an address too; a file that cannot be read is one failure."""
    name = os.fsencode(path)
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        yield Failure(name, "format", f"{as_text(name)}: Parquet needs pyarrow: pip install 'factorygap[parquet]'")
        return
    try:
        with ExitStack() as stack:
            local = stack.enter_context(remote.fetched(path)) if remote.is_address(path) else Path(path)
            file = stack.enter_context(parquet.ParquetFile(local))
            rows = (row for batch in file.iter_batches(batch_size=_AT_ONCE) for row in batch.to_pylist())
            for number, row in enumerate(rows, 1):
                data = json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
                yield Input(b"%s#%d" % (name, number), data, ".json")
    except (OSError, ValueError, FactoryGapError) as error:
        yield Failure(name, "parquet", f"{as_text(name)}: {(str(error).splitlines() or ['is no Parquet'])[0]}")
