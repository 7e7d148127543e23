"""What to read: folders, files, lists of files and lines of JSON, in one order that depends on their names alone."""

from __future__ import annotations

import gzip
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fnmatch import fnmatch
from hashlib import sha256
from typing import BinaryIO

from factorygap import reading, remote
from factorygap.batch import rows
from factorygap.batch.contract import Failure, Input, as_text
from factorygap.errors import UnreadableInput
from factorygap.limits import DEFAULT, Limits

STANDARD_INPUT = "-"
LISTS = (".list", ".lst")
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
ROWS = ".parquet"
READABLE = (*reading.SUFFIXES, *(suffix + ".gz" for suffix in reading.SUFFIXES), *LINES, ROWS)
"""Endings of the names that are taken from a folder."""


@dataclass(frozen=True)
class Selection:
    """Which names count inside folders; patterns are matched with the name and with the path below the folder."""

    recursive: bool = True
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    ours: Sequence[str] = ()
    """Real paths of what the run itself writes: never read."""
    limits: Limits = DEFAULT


def expanded(paths: Iterable[str]) -> list[str]:
    """The paths, those that a list holds in the list's place. Raises UnreadableInput for one that does not exist."""
    found: list[str] = []
    for path in paths:
        if path == STANDARD_INPUT:
            found += _names(sys.stdin.buffer.read())
        elif not (remote.exists(path) if remote.is_address(path) else os.path.lexists(path)):
            raise UnreadableInput(f"{path}: no such file or folder", "missing")
        elif path.lower().endswith(LISTS) and not _is_folder(path):
            found += _names(reading.load(path))
        else:
            found.append(path)
    return found


def listed(paths: Iterable[str], selection: Selection) -> Iterator[Input | Failure]:
    """Every input, once for each time it is named: files, what is below folders, the lines of files of lines and the
    rows of Parquet files; all of them also at addresses. Raises UnreadableInput for an address that cannot be asked."""
    for path in paths:
        if remote.is_address(path):
            yield from _remote(path, selection)
        elif _is_folder(path):
            yield from _walk(path, selection)
        else:
            yield from _file(path, selection)


def content(each: Input, limits: Limits) -> bytes:
    """The bytes of an input, as they are. Raises UnreadableInput."""
    if each.data is not None:
        return each.data
    path = os.fsdecode(each.key)
    return remote.load(path, limits.max_bytes) if remote.is_address(path) else reading.load(path, limits=limits)


def digest(each: Input, limits: Limits) -> bytes | None:
    """SHA-256 of an input's bytes, None if it cannot be read."""
    try:
        return sha256(content(each, limits)).digest()
    except UnreadableInput:
        return None


def count(paths: Iterable[str], selection: Selection) -> int:
    """How many inputs there are."""
    return sum(1 for _ in listed(paths, selection))


def _names(data: bytes) -> list[str]:
    """The paths of a list, one a line, or ended by NUL as ``find -print0`` does."""
    separator = b"\0" if b"\0" in data else b"\n"
    return [os.fsdecode(name.rstrip(b"\r")) for name in data.split(separator) if name.strip()]


def _file(path: str, selection: Selection) -> Iterator[Input | Failure]:
    if path.lower().endswith(LINES):
        yield from _lines(path, selection.limits)
    elif path.lower().endswith(ROWS):
        yield from rows.listed(path)
    else:
        yield Input(os.fsencode(path))


def _remote(address: str, selection: Selection) -> Iterator[Input | Failure]:
    """The file at an address, or the files below it."""
    found = remote.listed(address)
    if found == [address]:
        yield from _file(address, selection)
        return
    for path in found:
        below = path[len(address.rstrip("/")) + 1 :]
        if ("/" not in below or selection.recursive) and _is_chosen(remote.name(path), below, selection):
            yield from _file(path, selection)


def _walk(top: str, selection: Selection) -> Iterator[Input | Failure]:
    """Files below a folder in the order of their names' bytes. Links that lead out of it are not followed."""
    inside = os.path.realpath(top).rstrip(os.sep) + os.sep
    open_folders = [_entries(top)]
    while open_folders:
        entry = next(open_folders[-1], None)
        if entry is None:
            open_folders.pop()
        elif isinstance(entry, Failure):
            yield entry
        elif entry.is_dir(follow_symlinks=False):
            if selection.recursive and not _is_ours(entry, selection):
                open_folders.append(_entries(entry.path))
        elif not _is_folder(entry.path) and _is_chosen(entry.name, os.path.relpath(entry.path, top), selection):
            if entry.is_symlink() and not os.path.realpath(entry.path).startswith(inside):
                yield _failed(entry.path, "outside", "is a link out of the folder; name it to have it read")
            elif not _is_ours(entry, selection):
                yield from _file(entry.path, selection)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112, never raises: not for a loop of links, not for an odd name


def _entries(folder: str) -> Iterator[os.DirEntry[str] | Failure]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _failed(folder, "permission", (error.strerror or str(error)).lower())
        return
    yield from (entry for entry in entries if not entry.name.startswith("."))


def _is_ours(entry: os.DirEntry[str], selection: Selection) -> bool:
    """Whether a run would read what it has written; resolving every path would take longer than reading it."""
    return entry.name in map(os.path.basename, selection.ours) and os.path.realpath(entry.path) in selection.ours


def _failed(path: str, code: str, message: str) -> Failure:
    name = os.fsencode(path)
    return Failure(name, code, f"{as_text(name)}: {message}")


def _is_chosen(name: str, below: str, selection: Selection) -> bool:
    if any(fnmatch(name, pattern) or fnmatch(below, pattern) for pattern in selection.exclude):
        return False
    if selection.include:
        return any(fnmatch(name, pattern) or fnmatch(below, pattern) for pattern in selection.include)
    return name.lower().endswith(READABLE)


def _lines(path: str, limits: Limits) -> Iterator[Input | Failure]:
    """The lines of a file that are not blank, each an article; one that is too long is a failure of its own."""
    try:
        with ExitStack() as stack:
            file = stack.enter_context(remote.opened(path) if remote.is_address(path) else _opened(path))
            if path.lower().endswith(".gz"):
                file = stack.enter_context(gzip.GzipFile(fileobj=file))  # type: ignore[assignment]
            yield from _numbered(file, os.fsencode(path), limits)
    except UnreadableInput as error:
        yield Failure(os.fsencode(path), error.code, str(error))
    except (OSError, EOFError, zlib.error) as error:
        code = "gzip" if isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error)) else "io"
        yield _failed(path, code, getattr(error, "strerror", None) or str(error))


def _numbered(file: BinaryIO, name: bytes, limits: Limits) -> Iterator[Input | Failure]:
    number = 0
    while line := file.readline(limits.max_bytes + 1):
        number += 1
        key = b"%s#%d" % (name, number)
        if len(line) > limits.max_bytes:
            message = f"{as_text(key)}: longer than {limits.max_bytes:,} bytes; the rest of the file is not read"
            yield Failure(key, "too_large", message)
            return
        if line.strip():
            yield Input(key, line.rstrip(b"\r\n"), ".json")


def _opened(path: str) -> BinaryIO:
    """A regular file; never a wait for a FIFO or a device."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    file = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise OSError("is no regular file")
    return file
