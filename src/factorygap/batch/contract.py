"""What every engine runs: inputs in, outcomes out, through a worker that is made once in each process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from factorygap.errors import FactoryGapError
from factorygap.limits import DEFAULT, Limits


@dataclass(frozen=True)
class Input:
    """One article to read: a file, or a line that was read out of one."""

    key: bytes
    """Its identity: the path as bytes, and ``#`` with the line's number where it is a line."""
    data: bytes | None = None
    """Its bytes where they have been read: a line's, or those of a file that is sent to another machine."""
    suffix: str | None = None
    """Format of ``data`` where the key does not end in it: a line is ``.json``."""
    known: bytes | None = None
    """SHA-256 of the content that an earlier run finished; the same content need not be done again."""

    @property
    def source(self) -> str:
        return as_text(self.key)


@dataclass(frozen=True)
class Begun:
    """Word from a worker that it is at this input alone, from now on: the input has its full time."""

    key: bytes


@dataclass(frozen=True)
class Done:
    """A record: ``record`` is its JSON, packed by zlib; ``content`` the SHA-256 of the bytes that were read."""

    key: bytes
    content: bytes
    record: bytes
    relevant: bool


@dataclass(frozen=True)
class Unchanged:
    """The content is the one of ``Input.known``."""

    key: bytes


@dataclass(frozen=True)
class Failure:
    """No record, and why: a code for machines, a line for people."""

    key: bytes
    code: str
    message: str


Outcome = Done | Unchanged | Failure


@dataclass(frozen=True)
class Settings:
    """What a worker needs to know; all of it can be sent to another process or machine."""

    model: str | None = None
    lexicon: str | None = None
    text: bool = True
    limits: Limits = DEFAULT


Worker = Callable[[Sequence[Input]], Iterator[Outcome | Begun]]
"""Gives each input's outcome as soon as it is known, in any order. What one article raises is that one's Failure."""

MakeWorker = Callable[[Settings], Worker]
"""A function or class that can be imported by name. Raises FactoryGapError if no worker can be made."""


def as_text(path: bytes) -> str:
    """A path as text that every store takes: bytes that are no UTF-8 are written as ``\\xNN``."""
    return path.decode("utf-8", "backslashreplace")


def failure(each: Input, error: Exception) -> Failure:
    """What an article raised, as its failure; the file is named as the record would name it."""
    if isinstance(error, FactoryGapError):
        return Failure(each.key, error.code, str(error).replace(os.fsdecode(each.key), each.source))
    if isinstance(error, MemoryError):
        return Failure(each.key, "memory", f"{each.source}: needs more memory than an article may take")
    words = f"{each.source}: {type(error).__name__}: {error}"
    return Failure(each.key, "internal", words.encode("utf-8", "backslashreplace").decode("utf-8"))
