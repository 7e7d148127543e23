"""The same workers as Ray actors, on this machine or on a cluster.

The driver reads the inputs and sends their bytes, so the cluster needs no shared disk; it also keeps the journal, so a
chunk that is done twice, because its actor or node died, still gives each record once. What the supervisor promises
holds here too: an actor that dies or is late costs at most one article.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import islice
from typing import Any

from factorygap.batch import Engine, inputs
from factorygap.batch.contract import Begun, Failure, Input, MakeWorker, Outcome, Settings, failure
from factorygap.batch.supervisor import CHUNK, START_SECONDS
from factorygap.errors import FactoryGapError, UnreadableInput

CPUS = 0.9
"""Share of a core that an actor asks for: with whole ones, as many actors as cores leave Ray none for itself."""


def engine(workers: int, address: str | None = None) -> Engine:
    """``workers`` actors on the cluster at ``address``; without one, on a small cluster of this machine, for this run.

    Raises FactoryGapError if Ray is not installed or the cluster has no room.
    """
    try:
        ray: Any = import_module("ray")
    except ImportError:
        raise FactoryGapError("--engine ray needs Ray: pip install 'factorygap[ray]'") from None

    def run(items: Iterable[Input], make: MakeWorker, settings: Settings, total: int) -> Generator[Outcome]:
        local = {"num_cpus": workers} if address is None else {}
        ray.init(address or "local", include_dashboard=False, log_to_driver=False, logging_level="ERROR", **local)
        try:
            chunk = max(1, min(CHUNK, total // (4 * workers)))
            yield from _Troupe(ray, iter(items), make, settings, workers, chunk).outcomes()
        finally:
            ray.shutdown()

    return run


class _Player:
    """An actor: makes its worker once."""

    def __init__(self, make: MakeWorker, settings: Settings) -> None:
        self._work = make(settings)

    def play(self, given: Sequence[Input]) -> list[Outcome]:
        return [outcome for outcome in self._work(given) if not isinstance(outcome, Begun)]


@dataclass(frozen=True)
class _Turn:
    """What an actor is doing."""

    actor: Any
    given: list[Input]
    alone: bool
    until: float


class _Troupe:
    def __init__(
        self, ray: Any, items: Iterator[Input], make: MakeWorker, settings: Settings, workers: int, chunk: int
    ) -> None:
        self._ray, self._items, self._chunk = ray, items, chunk
        self._limits = settings.limits
        self._again: deque[Input] = deque()
        self._arguments = (make, settings)
        self._turns: dict[Any, _Turn] = {}
        self._workers = workers

    def outcomes(self) -> Iterator[Outcome]:
        actors = [self._hire() for _ in range(self._workers)]
        self._started(actors)
        for actor in actors:
            yield from self._next_turn(actor)
        while self._turns:
            left = max(0.0, min(turn.until for turn in self._turns.values()) - time.monotonic())
            ready, _ = self._ray.wait(list(self._turns), timeout=left)
            for reference in ready or self._late():
                yield from self._end(reference, self._turns.pop(reference), is_late=not ready)

    def _hire(self) -> Any:
        return self._ray.remote(num_cpus=CPUS)(_Player).remote(*self._arguments)

    def _started(self, actors: list[Any]) -> None:
        """Wait for the workers to be made. Raises what making one raises, or FactoryGapError if there is no room."""
        try:
            self._ray.get([actor.play.remote([]) for actor in actors], timeout=START_SECONDS)
        except self._ray.exceptions.GetTimeoutError:
            raise FactoryGapError(f"the cluster has no room for {self._workers} workers; ask for fewer") from None
        except self._ray.exceptions.RayActorError as error:
            last = [line for line in str(error).splitlines() if line.strip()][-1]
            raise FactoryGapError(f"a worker cannot be made: {last.strip()}") from None

    def _next_turn(self, actor: Any) -> Iterator[Outcome]:
        """Give an actor what comes next; inputs that cannot be read are failures at once."""
        given: list[Input] = []
        alone = bool(self._again)
        while not given:
            chunk = [self._again.popleft()] if self._again else list(islice(self._items, self._chunk))
            if not chunk:
                return
            for each in chunk:
                try:
                    given.append(replace(each, data=inputs.content(each, self._limits)))
                except UnreadableInput as error:
                    yield failure(each, error)
        until = time.monotonic() + self._limits.max_seconds
        self._turns[actor.play.remote(given)] = _Turn(actor, given, alone, until)

    def _late(self) -> list[Any]:
        return [reference for reference, turn in self._turns.items() if turn.until <= time.monotonic()]

    def _end(self, reference: Any, turn: _Turn, *, is_late: bool) -> Iterator[Outcome]:
        actor, code, words = turn.actor, "timeout", f"took longer than {self._limits.max_seconds:g} s"
        try:
            if not is_late:
                yield from self._ray.get(reference)
                yield from self._next_turn(actor)
                return
        except self._ray.exceptions.RayActorError:
            code, words = "crash", "the process that read it died"
        self._ray.kill(actor)
        if turn.alone or (is_late and len(turn.given) == 1):
            yield Failure(turn.given[0].key, code, f"{turn.given[0].source}: {words}")
        else:
            self._again.extend(turn.given)
        actor = self._hire()
        self._started([actor])
        yield from self._next_turn(actor)
