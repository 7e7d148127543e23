"""The command line as its users run it: real processes, pipes, bad input, exit codes."""

import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factorygap.cli import COMMANDS

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "refinery.txt"
COMMAND = [sys.executable, "-m", "factorygap"]


def run(*words: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *map(str, words)], input=stdin, capture_output=True, env=os.environ | environment, timeout=120
    )


def on_a_terminal(*words: str | Path, **environment: str) -> bytes:
    """What a command prints on a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(str, words)], stdout=follower, stderr=follower, env=os.environ | {"TERM": "xterm"} | environment
    )
    os.close(follower)
    printed = b""
    try:
        while chunk := os.read(leader, 65536):
            printed += chunk
    except OSError:
        pass
    process.wait()
    os.close(leader)
    return printed


def test_json_goes_into_a_pipe() -> None:
    done = run("extract", SAMPLE)
    assert done.returncode == 0
    assert done.stderr == b""
    assert json.loads(done.stdout)["article"]["source"] == str(SAMPLE)


def test_a_table_goes_to_a_terminal_in_colour_unless_refused() -> None:
    printed = on_a_terminal("extract", SAMPLE)
    assert b"Output levels" in printed
    assert b"\x1b[" in printed
    assert b"\x1b[3" not in on_a_terminal("extract", SAMPLE, NO_COLOR="1")


def test_standard_input_and_several_paths() -> None:
    done = run("extract", "-", SAMPLE, "--format", "jsonl", stdin=SAMPLE.read_bytes())
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["article"]["source"] for record in records] == ["-", str(SAMPLE)]
    assert records[0]["output_levels"] == records[1]["output_levels"]


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "html", "sqlite", "parquet", "geojson"])
def test_the_suffix_says_the_format(suffix: str, tmp_path: Path) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    done = run("extract", SAMPLE, "--output", tmp_path / f"out.{suffix}")
    assert (done.returncode, done.stdout) == (0, b"")
    assert [path.name for path in tmp_path.iterdir()] == [f"out.{suffix}"]


def test_text_can_be_left_out() -> None:
    assert json.loads(run("extract", SAMPLE, "--no-text").stdout)["article"]["text"] is None


def test_evidence_is_shown_on_demand() -> None:
    sentence = b"pumped from Dawes Island"
    assert sentence not in run("extract", SAMPLE, "--format", "table").stdout
    assert b"Output levels" in run("extract", SAMPLE, "--format", "table", "--evidence").stdout


BAD = {
    "missing": ("extract", "no-such-file.txt"),
    "directory": ("extract", "."),
    "empty": ("extract", "empty.txt"),
    "binary": ("extract", "binary.txt"),
    "broken JSON": ("extract", "broken.json"),
    "wrong encoding": ("extract", "odd.txt"),
    "unwritable": ("extract", "good.txt", "--output", "no/such/folder/out.json"),
    "no model": ("extract", "good.txt", "--model", "en_core_web_nowhere"),
    "no lexicon": ("extract", "good.txt", "--lexicon", "nowhere"),
}


@pytest.mark.parametrize("case", BAD, ids=str)
def test_bad_input_gets_one_clear_line(case: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The Elmfield dye works runs two days a week.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "broken.json").write_text('{"title": "x", "text": ', encoding="utf-8")
    (tmp_path / "odd.txt").write_bytes(b"\x00\xd8" * 50 + b"\xff")
    before = sorted(tmp_path.iterdir())
    done = subprocess.run([*COMMAND, *BAD[case]], cwd=tmp_path, capture_output=True, timeout=60)
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "words",
    [("extract",), ("extract", "x.txt", "--format", "xml"), ("nonsense",), ("extract", "x.txt", "--max-bytes", "0")],
    ids=str,
)
def test_wrong_usage_exits_with_2(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_some_failures_exit_with_3_and_lose_nothing() -> None:
    done = run("extract", SAMPLE, "no-such-file.txt", "--format", "jsonl")
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    assert b"no-such-file.txt" in done.stderr


def test_an_old_output_survives_a_failed_write(tmp_path: Path) -> None:
    old = tmp_path / "out.json"
    old.write_text("precious", encoding="utf-8")
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        done = run("extract", SAMPLE, "--output", "/dev/full", "--format", "json")
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    assert old.read_text(encoding="utf-8") == "precious"


def test_a_closed_pipe_ends_quietly() -> None:
    shell = f"{sys.executable} -m factorygap extract {SAMPLE} {SAMPLE} --format json | head -1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, timeout=120)
    assert done.stderr == b""


def test_an_ascii_locale_prints_without_an_error() -> None:
    done = run("extract", SAMPLE, "--format", "table", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize("module", COMMANDS, ids=lambda module: module.__name__.rsplit(".", 1)[-1])
def test_every_command_has_help_with_examples(module) -> None:
    from factorygap.cli import app

    name = module.__name__.rsplit(".", 1)[-1]
    shown = CliRunner().invoke(app, [name, "--help"]).output
    assert "Example" in shown
    assert f"factorygap {name}" in shown


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, factorygap.cli; print(sys.modules.keys() & {'spacy', 'pydantic', 'pyarrow', 'ray', 'lxml'})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


def test_the_schema_is_printed() -> None:
    assert json.loads(run("schema").stdout)["title"] == "Record"


def test_word_lists_are_listed() -> None:
    lists = run("lexicon").stdout.decode().splitlines()
    assert [line for line in lists if line.startswith("levels_status\t")]
    assert b"near_halt" in run("lexicon", "levels_status").stdout
    assert run("lexicon", "no-such-list").returncode == 2


def test_explain_names_what_made_each_record() -> None:
    rows = [line.split("\t") for line in run("explain", SAMPLE).stdout.decode().splitlines()]
    assert {len(row) for row in rows} == {4}
    assert {"facilities", "output_levels", "claims"} <= {row[0] for row in rows}
    assert all(row[3] for row in rows)


def test_evaluate_scores_annotated_articles() -> None:
    done = run("evaluate", ROOT / "samples" / "gold", "--texts", ROOT / "samples", "--json")
    scores = json.loads(done.stdout)["scores"]
    assert 0.5 < scores["facilities"] <= 1
    assert 0.5 < scores["output kind"] <= 1
    errors = run("evaluate", ROOT / "samples" / "gold", "--texts", ROOT / "samples", "--errors").stdout.decode()
    assert "\tmissed\t" in errors
