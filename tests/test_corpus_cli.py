"""The commands over many articles, from a store to what is printed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from corpus_records import claim, facility, level, record
from typer.testing import CliRunner

from factorygap import store
from factorygap.cli import app
from factorygap.records import Voice


@pytest.fixture
def mills(tmp_path: Path) -> str:
    orsk = facility("Orsk cement works", place="Orsk")
    source = Voice(kind="anonymous_source", side="ground", name="a source in Orsk")
    records = [
        record(1, orsk, output_levels=[level("normal", "official")]),
        record(2, orsk, output_levels=[level("halted").model_copy(update={"voice": source})]),
        record(3, facility("Sobol works", place="Orsk"), claims=[claim("quality", "negative", "ground")]),
        record(4, facility("Orsk factory No. 5", place="Orsk"), facility("=cmd()", id="f2")),
    ]
    path = tmp_path / "mills.jsonl"
    store.write(records, path)
    return str(path)


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, result.output
    return result.stdout


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_gap_in_every_format(mills: str) -> None:
    first, second = rows(run("gap", mills))
    assert (first["facility"], first["verdict"]) == ("Orsk cement works", "contradicted")
    assert first["ground"] == "idle [a source in Orsk, (2024-05-01), 2.txt]"
    assert second["verdict"] == "ground_only"
    assert [gap["verdict"] for gap in json.loads(run("gap", mills, "-f", "json"))] == ["contradicted", "ground_only"]
    assert "### Output: contradicted" in run("gap", mills, "-f", "markdown")
    assert "contradicted" in run("gap", mills, "-f", "table")


def test_gap_filters(mills: str) -> None:
    assert [row["topic"] for row in rows(run("gap", mills, "--topic", "quality"))] == ["quality"]
    assert rows(run("gap", mills, "--place", "Ufa")) == []
    run("gap", mills, "--topic", "weather", code=2)
    run("gap", mills, "--verdict", "maybe", code=2)
    run("gap", mills, "--since", "last year", code=2)


def test_informants_are_hidden_on_request(mills: str, tmp_path: Path) -> None:
    for command in (["gap", mills], ["timeline", mills]):
        assert "a source in Orsk" in run(*command)
        assert "a source ██ ████" in run(*command, "--blank-informants")
    for command in (
        ["show", mills, "2", "--json"],
        ["query", mills, "SELECT * FROM output_levels"],
    ):
        assert "a source in Orsk" in run(*command)
        assert "source in Orsk" not in run(*command, "--blank-informants")
    target = tmp_path / "out.jsonl"
    run("export", mills, "--to", str(target), "--blank-informants")
    assert "a source in Orsk" not in target.read_text(encoding="utf-8")
    assert "a source ██ ████" in target.read_text(encoding="utf-8")


def test_timeline(mills: str) -> None:
    events = rows(run("timeline", mills, "--facility", "cement"))
    assert [(event["side"], event["which_is"]) for event in events] == [("official", "normal"), ("ground", "halted")]
    (line,) = json.loads(run("timeline", mills, "--facility", "cement", "-f", "json"))
    assert line["now"]["ground"]["status"] == "halted"
    assert "official: normal" in run("timeline", mills, "-f", "table")


def test_nothing_found_is_told(mills: str) -> None:
    for command in ("gap", "timeline", "link"):
        result = CliRunner().invoke(app, [command, mills, "--place", "Ufa", "-f", "table"])
        assert (result.stdout, result.stderr) == ("", "nothing found\n")


def test_stats(mills: str) -> None:
    found = json.loads(run("stats", mills, "-f", "json"))
    assert found["totals"]["articles"] == 4
    assert found["missing"]["articles without a date"] == 0
    assert {"what": "side", "which": "ground", "count": "2"} in rows(run("stats", mills))
    assert "Kurier" in run("stats", mills, "-f", "table")


def test_link_lists_and_keeps_ids(mills: str) -> None:
    listed = rows(run("link", mills))
    assert [row["facility"] for row in listed] == ["Orsk cement works", "Sobol works", "Orsk factory No. 5", "'=cmd()"]
    assert Path(mills + ".links").is_file()
    store.write(reversed(list(store.read(mills))), mills)
    assert [row["id"] for row in rows(run("link", mills))] == [row["id"] for row in listed]


def test_link_takes_decisions(mills: str) -> None:
    first, second, *_ = (row["id"] for row in rows(run("link", mills)))
    assert len(rows(run("link", mills, "--confirm", first, second))) == 3
    (merge,) = (row for row in rows(run("link", mills, "--review")) if row["what"] == "confirmed")
    assert len(rows(run("link", mills, "--undo", merge["a"], merge["b"]))) == 4
    assert len(rows(run("link", mills, "--confirm", merge["a"], merge["b"]))) == 3
    assert len(rows(run("link", mills, "--apart", merge["a"], merge["b"]))) == 4
    assert len(rows(run("link", mills))) == 4
    (apart,) = (row for row in rows(run("link", mills, "--review")) if row["what"] == "apart")
    assert {apart["name_a"], apart["name_b"]} == {"Orsk cement works", "Sobol works"}
    run("link", mills, "--undo", apart["a"], apart["b"])
    assert "apart" not in run("link", mills, "--review")
    run("link", mills, "--confirm", "F0", first, code=2)
    run("link", mills, "--confirm", first, first, code=2)
