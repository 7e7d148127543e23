"""Local workers under supervision: one that dies, hangs or outgrows its memory costs at most its own article.

Every worker has a pipe of its own, so a worker killed at any moment, even while it sends, disturbs no other. (Where
workers share a pipe and its lock, as in pebble's pool, one that dies with the lock stops all: docs/scale.md.) A worker
gets several inputs at a time, since spaCy is faster on batches. If it dies or is late, the inputs that it still owes
are given out again one by one, and only one that fails alone is a failure.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

from factorygap import limits, memory
from factorygap.batch.contract import Begun, Failure, Input, MakeWorker, Outcome, Settings
from factorygap.batch.hand import END, Hand, uninterrupted
from factorygap.batch.process import READY
from factorygap.errors import FactoryGapError

CHUNK = 32
"""Inputs given out at once: enough for the pipeline's own batches, few enough to share out evenly."""

START_SECONDS = 120.0
"""Time that a new process may take to load the model."""

STARTS = 3
"""Processes that may die while they start, one after another, before the run is given up."""

SILENCE = 3
"""A worker with several inputs is late after a third of an article's time without a word: they have too short a time
to go wrong together, and each gets its full time alone."""

RECYCLE_AT = 330_000_000
"""Resident bytes at which a worker is replaced when it has nothing to do: spaCy keeps every new word it meets."""


def run(
    inputs: Iterable[Input], make: MakeWorker, settings: Settings, workers: int, chunk: int = CHUNK
) -> Generator[Outcome]:
    """The outcome of every input, each once, as they come; memory does not grow with their number.

    Raises FactoryGapError if no worker can be made. Its processes end with it, whatever happens.
    """
    crew = _Crew(iter(inputs), make, settings, workers, chunk)
    try:
        yield from crew.outcomes()
    finally:
        crew.stop()


class _Crew:
    def __init__(self, inputs: Iterator[Input], make: MakeWorker, settings: Settings, workers: int, chunk: int) -> None:
        self._inputs, self._chunk = inputs, chunk
        self._again: deque[tuple[list[Input], bool]] = deque()
        self._arguments = (make, settings, max(limits.LEAST_MEMORY, limits.MAX_MEMORY // (workers + 1)))
        self._patience = settings.limits.max_seconds
        self._workers = workers
        self._hands: list[Hand] = []
        self._words: SimpleQueue[tuple[Hand, Any]] = SimpleQueue()
        self._dead_starts = 0

    def outcomes(self) -> Iterator[Outcome]:
        while self._share_out():
            for hand, word in self._said():
                if hand in self._hands:
                    yield from self._hear(hand, word)
            for hand in [hand for hand in self._hands if self._is_late(hand)]:
                yield from self._give_up(hand, "timeout", f"took longer than {self._patience:g} s")

    def stop(self) -> None:
        with uninterrupted():
            for hand in list(self._hands):
                self._remove(hand)

    def _share_out(self) -> bool:
        """Give every idle worker something to do, start workers while there is more; whether anything is under way."""
        for hand in [hand for hand in self._hands if not hand.owed]:
            if memory.resident(hand.process.pid) > RECYCLE_AT:
                self._remove(hand)
            elif task := self._next():
                hand.give(*task)
        while len(self._hands) < self._workers and (task := self._next()):
            self._start(*task)
        return any(hand.owed for hand in self._hands)

    def _next(self) -> tuple[list[Input], bool] | None:
        if self._again:
            return self._again.popleft()
        chunk = list(islice(self._inputs, self._chunk))
        return (chunk, False) if chunk else None

    def _start(self, chunk: list[Input], alone: bool) -> None:
        try:
            with uninterrupted():
                hand = Hand(self._words, *self._arguments)
                self._hands.append(hand)
        except OSError as error:
            raise FactoryGapError(f"cannot start a worker: {error.strerror or error}") from error
        hand.give(chunk, alone)

    def _said(self) -> Iterator[tuple[Hand, Any]]:
        """What workers have said since; waits for the first word until one of them is late."""
        with suppress(Empty):
            yield self._words.get(timeout=self._time_left())
            while True:
                yield self._words.get_nowait()

    def _hear(self, hand: Hand, word: Any) -> Iterator[Outcome]:
        if word is END:
            yield from self._give_up(hand, "crash", "the process that read it died")
            return
        hand.heard = time.monotonic()
        if isinstance(word, FactoryGapError):
            raise word
        if word == READY:
            hand.ready, self._dead_starts = True, 0
        elif isinstance(word, Begun):
            hand.busy_with = word.key
        elif hand.owed.pop(word.key, None):
            hand.busy_with = None
            yield word

    def _time_left(self) -> float:
        """Seconds until the first worker is late."""
        return max(0.0, min(hand.heard + self._allowed(hand) for hand in self._hands) - time.monotonic())

    def _allowed(self, hand: Hand) -> float:
        if not hand.owed or not hand.ready:
            return START_SECONDS
        return self._patience if len(hand.owed) == 1 or hand.busy_with else self._patience / SILENCE

    def _is_late(self, hand: Hand) -> bool:
        return bool(hand.owed) and time.monotonic() - hand.heard > self._allowed(hand)

    def _give_up(self, hand: Hand, code: str, message: str) -> Iterator[Outcome]:
        """End a worker; what it owes is done again elsewhere, or has failed."""
        self._remove(hand)
        owed = list(hand.owed.values())
        if not hand.ready:
            self._dead_starts += 1
            if self._dead_starts >= STARTS:
                raise FactoryGapError(f"workers die while they start (exit code {hand.process.exitcode})")
            self._again.append((owed, hand.alone))
            return
        if code == "timeout" and hand.busy_with in hand.owed:  # it had its full time
            late = hand.owed.pop(hand.busy_with)
            yield Failure(late.key, code, f"{late.source}: {message}")
            self._again.extend(([each], True) for each in hand.owed.values())
        elif len(owed) == 1 and (hand.alone or code == "timeout"):
            yield Failure(owed[0].key, code, f"{owed[0].source}: {message}")
        else:
            self._again.extend(([each], True) for each in owed)

    def _remove(self, hand: Hand) -> None:
        hand.dismiss()
        self._hands.remove(hand)
