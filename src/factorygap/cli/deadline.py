"""The time of one article where there is no other process to end it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from factorygap.errors import LimitExceeded


@contextmanager
def deadline(seconds: float, source: str) -> Iterator[None]:
    """Raises LimitExceeded in the block after ``seconds``, as soon as the C code that runs then has returned."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise LimitExceeded(f"{source}: took longer than {seconds:g} s; allow more with --max-seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
