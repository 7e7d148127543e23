"""A worker process as its supervisor sees it: orders go in and words come out, and nobody ever waits for it.

Two threads do the waiting: a worker that is stopped in the middle of a message, or never takes one, keeps only them.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from queue import SimpleQueue
from typing import Any

from factorygap.batch import process
from factorygap.batch.contract import Input, MakeWorker, Settings

END = None
"""The last word of a worker: it is dead."""

_HELD = (signal.SIGINT, signal.SIGTERM)


class Hand:
    """A worker process, the inputs that it owes, and when it last said anything."""

    def __init__(self, words: SimpleQueue[tuple[Hand, Any]], make: MakeWorker, settings: Settings, memory: int) -> None:
        """Starts the process. What it says is put into ``words`` with the hand beside it, ``END`` at last."""
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._orders: SimpleQueue[list[Input] | None] = SimpleQueue()
        self._words = words
        self.owed: dict[bytes, Input] = {}
        self.alone = self.ready = False
        self.busy_with: bytes | None = None
        """The input that it said it is at, alone."""
        self.heard = time.monotonic()
        self.process = context.Process(target=process.serve, args=(theirs, make, settings, memory), daemon=True)
        self.process.start()
        theirs.close()  # so that the pipe ends when the process does
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._tell, self._listen)]
        for thread in self._threads:
            thread.start()

    def give(self, chunk: list[Input], alone: bool) -> None:
        self.owed, self.alone, self.heard = {each.key: each for each in chunk}, alone, time.monotonic()
        self.busy_with = None
        self._orders.put(list(self.owed.values()))

    def dismiss(self) -> None:
        """End the process, at once."""
        self.process.kill()
        self.process.join()
        self._orders.put(END)
        for thread in self._threads:
            thread.join()
        self._pipe.close()

    def _tell(self) -> None:
        with suppress(OSError):  # it is dead, and _listen will say so
            while (order := self._orders.get()) is not END:
                self._pipe.send(order)

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._words.put((self, self._pipe.recv()))
        self._words.put((self, END))


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let SIGINT and SIGTERM wait until the block ends, so that no process is left half started or half ended.

    A process that starts in the block is never interrupted by the terminal: its parent decides.
    """
    if threading.current_thread() is not threading.main_thread():  # no signal is handled here
        yield
        return
    waiting: list[int] = []
    before = {each: signal.signal(each, lambda number, _: waiting.append(number)) for each in _HELD}
    resource_tracker.ensure_running()  # as it starts it unblocks SIGINT
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for each, handler in before.items():
            signal.signal(each, handler or signal.SIG_DFL)
        for number in waiting[:1]:
            signal.raise_signal(number)
