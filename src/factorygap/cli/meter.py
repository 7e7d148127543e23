"""How far a batch is, on stderr: a bar on a terminal, now and then a line elsewhere, nothing with --quiet."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from factorygap.cli.progress import complain

if TYPE_CHECKING:
    from rich.progress import Progress

LINE_SECONDS = 30.0
"""Time between two lines where there is no terminal."""

REFRESH_SECONDS = 0.1


class Meter:
    """``start(total)``, then ``show(done, words)`` as often as one likes."""

    def __init__(self, *, quiet: bool) -> None:
        self.done = self.total = 0
        self._quiet = quiet
        self._bar: Progress | None = None
        self._began = self._shown = time.monotonic()

    def __enter__(self) -> Meter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, total: int) -> None:
        self.total, self._began = total, time.monotonic()
        if self._quiet:
            return
        if sys.stderr.isatty():
            self._bar = _bar()
            self._bar.add_task("", total=total, words="", rate="")
            self._bar.start()
        else:
            complain(f"{total} articles")

    def show(self, done: int, words: str) -> None:
        self.done, now = done, time.monotonic()
        if self._quiet or now - self._shown < (REFRESH_SECONDS if self._bar else LINE_SECONDS):
            return
        self._shown = now
        rate = f"{done / max(now - self._began, 0.001):.1f}/s"
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=done, words=words, rate=rate)
        else:
            complain(f"{done} of {self.total}, {rate}: {words}")

    def stop(self) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[words]}"),
        console=Console(stderr=True, markup=False, highlight=False),
        transient=True,
    )
