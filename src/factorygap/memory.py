"""What a process holds in memory, and how much it may."""

from __future__ import annotations

import resource
from contextlib import suppress
from pathlib import Path

_RESIDENT, _DATA = 1, 5
"""Columns of /proc/PID/statm, in pages."""


def resident(pid: int | None) -> int:
    """Bytes of memory that a process occupies; 0 where the system does not say."""
    return _pages(str(pid), _RESIDENT)


def held() -> int:
    """Bytes of data that this process holds; 0 where the system does not say."""
    return _pages("self", _DATA)


def allowed() -> int:
    """Bytes of data that this process may hold, as ``allow`` takes them."""
    return resource.getrlimit(resource.RLIMIT_DATA)[0]


def allow(data: int) -> None:
    """Let this process hold so many bytes of data: for more, it gets a MemoryError."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):  # a stricter limit is in force already
        resource.setrlimit(resource.RLIMIT_DATA, (data, most))


def _pages(process: str, column: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[column]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0
