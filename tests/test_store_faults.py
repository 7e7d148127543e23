"""A failed write leaves what was there, whole; the next one completes (promise 7)."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import faults
import pytest
from specimens import record

from factorygap import store
from factorygap.errors import OutputError
from factorygap.store import atomic

TARGETS = ("a.jsonl", "a.json", "a.csv", "tables/", "a.parquet", "a.sqlite", "a.geojson")
OLD, NEW = [record("old.txt")], [record("new.txt"), record("newer.txt")]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def assert_survives(folder: Path, before: dict[str, bytes]) -> None:
    assert contents(folder) == before, "the old output is as it was, and nothing lies beside it"


def prepared(folder: Path, target: str) -> dict[str, bytes]:
    store.write(OLD, f"{folder}/{target}")
    return contents(folder)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_failing_call_leaves_the_old_output(
    target: str, call: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = prepared(tmp_path, target)
    with monkeypatch.context() as counting:
        counted = faults.fail(counting, call, 0)
        prepared(tmp_path, target)
    last = counted.calls - 1 if call in ("fsync", "open") else counted.calls  # the last one syncs the folder, see below
    assert last > 0
    for nth in range(1, last + 1):
        with monkeypatch.context() as failing:
            faults.fail(failing, call, nth, number)
            with pytest.raises(OutputError, match=f"cannot write .*{os.strerror(number)}") as raised:
                store.write(NEW, f"{tmp_path}/{target}")
        assert "\n" not in str(raised.value)
        assert_survives(tmp_path, before)
    store.write(NEW, f"{tmp_path}/{target}")
    assert contents(tmp_path) != before


@pytest.mark.parametrize("target", TARGETS)
def test_a_full_disk_leaves_the_old_output(target: str, tmp_path: Path) -> None:
    before = prepared(tmp_path, target)
    many = [record(f"{i}.txt", text_before="More of it. " * i) for i in range(40)]
    largest = 0
    if target != "a.geojson":
        store.write(many, f"{tmp_path}/{target}")
        largest = max(map(len, contents(tmp_path).values()))
        store.write(OLD, f"{tmp_path}/{target}")
    for size in (0, 100, largest // 2, max(largest - 1, 0)):
        if target == "a.geojson" and size > 100:
            continue  # one plant, however many articles
        with faults.full_disk(size), pytest.raises(OutputError, match="cannot write"):
            store.write(many, f"{tmp_path}/{target}")
        assert_survives(tmp_path, before)


def test_a_failing_statement_leaves_the_old_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = prepared(tmp_path, "a.sqlite")
    with monkeypatch.context() as counting:
        counted = faults.fail_sqlite(counting, 0)
        prepared(tmp_path, "a.sqlite")
    assert counted.calls > 20
    for nth in range(1, counted.calls + 1, 3):
        with monkeypatch.context() as failing:
            faults.fail_sqlite(failing, nth)
            with pytest.raises(OutputError, match="disk I/O error"):
                store.write(NEW, tmp_path / "a.sqlite")
        assert_survives(tmp_path, before)


@pytest.mark.parametrize("target", TARGETS)
def test_an_error_in_the_records_leaves_the_old_output(target: str, tmp_path: Path) -> None:
    before = prepared(tmp_path, target)

    def broken():
        yield NEW[0]
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        store.write(broken(), f"{tmp_path}/{target}")
    assert_survives(tmp_path, before)


def test_a_folder_that_did_not_exist_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faults.fail(monkeypatch, "replace", 4)
    with pytest.raises(OutputError):
        store.write(NEW, f"{tmp_path}/tables/")
    assert list(tmp_path.iterdir()) == []


def test_other_files_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    store.write(NEW, f"{tmp_path}/")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_killed_writers_draft_is_taken_over(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from factorygap.store import atomic\n"
        "with atomic.replacing(Path(sys.argv[1])) as [draft]:\n    draft.write_text('half'); os._exit(9)"
    )
    target = tmp_path / "a.jsonl"
    subprocess.run([sys.executable, "-c", script, str(target)], check=False)
    assert [p.name for p in tmp_path.iterdir()] == [".a.jsonl.draft"]
    store.write(NEW, target)
    assert list(store.read(target)) == NEW
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_second_writer_of_the_same_file_is_turned_away(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    with atomic.replacing(target) as [draft]:
        draft.write_text("first\n")
        with pytest.raises(OutputError, match="being written by another run"):
            store.write(NEW, target)
    assert target.read_text() == "first\n"


def test_links_and_permissions_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "a.jsonl", tmp_path / "link.jsonl"
    real.touch()
    real.chmod(0o640)
    link.symlink_to(real)
    store.write(NEW, link)
    assert link.is_symlink()
    assert list(store.read(real)) == NEW
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_device_is_written_to_and_not_replaced() -> None:
    with pytest.raises(OutputError, match="/dev/full: No space left"):
        store.write(NEW, "/dev/full", "jsonl")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
    store.write(NEW, "/dev/null", "jsonl")
    with pytest.raises(OutputError, match="no regular file"):
        store.write(NEW, "/dev/null", "sqlite")


@pytest.mark.parametrize("path", ["missing/a.jsonl", "file/a.jsonl", "x" * 300 + ".jsonl"])
def test_a_place_that_cannot_be_written_is_told_in_one_line(path: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write") as raised:
        store.write(NEW, tmp_path / path)
    assert "\n" not in str(raised.value)
