"""The cluster engine gives what the local one gives. Needs factorygap[ray]."""

from __future__ import annotations

import os
from pathlib import Path

import faults
import pytest

from factorygap import batch
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


def test_real_records_are_those_of_local_workers(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = "The Cerro Bajo copper smelter runs at about 70 percent of capacity, its manager said on Friday."
    (tmp_path / "in" / "a.txt").write_text(text)
    (tmp_path / "in" / "b.jsonl").write_text(
        '{"title": "Idle", "text": "The Tarnow nitrogen plant has stood idle since May. Workers said the factory would '
        'not resume production of fertiliser before the autumn."}\n'
    )
    (tmp_path / "in" / "c.txt").write_text("It rained all day.")
    for name, engine in (("local", batch.local(1)), ("ray", ray(1))):
        counts = batch.run(Job([str(tmp_path / "in")], str(tmp_path / f"{name}.jsonl")), engine)
        assert (counts.relevant, counts.irrelevant) == (2, 1)
    assert (tmp_path / "local.jsonl").read_bytes() == (tmp_path / "ray.jsonl").read_bytes()
