"""The same input gives the same bytes, whatever the hash seed, locale, time zone and number of workers (promise 12)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import several
from test_batch_cli import ARTICLES

SAMPLES = Path(__file__).parent.parent / "samples"

WORLDS = {
    "a": {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC", "workers": "1"},
    "b": {"PYTHONHASHSEED": "77", "LC_ALL": "C", "TZ": "Asia/Pyongyang", "workers": "2", "PYTHONUTF8": "0",
          "PYTHONCOERCECLOCALE": "0"},
    "c": {"PYTHONHASHSEED": "4242", "LC_ALL": "POSIX", "TZ": "UTC", "workers": "2"},
}  # fmt: skip
"""``b`` has a file system encoding of ASCII; names of files are not UTF-8 there."""


def commands(workers: str) -> list[list[str]]:
    store = "out.jsonl"
    return [
        ["extract", "in/ma\u00efs.txt", "in/boast.txt", "in/report.txt", "in/page.html", "-f", "jsonl"],
        ["batch", "in", "-o", store, "-w", workers, "-q", "--errors", "errors.jsonl"],
        *(["export", store, "--to", to] for to in ("out.sqlite", "out.json", "tables/", "out.geojson", "out.csv")),
        ["report", store, "-o", "out.html"],
        *([command, store, "-f", form] for command in ("gap", "timeline", "link", "stats") for form in ("json", "csv")),
        ["gap", store, "-f", "markdown"],
        ["query", "out.sqlite", "SELECT * FROM plants"],
        ["show", store, "1", "--evidence"],
        ["schema"],
    ]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What each world printed and wrote, by name."""
    home = tmp_path_factory.mktemp("worlds")
    (home / "in").mkdir()
    for sample in SAMPLES.iterdir():
        if sample.is_file() and sample.name != "README.md":
            shutil.copy(sample, home / "in" / sample.name)
    for name, text in ARTICLES.items():
        (home / "in" / name).write_bytes(text.encode("latin-1"))
    (home / "in" / "ma\u00efs.txt").write_text(
        "The maize mill at Itu\u0301 runs two days a week, Istanbul's I\u0307zmir paper said."
    )
    running = {}
    for name, world in WORLDS.items():
        shutil.copytree(home / "in", home / name / "in")
        environment = os.environ | {key: value for key, value in world.items() if key.isupper()}
        words = [sys.executable, several.__file__, json.dumps(commands(world["workers"]))]
        with (home / name / "stdout").open("wb") as out, (home / name / "stderr").open("wb") as told:
            running[name] = subprocess.Popen(words, cwd=home / name, env=environment, stdout=out, stderr=told)
    for process in running.values():
        process.wait(timeout=300)
    return {name: contents(home / name) for name in WORLDS}


def contents(folder: Path) -> dict[str, bytes]:
    """All that was written but the resume file, which holds the times of its writing."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "in"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if ".resume" not in path.name}


@pytest.mark.parametrize("other", ["b", "c"])
def test_all_that_is_printed_and_written_is_the_same(other: str, made: dict[str, dict[str, bytes]]) -> None:
    assert len(made["a"]) >= 17
    assert len(made["a"]["out.jsonl"].splitlines()) >= 15
    assert made["a"].keys() == made[other].keys()
    assert [name for name, content in made["a"].items() if content != made[other][name]] == []


def test_every_command_did_its_work(made: dict[str, dict[str, bytes]]) -> None:
    ended = [line.split()[1:] for line in made["a"]["stderr"].decode().splitlines() if line.startswith("ended")]
    assert ended == [[words[0], "3" if words[0] == "batch" else "0"] for words in commands("1")]
    assert made["a"]["stdout"].count(b"\n") > 300
