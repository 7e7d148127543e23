"""Files in object stores and other places that an address names (``s3://bucket/articles.jsonl``), through pyarrow.

Credentials, region and endpoint come from the environment, as is usual there (``AWS_ACCESS_KEY_ID``,
``AWS_ENDPOINT_URL``, ``GOOGLE_APPLICATION_CREDENTIALS``), never from the address, which ends up in records.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast

from factorygap.errors import FactoryGapError, OutputError, StoreError, UnreadableInput

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://(?P<rest>.*)", re.DOTALL)
_COPIED_AT_ONCE = 1 << 20


def is_address(path: str | os.PathLike[str]) -> bool:
    """Whether a path is an address with a scheme, and no local path."""
    return _ADDRESS.fullmatch(os.fspath(path)) is not None


def exists(address: str) -> bool:
    """Raises UnreadableInput if the place cannot be asked."""
    with _as(UnreadableInput, "read", address):
        files, path = _place(address)
        return bool(files.get_file_info(path).type != _fs().FileType.NotFound)


def listed(address: str) -> list[str]:
    """The addresses of all files below, in the order of their names' bytes; of a file, its own.

    Raises UnreadableInput.
    """
    with _as(UnreadableInput, "read", address):
        files, path = _place(address)
        if files.get_file_info(path).is_file:
            return [address]
        found = files.get_file_info(_fs().FileSelector(path, recursive=True))
        below = (each.path[len(path.rstrip("/")) :].lstrip("/") for each in found if each.is_file)
        names = sorted((name for name in below if not _is_hidden(name)), key=os.fsencode)
        return [f"{address.rstrip('/')}/{name}" for name in names]


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """A file's bytes as a stream. Raises UnreadableInput."""
    with _as(UnreadableInput, "read", address):
        files, path = _place(address)
        with files.open_input_stream(path, compression=None) as stream:
            yield cast(BinaryIO, io.BufferedReader(stream))


def load(address: str, max_bytes: int) -> bytes:
    """A file's bytes. Raises UnreadableInput, also for more than ``max_bytes``."""
    with opened(address) as stream:
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise UnreadableInput(f"{address}: larger than {max_bytes:,} bytes", "too_large")
    return data


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """A local copy of a file under its own name, for as long as the block lasts. Raises StoreError."""
    with TemporaryDirectory(prefix="factorygap-") as folder:
        copy = Path(folder) / name(address)
        with _as(StoreError, "read", address), opened(address) as stream, copy.open("wb") as file:
            while piece := stream.read(_COPIED_AT_ONCE):
                file.write(piece)
        yield copy


@contextmanager
def sent(address: str) -> Iterator[Path]:
    """A local file to write, which becomes the file at the address when the block ends well: an object store shows a
    file only when all of it is there. Raises OutputError."""
    with TemporaryDirectory(prefix="factorygap-") as folder:
        draft = Path(folder) / name(address)
        yield draft
        with _as(OutputError, "write", address):
            files, path = _place(address)
            with draft.open("rb") as file, files.open_output_stream(path, compression=None) as stream:
                while piece := file.read(_COPIED_AT_ONCE):
                    stream.write(piece)


def check(address: str) -> None:
    """Raises OutputError if the place cannot be reached: before any work is done for it."""
    with _as(OutputError, "write", address):
        files, path = _place(address)
        files.get_file_info(path)


def name(address: str) -> str:
    """The last part of an address."""
    return address.rstrip("/").rsplit("/", 1)[-1]


def _place(address: str) -> tuple[Any, str]:
    """The file system of an address and the path in it. Raises FactoryGapError."""
    match = _ADDRESS.fullmatch(address)
    if match and ("@" in match["rest"].split("/")[0] or "?" in match["rest"]):
        raise FactoryGapError("keep keys and options out of the address: they belong into the environment")
    files, path = _fs().FileSystem.from_uri(address)
    return files, path


def _fs() -> Any:
    try:
        return import_module("pyarrow.fs")
    except ImportError:
        raise FactoryGapError("addresses need pyarrow: pip install 'factorygap[parquet]'") from None


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "_")) for part in path.split("/"))


@contextmanager
def _as(kind: type[FactoryGapError], what: str, address: str) -> Iterator[None]:
    """Turns whatever goes wrong there into one line."""
    try:
        yield
    except UnreadableInput as error:
        raise error if kind is UnreadableInput else kind(str(error)) from None
    except (OSError, ValueError, FactoryGapError) as error:  # pyarrow's own errors are among the first two
        lines = str(error).splitlines() or [type(error).__name__]
        raise kind(f"cannot {what} {address.split('?')[0]}: {lines[0]}") from error
