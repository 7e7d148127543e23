"""Supervised workers: one that dies, hangs or eats memory costs its own article and no other (promises 4 and 5)."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import faults
import pytest

from factorygap.batch import supervisor
from factorygap.batch.contract import Done, Failure, Input, Outcome, Settings, Worker
from factorygap.errors import FactoryGapError, ModelError
from factorygap.limits import Limits

QUICK = Settings(limits=Limits(max_seconds=2))


def written(folder: Path, texts: Iterable[str]) -> list[Input]:
    found = []
    for i, text in enumerate(texts):
        path = folder / f"{i:05}.txt"
        path.write_text(text)
        found.append(Input(os.fsencode(path)))
    return found


def run(items: list[Input], workers: int = 2, settings: Settings = QUICK, chunk: int = 8) -> dict[str, Outcome]:
    outcomes = list(supervisor.run(items, faults.make_obedient, settings, workers, chunk))
    assert len(outcomes) == len({outcome.key for outcome in outcomes}), "each once"
    return {Path(os.fsdecode(outcome.key)).stem: outcome for outcome in outcomes}


def codes(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {name: outcome.code for name, outcome in outcomes.items() if isinstance(outcome, Failure)}


@pytest.mark.parametrize("workers", [1, 2])
def test_bad_articles_cost_only_themselves(workers: int, tmp_path: Path) -> None:
    texts = [f"article {i}" for i in range(60)]
    texts[7], texts[8], texts[23], texts[40], texts[41] = "crash", "raise", "hang", "eat", "crash"
    outcomes = run(written(tmp_path, texts), workers)
    assert len(outcomes) == 60
    assert codes(outcomes) == {
        "00007": "crash",
        "00008": "internal",
        "00023": "timeout",
        "00040": "memory",
        "00041": "crash",
    }


def test_an_article_whose_worker_died_once_is_done_all_the_same(tmp_path: Path) -> None:
    outcomes = run(written(tmp_path, ["a", f"crash once {tmp_path}/mark", "b"]))
    assert codes(outcomes) == {}
    assert (tmp_path / "mark").exists()


def test_failures_name_their_article_in_one_line(tmp_path: Path) -> None:
    [failure] = run(written(tmp_path, ["crash"])).values()
    assert isinstance(failure, Failure)
    assert failure.message == f"{tmp_path}/00000.txt: the process that read it died"


def test_killing_workers_at_random_moments_loses_nothing(tmp_path: Path) -> None:
    items = written(tmp_path, [f"sleep 0.002 {'x' * 100_000}"[: 100_000 - i] for i in range(400)])
    rng, killed = random.Random(4), 0
    outcomes: dict[bytes, Outcome] = {}
    for outcome in supervisor.run(items, faults.make_obedient, Settings(), 2, 8):
        assert outcome.key not in outcomes, "each once"
        outcomes[outcome.key] = outcome
        if len(outcomes) % 40 == 0:
            time.sleep(0.02 * rng.random())
            for child in children(os.getpid())[: rng.randrange(1, 3)]:
                os.kill(child, signal.SIGKILL)
                killed += 1
    assert len(outcomes) == 400
    assert killed >= 10
    assert sum(isinstance(outcome, Done) for outcome in outcomes.values()) >= 400 - killed, "one each at most"


def make_stopping(settings: Settings) -> Worker:
    """Is stopped for ever with half of a long outcome sent, or (``pause``) after an outcome, before it takes more."""
    real = Connection._send

    def send(pipe: Connection, data: bytes) -> None:
        if len(data) > 1_000_000:
            os.write(pipe.fileno(), bytes(data[: len(data) // 2])[:10_000])
            os.kill(os.getpid(), signal.SIGSTOP)
        real(pipe, data)

    Connection._send = send

    def work(given: Sequence[Input]) -> Iterator[Outcome]:
        for each in given:
            words = (each.data or b"").split()[0]
            yield Failure(each.key, "told", "x" * 2_000_000 if words == b"long" else "")
            if words == b"pause":
                os.kill(os.getpid(), signal.SIGSTOP)

    return work


def test_nobody_waits_for_a_worker_that_is_stopped_in_the_middle_of_a_message() -> None:
    patient = Settings(limits=Limits(max_seconds=3))
    said = ["pause" if i in (1, 9) else "long" if i == 5 else "short" for i in range(16)]
    items = [Input(b"%02d" % i, f"{word} {'x' * 1_000_000}".encode()) for i, word in enumerate(said)]
    outcomes = {each.key: each for each in supervisor.run(items, make_stopping, patient, 2, 2)}
    assert len(outcomes) == 16
    assert [key for key, each in outcomes.items() if each.code == "timeout"] == [b"05"]


INTERRUPTED = """
import os, sys, faults
from factorygap.batch import supervisor
from factorygap.batch.contract import Input, Settings
if __name__ == "__main__":
    items = [Input(b"%d" % i, b"sleep 0.05") for i in range(1000)]
    for _ in range(int(sys.argv[1])):
        try:
            os.write(1, b"begun\\n")
            for _ in supervisor.run(items, faults.make_obedient, Settings(), 2, 1):
                pass
        except KeyboardInterrupt:
            os.write(1, b"interrupted\\n")
"""


def test_interruptions_at_any_moment_of_the_start_leave_no_process_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(INTERRUPTED)
    environment = os.environ | {"PYTHONPATH": str(Path(faults.__file__).parent)}
    rng = random.Random(5)
    with subprocess.Popen(
        [sys.executable, tmp_path / "run.py", "24"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as parent:  # fmt: skip
        for i in range(24):
            assert parent.stdout.readline() == b"begun\n"
            time.sleep(rng.choice((0.03, 0.3)) * rng.random())
            (os.killpg if i % 2 else os.kill)(parent.pid, signal.SIGINT)
            assert parent.stdout.readline() == b"interrupted\n"
        assert parent.stderr.read() == b"", "and it is ended by the last process that holds it"


def children(pid: int) -> list[int]:
    """The worker processes of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = stat.read_text().rsplit(")", 1)[1].split()[:2]
            if int(parent) == pid and state != "Z" and b"spawn_main" in (stat.parent / "cmdline").read_bytes():
                found.append(int(stat.parent.name))
    return found


def test_no_process_is_left_after_a_run_or_an_abandoned_one(tmp_path: Path) -> None:
    items = written(tmp_path, ["a"] * 40)
    run(items)
    assert children(os.getpid()) == []
    outcomes = supervisor.run(items, faults.make_obedient, QUICK, 2, 4)
    next(outcomes)
    assert children(os.getpid()) != []
    outcomes.close()
    assert children(os.getpid()) == []


def test_workers_die_with_a_killed_parent(tmp_path: Path) -> None:
    written(tmp_path, ["hang"] * 8)
    run = [sys.executable, faults.__file__, str(tmp_path), str(tmp_path / "out.jsonl"), "2"]
    with subprocess.Popen(run, stdout=subprocess.DEVNULL) as parent:
        workers = wait_for(lambda: (found := children(parent.pid)) and len(found) == 2 and found)
        parent.kill()
    wait_for(lambda: not any(is_running(pid) for pid in workers))


def wait_for(condition, seconds: float = 20.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come to that")


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def make_no_model(settings: Settings):
    raise ModelError("no such model")


def test_a_worker_that_cannot_be_made_ends_the_run(tmp_path: Path) -> None:
    items = written(tmp_path, ["a"])
    with pytest.raises(ModelError, match="no such model"):
        list(supervisor.run(items, make_no_model, QUICK, 2))
    with pytest.raises(FactoryGapError, match="die while they start"):
        list(supervisor.run(items, faults.make_unborn, QUICK, 2))


def test_a_system_without_room_for_a_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> int:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr("multiprocessing.popen_spawn_posix.util.spawnv_passfds", no_room)
    with pytest.raises(FactoryGapError, match="cannot start a worker: Resource temporarily unavailable"):
        list(supervisor.run(written(tmp_path, ["a"]), faults.make_obedient, QUICK, 2))


def test_inputs_are_taken_only_as_fast_as_they_are_done(tmp_path: Path) -> None:
    items = written(tmp_path, ["a"] * 100)
    taken = 0

    def counted():
        nonlocal taken
        for item in items:
            taken += 1
            yield item

    outcomes = supervisor.run(counted(), faults.make_obedient, QUICK, 2, 4)
    for done, _ in enumerate(outcomes, 1):
        assert taken <= done + 3 * 4, "no queue that grows with the input"
