"""Faults on purpose: calls that fail, files that cannot grow, and workers that crash, hang and eat memory."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from factorygap import batch
from factorygap.batch import inputs
from factorygap.batch.contract import Done, Input, MakeWorker, Outcome, Settings, Unchanged, Worker, failure
from factorygap.records import Article, Record


class Counted:
    """A function that fails at its Nth call; 0 only counts."""

    def __init__(self, real: Callable[..., Any], nth: int, error: Exception) -> None:
        self.calls, self._real, self._nth, self._error = 0, real, nth, error

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        if self.calls == self._nth:
            raise self._error
        return self._real(*args, **kwargs)


def fail(monkeypatch: pytest.MonkeyPatch, call: str, nth: int, number: int = errno.EIO) -> Counted:
    """Make the Nth ``os.<call>`` fail from now on."""
    counted = Counted(getattr(os, call), nth, OSError(number, os.strerror(number)))
    monkeypatch.setattr(os, call, counted)
    return counted


def fail_sqlite(monkeypatch: pytest.MonkeyPatch, nth: int) -> Counted:
    """Make the Nth statement of any SQLite connection fail from now on."""
    counted = Counted(lambda: None, nth, sqlite3.OperationalError("disk I/O error"))

    class Connection(sqlite3.Connection):
        def execute(self, *args: Any) -> sqlite3.Cursor:
            counted()
            return super().execute(*args)

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **kwargs: real(*args, factory=Connection, **kwargs))
    return counted


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file can grow past ``size`` bytes: as a full disk, for Python, SQLite and Arrow alike."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def make_obedient(settings: Settings) -> Worker:
    """A quick worker without a model that does what the words of an article say.

    ``crash``, ``crash once MARK`` (a file it leaves), ``hang``, ``eat``, ``raise``, ``sleep SECONDS``, ``sleep SECONDS
    leave FOLDER`` (a file in it with the process id as its name); else a record.
    """

    def work(given: Sequence[Input]) -> Iterator[Outcome]:
        for each in given:
            try:
                yield obeyed(each, settings)
            except Exception as error:
                yield failure(each, error)

    return work


def obeyed(each: Input, settings: Settings) -> Outcome:
    data = inputs.content(each, settings.limits)
    digest = sha256(data).digest()
    if digest == each.known:
        return Unchanged(each.key)
    obey(data.decode().split())
    article = Article.of(data.decode(), each.source, relevant=len(data) % 2 == 0)
    return Done(each.key, digest, zlib.compress(Record(article=article).to_json().encode()), bool(article.relevant))


def here(items: Iterable[Input], make: MakeWorker, settings: Settings, total: int) -> Iterator[Outcome]:
    """An engine without processes, for what is not about them."""
    work = make(settings)
    for item in items:
        yield from work([item])


def obey(words: list[str]) -> None:
    match words:
        case ["crash"]:
            os._exit(11)
        case ["crash", "once", mark] if not Path(mark).exists():
            Path(mark).touch()
            os._exit(11)
        case ["hang"]:
            time.sleep(3600)
        case ["eat"]:
            bytearray(4_000_000_000)
        case ["raise"]:
            raise RuntimeError("as told")
        case ["sleep", seconds, "leave", folder, *_]:
            (Path(folder) / str(os.getpid())).touch()
            time.sleep(float(seconds))
        case ["sleep", seconds, *_]:
            time.sleep(float(seconds))


def make_unborn(settings: Settings) -> Worker:
    """Dies while it is made."""
    os._exit(7)


if __name__ == "__main__":  # faults.py FOLDER OUTPUT WORKERS
    folder, output, workers = sys.argv[1:]
    job = batch.Job([folder], output)
    with suppress(BrokenPipeError):
        batch.run(
            job,
            batch.local(int(workers)),
            make=make_obedient,
            progressed=lambda counts: print(counts.all, flush=True),
        )
