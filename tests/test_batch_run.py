"""One complete store, whatever happens on the way (promises 1, 2, 3, 6 and 12)."""

from __future__ import annotations

import gzip
import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import faults
import pytest

from factorygap import batch, store
from factorygap.batch import Counts, Job
from factorygap.batch.contract import Settings
from factorygap.errors import OutputError, StoreError, UnreadableInput
from factorygap.limits import Limits


def folder_of(tmp_path: Path, texts: dict[str, str]) -> Path:
    folder = tmp_path / "in"
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def run(paths: Path | list[str], output: Path | str, workers: int = 0, **options: Any) -> Counts:
    """``workers`` 0 is without processes, for what is not about them."""
    given = [str(paths)] if isinstance(paths, Path) else paths
    engine = batch.local(workers) if workers else faults.here
    return batch.run(Job(given, str(output), **options), engine, make=faults.make_obedient)


def sources(output: Path) -> list[str]:
    return [Path(record.article.source).name for record in store.read(output)]


# Killed, interrupted, run twice.


def test_eight_kills_leave_what_an_uninterrupted_run_gives(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {f"{i % 7}/{i:04}.txt": f"sleep 0.0005 {i}" for i in range(2000)})
    run(folder, tmp_path / "whole.jsonl")
    output, kept = tmp_path / "killed.jsonl", 0
    rng = random.Random(8)
    for _ in range(8):
        with started(folder, output) as process:
            for _ in range(rng.randrange(20, 160)):
                process.stdout.readline()
            process.kill()
        assert not output.exists() or len(list(store.read(output))) == 2000
        now = done_in(output)
        assert now >= kept, "no finished record is lost"
        kept = now
    assert 100 < kept < 2000
    subprocess.run([sys.executable, faults.__file__, str(folder), str(output), "2"], check=True, capture_output=True)
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"in", "killed.jsonl", "killed.jsonl.resume", "whole.jsonl", "whole.jsonl.resume"}


def started(folder: Path, output: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, faults.__file__, str(folder), str(output), "2"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def done_in(output: Path) -> int:
    db = sqlite3.connect(f"{output}.resume")
    try:
        return int(db.execute("SELECT count(*) FROM item WHERE record IS NOT NULL").fetchone()[0])
    finally:
        db.close()


@pytest.mark.parametrize("moment", [1, 5])
def test_a_run_killed_while_it_writes_leaves_the_old_output(moment: int, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {f"{i}.txt": f"a {i}" for i in range(6)})
    output = tmp_path / "out.jsonl"
    run(folder, output)
    before = output.read_bytes()
    (folder / "new.txt").write_text("new")
    script = (
        "import os, sys; from factorygap import batch; import faults\n"
        "from factorygap.store import json_lines\n"
        "def dying(records):\n"
        "    for i, record in enumerate(records):\n"
        f"        if i == {moment}: os._exit(9)\n"
        "        yield record.to_json() + '\\n'\n"
        "json_lines.to_text = dying\n"
        "if __name__ == '__main__':\n"
        "    batch.run(batch.Job([sys.argv[1]], sys.argv[2]), batch.local(1), make=faults.make_obedient)\n"
    )
    (tmp_path / "dying.py").write_text(script)
    environment = os.environ | {"PYTHONPATH": str(Path(faults.__file__).parent)}
    died = subprocess.run(
        [sys.executable, str(tmp_path / "dying.py"), str(folder), str(output)], env=environment, check=False
    )
    assert died.returncode == 9
    assert output.read_bytes() == before
    assert run(folder, output).unchanged == 7, "all was done, only the writing was missing"
    assert len(sources(output)) == 7
    assert not list(tmp_path.glob(".*"))


def test_a_second_run_on_the_same_output_says_so_and_stops(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {f"{i}.txt": "sleep 0.2" for i in range(50)})
    with started(folder, tmp_path / "out.jsonl") as process:
        process.stdout.readline()
        with pytest.raises(StoreError, match=r"another run is writing .*out\.jsonl"):
            run(folder, tmp_path / "out.jsonl")
        process.kill()


def test_the_order_is_that_of_the_inputs_for_any_number_of_workers(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {f"{i:03}.txt": f"sleep {0.01 * (i % 3)}" for i in range(60)})
    outputs = []
    for workers in (1, 2, 3):
        run(folder, tmp_path / f"{workers}.jsonl", workers)
        outputs.append((tmp_path / f"{workers}.jsonl").read_bytes())
    assert len(set(outputs)) == 1
    assert sources(tmp_path / "1.jsonl") == sorted(sources(tmp_path / "1.jsonl"))


# What is new, changed, gone.


def test_only_what_is_new_or_changed_is_done(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.txt": "one", "b.txt": "two", "c.txt": "three"})
    output = tmp_path / "out.jsonl"
    assert run(folder, output).unchanged == 0
    os.utime(folder / "a.txt", (1, 1))  # touched, with the same content
    (folder / "b.txt").write_text("another")
    (folder / "c.txt").unlink()
    (folder / "d.txt").write_text("four")
    plan = batch.plan(Job([str(folder)], str(output)))
    assert (plan.new, plan.changed, plan.unchanged, plan.removed) == (1, 1, 1, 1)
    counts = run(folder, output)
    assert (counts.all, counts.unchanged, counts.changed) == (3, 1, 1)
    assert counts.removed == [f"{folder}/c.txt"]
    run(folder, tmp_path / "fresh.jsonl")
    assert output.read_bytes() == (tmp_path / "fresh.jsonl").read_bytes()


def test_removed_inputs_are_kept_on_demand(tmp_path: Path) -> None:
    folder, output = folder_of(tmp_path, {"a.txt": "one", "b.txt": "two"}), tmp_path / "out.jsonl"
    run(folder, output)
    (folder / "a.txt").unlink()
    assert run(folder, output, keep_removed=True).removed == [f"{folder}/a.txt"]
    assert sources(output) == ["a.txt", "b.txt"]


def test_another_folder_does_not_silently_replace_the_first(tmp_path: Path) -> None:
    first, output = folder_of(tmp_path, {"a.txt": "one"}), tmp_path / "out.jsonl"
    run(first, output)
    second = folder_of(tmp_path / "2", {"b.txt": "two"})
    with pytest.raises(StoreError, match="none of them is among these"):
        run(second, output)
    assert sources(output) == ["a.txt"]
    run(second, output, keep_removed=True)
    assert sources(output) == ["a.txt", "b.txt"]


def test_restart_does_all_again(tmp_path: Path) -> None:
    folder, output = folder_of(tmp_path, {"a.txt": "one"}), tmp_path / "out.jsonl"
    run(folder, output)
    assert run(folder, output, restart=True).unchanged == 0


def test_other_settings_do_all_again(tmp_path: Path) -> None:
    folder, output = folder_of(tmp_path, {"a.txt": "one"}), tmp_path / "out.jsonl"
    run(folder, output)
    assert run(folder, output).unchanged == 1
    assert run(folder, output, settings=Settings(text=False)).unchanged == 0
    words = tmp_path / "words"
    words.mkdir()
    (words / "mine.toml").write_text("")
    assert run(folder, output, settings=Settings(lexicon=str(words))).unchanged == 0
    (words / "mine.toml").write_text("# more")
    assert run(folder, output, settings=Settings(lexicon=str(words))).unchanged == 0


def test_failures_are_told_and_tried_again(tmp_path: Path) -> None:
    folder, output = folder_of(tmp_path, {"a.txt": "one", "b.txt": "raise", "c.txt": "three"}), tmp_path / "out.jsonl"
    errors = tmp_path / "errors.jsonl"
    for _ in range(2):
        assert run(folder, output, errors=errors).failed == 1
        assert sources(output) == ["a.txt", "c.txt"]
        [line] = errors.read_text().splitlines()
        assert json.loads(line) == {
            "path": f"{folder}/b.txt",
            "code": "internal",
            "message": f"{folder}/b.txt: RuntimeError: as told",
        }
    (folder / "b.txt").write_text("mended")
    assert run(folder, output, errors=errors).failed == 0
    assert errors.read_text() == ""


# Every format, and what is in the way of one.


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.sqlite", "a.parquet", "tables/", "a.geojson", "a.csv"])
def test_a_batch_fills_any_store(name: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.txt": "one", "b.txt": "two"})
    run(folder, f"{tmp_path}/{name}")
    assert run(folder, f"{tmp_path}/{name}").unchanged == 2
    if name not in ("a.geojson", "a.csv"):
        assert sources(Path(f"{tmp_path}/{name}")) == ["a.txt", "b.txt"]


def test_what_would_fail_at_the_end_fails_at_the_beginning(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.txt": "one"})
    with pytest.raises(OutputError, match="cannot tell the format"):
        run(folder, tmp_path / "out.docx")
    with pytest.raises(StoreError, match=r"cannot use .*missing"):
        run(folder, tmp_path / "missing" / "out.jsonl")
    with pytest.raises(OutputError, match="needs a file"):
        run(folder, "/dev/null", format="jsonl")
    with pytest.raises(UnreadableInput, match="nowhere: no such file"):
        run(["nowhere"], tmp_path / "out.jsonl")
    (tmp_path / "mine.jsonl.resume").write_text("my own notes")
    with pytest.raises(StoreError, match="no resume file of factorygap"):
        run(folder, tmp_path / "mine.jsonl")
    assert (tmp_path / "mine.jsonl.resume").read_text() == "my own notes"


@pytest.mark.parametrize("nth", range(1, 40, 3))
def test_a_journal_that_cannot_be_written_ends_the_run_and_the_next_completes(
    nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, output = folder_of(tmp_path, {f"{i}.txt": f"a {i}" for i in range(6)}), tmp_path / "out.jsonl"
    run(folder, output)
    before = output.read_bytes()
    (folder / "6.txt").write_text("new")
    with monkeypatch.context() as failing:
        counted = faults.fail_sqlite(failing, nth)
        try:
            run(folder, output)
        except StoreError as error:
            assert "disk I/O error" in str(error) and "\n" not in str(error)
            assert output.read_bytes() == before or len(sources(output)) == 7
        else:
            assert counted.calls < nth, "a failure is never passed over"
    run(folder, output)
    run(folder, tmp_path / "fresh.jsonl")
    assert output.read_bytes() == (tmp_path / "fresh.jsonl").read_bytes()


def test_a_full_disk_ends_the_run_and_the_next_completes(tmp_path: Path) -> None:
    folder, output = (
        folder_of(tmp_path, {f"{i}.txt": os.urandom(2000).hex() for i in range(40)}),
        tmp_path / "out.jsonl",
    )
    with faults.full_disk(60_000), pytest.raises((StoreError, OutputError), match=r"full|large|I/O"):
        run(folder, output)
    assert not output.exists()
    assert run(folder, output).all == 40


# Any kind of input.


def test_folders_lists_lines_and_gzip(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"b/x.txt": "1", "a.txt": "2", "c.md": "3", "no.pdf": "4", ".hidden.txt": "5"})
    (folder / "d.txt.gz").write_bytes(gzip.compress(b"6"))
    (folder / "e.jsonl").write_text('{"text": "7"}\n\n{"text": "8"}')
    (folder / "f.jsonl.gz").write_bytes(gzip.compress(b'{"text": "9"}\r\n'))
    names = ["a.txt", "x.txt", "c.md", "d.txt.gz", "e.jsonl#1", "e.jsonl#3", "f.jsonl.gz#1"]
    assert found(folder) == names
    assert found(folder, recursive=False) == [name for name in names if name != "x.txt"]
    assert found(folder, include=["*.pdf", "b/*"]) == ["x.txt", "no.pdf"]
    assert found(folder, exclude=["*.gz", "b/*", "c.*"]) == ["a.txt", "e.jsonl#1", "e.jsonl#3"]
    (tmp_path / "my.list").write_text(f"{folder}/c.md\n{folder}/b\n\n")
    assert found(tmp_path / "my.list") == ["c.md", "x.txt"]


def found(path: Path, **options: Any) -> list[str]:
    from factorygap.batch import inputs

    selection = inputs.Selection(**options)
    items = list(inputs.listed(inputs.expanded([str(path)]), selection))
    assert inputs.count(inputs.expanded([str(path)]), selection) == len(items)
    return [Path(item.source).name for item in items]


def test_an_input_that_is_named_twice_is_done_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.txt": "one"})
    assert run([f"{folder}/a.txt", str(folder), f"{folder}/a.txt"], tmp_path / "out.jsonl").all == 1


def test_a_run_never_reads_what_it_writes(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.txt": "one"})
    for _ in range(2):
        assert run(folder, folder / "out.jsonl", errors=folder / "errors.jsonl").all == 1
    for _ in range(2):
        assert run(folder, f"{folder}/tables/", selection=batch.Selection(exclude=["*.jsonl"])).all == 1


def test_names_of_any_bytes_are_told_apart(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.txt": "one", "new\nline.txt": "two", "-dash.txt": "three", "A.txt": "four"})
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("five")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe8.txt")).write_text("six")
    output = tmp_path / "out.sqlite"
    assert run(folder, output).failed == 0
    assert sources(output) == ["-dash.txt", "A.txt", "a.txt", r"caf\xe8.txt", r"caf\xe9.txt", "new\nline.txt"]
    assert run(folder, output).unchanged == 6


def test_what_cannot_be_read_is_a_failure_of_its_own(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.txt": "one", "secret.txt": "mine"})
    outside = tmp_path / "outside.txt"
    outside.write_text("not in the folder")
    (folder / "link.txt").symlink_to(outside)
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "again").symlink_to(folder)
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "fifo.txt")
    os.mkfifo(folder / "fifo.jsonl")
    (folder / "torn.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 1000)[:-20])
    (folder / "long.jsonl").write_text('{"text": "x"}\n' + "y" * 2000 + "\n")
    real = Job(
        [str(folder)],
        str(tmp_path / "out.jsonl"),
        errors=tmp_path / "errors.jsonl",
        settings=Settings(limits=Limits(max_bytes=1000)),
    )
    batch.run(real, faults.here, make=faults.make_obedient)
    told = {Path(each["path"]).name: each["code"] for each in map(json.loads, real.errors.read_text().splitlines())}
    assert told.pop("torn.jsonl.gz") == "gzip"
    assert told == {
        "fifo.jsonl": "io",
        "fifo.txt": "special",
        "link.txt": "outside",
        "long.jsonl#2": "too_large",
        "loop.txt": "loop",
    }
    assert "inside.txt" in sources(tmp_path / "out.jsonl")
