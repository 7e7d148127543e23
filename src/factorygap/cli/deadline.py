"""One article where there is no other process to end it, or to go on without it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from factorygap import memory
from factorygap.errors import FactoryGapError, InternalError, LimitExceeded
from factorygap.limits import DEFAULT, LEAST_MEMORY, MAX_MEMORY, Limits

if TYPE_CHECKING:
    from spacy.language import Language

    from factorygap.records import Article, Record


def extracted(article: Article, nlp: Language, limits: Limits = DEFAULT) -> Record:
    """The record of an article. Raises LimitExceeded for more than its share of time, InternalError for the rest."""
    from factorygap import gate
    from factorygap.pipeline import check_length, extract

    try:
        with deadline(limits.max_seconds, article.source), memory_cap():
            if gate.is_open(article):
                check_length(article, limits)
            return extract(article, nlp)
    except FactoryGapError:
        raise
    except MemoryError as error:
        raise LimitExceeded(f"{article.source}: needs more memory than an article may take", "memory") from error
    except Exception as error:
        raise InternalError(f"{article.source}: {type(error).__name__}: {error}") from error


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


@contextmanager
def memory_cap() -> Iterator[None]:
    """Raises MemoryError in the block where this process would hold more data than it may."""
    before = memory.allowed()
    memory.allow(max(MAX_MEMORY, memory.held() + LEAST_MEMORY))
    try:
        yield
    finally:
        memory.allow(before)
