"""Messages and progress, on stderr and safe for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from factorygap.printing import one_line

T = TypeVar("T")


def complain(message: str) -> None:
    """One line on stderr."""
    print(f"factorygap: {one_line(message)}", file=sys.stderr)


def track(items: Sequence[T], *, quiet: bool, label: str = "articles") -> Iterable[T]:
    """``items`` with a progress bar, where there are several and stderr is a terminal."""
    if quiet or len(items) < 5 or not sys.stderr.isatty():
        return items
    return _tracked(items, label)


def _tracked(items: Sequence[T], label: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import track as rich_track

    yield from rich_track(items, description=label, console=Console(stderr=True), transient=True)
