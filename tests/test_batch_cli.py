"""``batch`` and the commands that look into its stores, as a user runs them, with the real model."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from spacy.language import Language
from specimens import record

from factorygap import pipeline, reading, store
from factorygap.cli import main

Here = Callable[..., tuple[int, str, str]]

ARTICLES = {
    "boast.txt": "SALTA, March 3 - The Aurora cement plant is running at full capacity, the ministry said on Monday. "
    "It turned out 40,000 tons of clinker in February, 15 percent over plan.",
    "report.txt": "The Aurora cement plant works only two days a week, a mechanic there said. "
    "Both kilns have stood idle since May for want of gas, and the bags it does sell are short in weight.",
    "wire.txt": "<Norddal Papir> said its Moelven pulp mill would halt for 10 days in June as orders fell. "
    "Output at the mill dropped 12 pct in the first quarter.",
    "rain.txt": "It rained on Tuesday, and the match between the two villages was put off until the weekend.",
    "page.html": "<html><head><title>Refinery restarts</title></head><body><nav>Home Sport</nav><article><h1>Refinery "
    "restarts</h1><p>The Bay Point refinery resumed work on Friday after a fire in its crude unit, the company said. "
    "It will run at about 60 percent of capacity until autumn, and workers said two units were still down.</p>"
    "</article></body></html>",
    "lines.jsonl": '{"title": "Mill", "text": "The Ta Khmau rice mill doubled its output last year, he said."}\n'
    '{"title": "Torn", "text": "The mine',
    "broken.json": "{",
    "photo.txt": "\x89PNG\r\n\x1a\n\x00\x00\x00\x00",
}
FAILED = {"in/broken.json": "json", "in/lines.jsonl#2": "json", "in/photo.txt": "binary"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with articles in ``in`` and the store that one worker makes of them, ``one.jsonl``."""
    home = tmp_path_factory.mktemp("home")
    (home / "in").mkdir()
    for name, text in ARTICLES.items():
        (home / "in" / name).write_bytes(text.encode("latin-1"))
    done = factorygap(home, "batch", "in", "-o", "one.jsonl", "-w", "1", "--errors", "errors.jsonl", PYTHONHASHSEED="1")
    (home / "told.txt").write_text(f"{done.returncode}\n{done.stdout}{done.stderr}")
    return home


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "factorygap", *arguments]


def factorygap(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=home, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """The command line in this process, for what needs no model: exit code, stdout, stderr."""

    def call(folder: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["factorygap", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return call


def test_a_batch_with_failures_ends_with_3_and_names_them(home: Path) -> None:
    code, *told = (home / "told.txt").read_text().splitlines()
    assert code == "3"
    assert [json.loads(line)["code"] for line in (home / "errors.jsonl").read_text().splitlines()] == [*FAILED.values()]
    assert [json.loads(line)["path"] for line in (home / "errors.jsonl").read_text().splitlines()] == [*FAILED]
    assert told[0] == "factorygap: 9 articles"
    for path, line in zip(FAILED, told[1:-1], strict=True):
        assert line.startswith(f"factorygap: {path}: "), line
    assert told[-1] == "factorygap: 9 articles: 5 relevant, 1 irrelevant, 3 failed -> one.jsonl"


def test_records_are_those_of_the_library(home: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    names = [name for name in ARTICLES if name.endswith(("txt", "html")) and f"in/{name}" not in FAILED]
    alone = {f"in/{name}": pipeline.extract(reading.read(f"in/{name}"), nlp) for name in names}
    batched = {record.article.source: record for record in store.read("one.jsonl")}
    assert alone.items() <= batched.items()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_run_goes_on_to_the_same_store(sent: int, home: Path) -> None:
    output = f"stopped-{int(sent)}.jsonl"
    with subprocess.Popen(
        command("batch", "in", "-o", output, "-w", "2"), cwd=home, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and not has_begun(home / f"{output}.resume"):
            time.sleep(0.02)
        process.send_signal(sent)
        began = time.monotonic()
        stderr = process.communicate(timeout=60)[1]
    if sent == signal.SIGINT:
        assert process.returncode == 130
        assert time.monotonic() - began < 30
        assert "interrupted" in stderr
        assert "Traceback" not in stderr
    assert not (home / output).exists()
    assert factorygap(home, "batch", "in", "-o", output, "-q").returncode == 3
    assert (home / output).read_bytes() == (home / "one.jsonl").read_bytes()


def has_begun(journal: Path) -> bool:
    """Whether inputs are in the write-ahead log; the journal itself is locked."""
    with suppress(OSError):
        return Path(f"{journal}-wal").stat().st_size > 12_000
    return False


def test_a_batch_without_failures_ends_with_0(home: Path) -> None:
    dry = factorygap(home, "batch", "in", "-o", "good.sqlite", "--include", "rain.txt", "--dry-run")
    assert (dry.returncode, dry.stdout) == (0, "new 1, changed 0, unchanged 0, removed 0, unreadable 0\n")
    assert not (home / "good.sqlite.resume").exists()
    done = factorygap(home, "batch", "in", "-o", "good.sqlite", "--include", "rain.txt", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["batch", "nowhere", "-o", "x.jsonl"], 1, "nowhere: no such file or folder"),
        (["batch", "in", "-o", "x.docx"], 1, "cannot tell the format"),
        (["batch", "in", "-o", "no/x.jsonl"], 1, "cannot use"),
        (["batch", "in"], 2, "--output"),
        (["batch", "in", "-o", "x.jsonl", "--engine", "steam"], 2, "unknown engine"),
        (["export", "nowhere.jsonl", "--to", "x.sqlite"], 1, "no such store"),
        (["query", "one.jsonl", "SELECT none FROM plants"], 1, "no such column"),
        (["show", "one.jsonl", "99"], 1, "has no article '99'"),
    ],
)
def test_what_cannot_be_done_is_told(arguments: list[str], code: int, words: str, home: Path, here: Here) -> None:
    ended, _, stderr = here(home, *arguments)
    assert ended == code
    assert words in stderr
    assert code == 2 or stderr.count("\n") == 1
    assert not list(home.glob("x.*")), "nothing is left behind"


# The commands that look into stores need no model: a store of our own making.


@pytest.fixture
def made(tmp_path: Path) -> Path:
    store.write([record("a.txt"), record("b.txt", name="=cmd\x1b]0;x\x07 [bold]Mill")], tmp_path / "made.sqlite")
    return tmp_path


def test_query_answers_from_any_store(made: Path, here: Here) -> None:
    store.write(store.read(made / "made.sqlite"), made / "made.jsonl")
    sql = "SELECT plant_name, status FROM plants ORDER BY source"
    for name in ("made.sqlite", "made.jsonl"):
        code, stdout, _ = here(made, "query", name, sql)
        rows = list(csv.reader(io.StringIO(stdout)))
        assert code == 0
        assert rows[:2] == [["plant_name", "status"], ["Sunrise Sugar Mill", "reduced"]]
        assert rows[2][0] == r"'=cmd\x1b]0;x\x07 [bold]Mill"
    _, shown, _ = here(made, "query", "made.sqlite", sql, "--format", "table")
    assert "[bold]Mill" in shown and "\x1b" not in shown
    _, found, _ = here(made, "query", "made.sqlite", sql, "--format", "json")
    assert json.loads(found)[1]["plant_name"] == "=cmd\x1b]0;x\x07 [bold]Mill"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles",
        "ATTACH 'evil.db' AS e",
        "VACUUM INTO 'evil.db'",
        "PRAGMA writable_schema = 1",
        "SELECT load_extension('x')",
        "CREATE TEMP TABLE t (x)",
        "SELECT 1; SELECT 2",
    ],
)
def test_query_changes_nothing(sql: str, made: Path, here: Here) -> None:
    before = (made / "made.sqlite").read_bytes()
    code, _, stderr = here(made, "query", "made.sqlite", sql)
    assert code == 1
    assert stderr.count("\n") == 1
    assert [path.name for path in made.iterdir()] == ["made.sqlite"]
    assert (made / "made.sqlite").read_bytes() == before


def test_export_and_show(made: Path, here: Here) -> None:
    assert here(made, "export", "made.sqlite", "--to", "tables/") == (0, "", "")
    assert here(made, "export", "tables", "--to", "plants.csv", "--table", "facilities") == (0, "", "")
    assert (made / "plants.csv").read_text().splitlines() == (made / "tables/facilities.csv").read_text().splitlines()
    for which in ("2", "b.txt"):
        _, shown, _ = here(made, "show", "tables", which)
        assert r"=cmd\x1b]0;x\x07 [bold]Mill" in shown
    _, whole, _ = here(made, "show", "made.sqlite", "a.txt", "--json")
    assert json.loads(whole) == json.loads(record("a.txt").to_json())


def test_export_adds_to_a_database(made: Path, here: Here) -> None:
    store.write([record("c.txt")], made / "more.jsonl")
    assert here(made, "export", "more.jsonl", "--to", "made.sqlite", "--add") == (0, "", "")
    with closing(sqlite3.connect(made / "made.sqlite")) as db:
        assert db.execute("SELECT source FROM articles ORDER BY id").fetchall() == [("a.txt",), ("b.txt",), ("c.txt",)]
