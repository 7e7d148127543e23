"""Bytes from a path or standard input: never more than allowed, and never a wait for a FIFO or a device."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from factorygap import limits
from factorygap.errors import UnreadableInput

STANDARD_INPUT = "-"

_PROBLEMS = {
    errno.ENOENT: ("missing", "no such file"),
    errno.ENOTDIR: ("missing", "no such file"),
    errno.EACCES: ("permission", "permission denied"),
    errno.EPERM: ("permission", "permission denied"),
    errno.ELOOP: ("loop", "a loop of symbolic links"),
    errno.ENAMETOOLONG: ("missing", "file name too long"),
    errno.EISDIR: ("directory", "is a directory"),
}


def load(path: str | os.PathLike[str], *, limits: limits.Limits = limits.DEFAULT) -> bytes:
    """The bytes of a regular file, or of standard input for ``-``.

    Raises UnreadableInput with code missing, permission, loop, directory, special, too_large, changed or io.
    """
    file_name = os.fspath(path)
    if file_name == STANDARD_INPUT:
        return _capped(sys.stdin.buffer, "standard input", limits.max_bytes)
    name = printable(file_name)
    try:
        _check(Path(file_name).stat(), name, limits.max_bytes)  # opening a device can already do something
        descriptor = os.open(file_name, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            _check(before, name, limits.max_bytes)  # it may have been replaced since
            data = _capped(file, name, limits.max_bytes)
            after = os.fstat(descriptor)
    except OSError as error:
        code, words = _PROBLEMS.get(error.errno or 0, ("io", (error.strerror or str(error)).lower()))
        raise UnreadableInput(f"{name}: {words}", code) from error
    except ValueError as error:  # a NUL in the name
        raise UnreadableInput(f"{name!r}: {error}", "missing") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise UnreadableInput(f"{name}: changed while it was read; try again", "changed")
    return data


def printable(name: str) -> str:
    """A file's name as text that every encoder takes: bytes that are no UTF-8 become ``\\xNN``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _check(status: os.stat_result, name: str, max_bytes: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableInput(f"{name}: is a directory; give files, or the folder to `batch`", "directory")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableInput(f"{name}: is no regular file but {_kind(status.st_mode)}", "special")
    if status.st_size > max_bytes:
        raise _too_large(name, max_bytes)


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a FIFO"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _capped(file: BinaryIO, name: str, max_bytes: int) -> bytes:
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _too_large(name, max_bytes)
    return data


def _too_large(name: str, max_bytes: int) -> UnreadableInput:
    return UnreadableInput(f"{name}: larger than {max_bytes:,} bytes; allow more with --max-bytes", "too_large")
