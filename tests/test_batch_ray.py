"""The cluster engine gives what the local one gives. Needs factorygap[ray]."""

from __future__ import annotations

import importlib
import os
import signal
import threading
import time
from pathlib import Path

import faults
import pytest

from factorygap import batch, store
from factorygap.batch import Job
from factorygap.batch.contract import Settings
from factorygap.errors import FactoryGapError
from factorygap.limits import Limits

pytest.importorskip("ray")
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("PYTHONPATH", str(Path(faults.__file__).parent))


def run(folder: Path, output: Path, engine: batch.Engine, **options: object) -> batch.Counts:
    return batch.run(Job([str(folder)], str(output), **options), engine, make=faults.make_obedient)


def ray(workers: int) -> batch.Engine:
    from factorygap.batch.ray_engine import engine

    return engine(workers)


def test_the_same_articles_give_the_same_bytes_and_bad_ones_cost_only_themselves(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for i in range(500):
        (tmp_path / "in" / f"{i:03}.txt").write_text(f"article {i}")
    for number, words in ((17, "crash"), (18, "raise"), (333, "hang")):
        (tmp_path / "in" / f"{number:03}.txt").write_text(words)
    (tmp_path / "in" / "499.txt").unlink()
    os.mkfifo(tmp_path / "in" / "499.txt")
    settings = Settings(limits=Limits(max_seconds=3))
    outputs, errors = [], []
    for name, engine in (("local", batch.local(2)), ("ray", ray(2))):
        counts = run(
            tmp_path / "in", tmp_path / f"{name}.jsonl", engine, settings=settings, errors=tmp_path / f"{name}.errors"
        )
        assert (counts.all, counts.failed) == (500, 4)
        outputs.append((tmp_path / f"{name}.jsonl").read_bytes())
        errors.append((tmp_path / f"{name}.errors").read_bytes())
    assert outputs[0] == outputs[1]
    assert errors[0] == errors[1]


def test_a_worker_that_cannot_be_made_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(FactoryGapError, match="cannot be made"):
        batch.run(Job([str(tmp_path / "a.txt")], str(tmp_path / "out.jsonl")), ray(1), make=faults.make_unborn)


def test_a_worker_that_is_killed_costs_no_article(tmp_path: Path) -> None:
    """The process of an actor gets SIGKILL while it works; Ray makes another, and everything arrives."""
    (tmp_path / "in").mkdir()
    (tmp_path / "pids").mkdir()
    for i in range(60):
        (tmp_path / "in" / f"{i:02}.txt").write_text(f"sleep 0.05 leave {tmp_path}/pids {i}")
    killed: list[int] = []

    def kill() -> None:
        while not (pids := sorted((tmp_path / "pids").iterdir(), key=lambda path: path.stat().st_mtime)):
            time.sleep(0.02)
        killed.append(int(pids[0].name))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    counts = run(tmp_path / "in", tmp_path / "out.jsonl", ray(2))
    killer.join()
    assert (counts.all, counts.failed) == (60, 0)
    assert killed[0] != os.getpid()
    assert len({path.name for path in (tmp_path / "pids").iterdir()}) >= 2  # another one went on
    sources = [each.article.source for each in store.read(tmp_path / "out.jsonl")]
    assert sources == sorted(f"{tmp_path}/in/{i:02}.txt" for i in range(60))


def test_real_records_are_those_of_local_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty articles; `python benchmarks/batch_engines.py` compares 500 (docs/scale.md)."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "benchmarks"))
    engines = importlib.import_module("batch_engines")
    engines.fill(tmp_path / "articles", 30)
    found = engines.stores(tmp_path, tmp_path / "articles")
    assert len(found) == 3
    assert all(found.values())
    assert len(set(found.values())) == 1
    assert len(list(store.read(tmp_path / "Ray.jsonl"))) == 30
