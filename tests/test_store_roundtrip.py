"""What a store gives back, to us and to programs that are not ours."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from specimens import record, records

from factorygap import store
from factorygap.errors import OutputError, StoreError
from factorygap.records import Article, Record

LOSSLESS = ("jsonl", "json", "sqlite", "parquet")
PATHS = {"jsonl": "a.jsonl", "json": "a.json", "sqlite": "a.sqlite", "parquet": "a.parquet", "csv": "tables/"}


def test_every_format_is_tested_here() -> None:
    assert set(store.FORMATS) == {*PATHS, "geojson"}


@pytest.mark.parametrize("format", PATHS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(records(), max_size=4, unique_by=lambda each: each.article.source))
def test_gives_back_what_it_was_given(format: str, some: list[Record], tmp_path: Path) -> None:
    path = f"{tmp_path}/{PATHS[format]}"
    store.write(some, path)
    assert list(store.read(path)) == some
    store.write(some[:1], path)  # a second time, over the first
    assert list(store.read(path)) == some[:1]


@pytest.mark.parametrize("first", PATHS)
@pytest.mark.parametrize("second", PATHS)
def test_any_store_becomes_any_other(first: str, second: str, tmp_path: Path) -> None:
    some = [record("a.txt"), record("b.txt"), Record(article=Article.of("Rain.", "c.txt", relevant=False))]
    store.write(some, f"{tmp_path}/1-{PATHS[first]}")
    store.write(store.read(f"{tmp_path}/1-{PATHS[first]}"), f"{tmp_path}/2-{PATHS[second]}")
    assert list(store.read(f"{tmp_path}/2-{PATHS[second]}")) == some


@pytest.mark.parametrize("format", ["jsonl", "sqlite", "parquet", "csv", "json", "geojson"])
def test_the_same_records_give_the_same_bytes(format: str, tmp_path: Path) -> None:
    name = PATHS.get(format, "a.geojson").rstrip("/")
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        store.write([record("a.txt"), record("b.txt")], f"{tmp_path}/{folder}/{PATHS.get(format, 'a.geojson')}")
    files = [p for p in (tmp_path / "1").rglob("*") if p.is_file()]
    assert files
    for file in files:
        assert file.read_bytes() == (tmp_path / "2" / file.relative_to(tmp_path / "1")).read_bytes(), name


# Programs that are not ours.


def test_sqlite_shell_reads_the_database(tmp_path: Path) -> None:
    store.write([record("a.txt")], tmp_path / "a.sqlite")

    def shell(sql: str) -> str:
        done = subprocess.run(["sqlite3", str(tmp_path / "a.sqlite"), sql], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert shell("PRAGMA integrity_check") == "ok"
    assert shell("PRAGMA foreign_key_check") == ""
    assert (
        shell("SELECT plant_name, status, fraction FROM latest_level_by_facility") == "Sunrise Sugar Mill|reduced|0.5"
    )
    assert shell("SELECT official FROM gap") == "the ministry: 800 tons a day | the ministry: a model for the province"
    assert shell("SELECT ground FROM gap") == "a cutter: half of its rollers stand still"
    assert shell("SELECT text FROM sentences_fts WHERE sentences_fts MATCH 'rollers'") != ""
    metadata = json.loads(shell("SELECT value FROM datasette_metadata"))
    described = metadata["databases"]["a"]["tables"]
    present = set(shell("SELECT group_concat(name) FROM sqlite_master").split(","))
    assert set(described) <= present
    for table, about in described.items():
        columns = set(shell(f"SELECT group_concat(name) FROM pragma_table_info('{table}')").split(","))
        named = {*about.get("columns", ()), *about.get("facets", ()), *([about["sort"]] if "sort" in about else ())}
        assert named <= columns, table


def test_datasette_metadata_follows_the_name_of_the_file(tmp_path: Path) -> None:
    store.write([record("a.txt")], tmp_path / "a.sqlite")
    (tmp_path / "a.sqlite").rename(tmp_path / "mills.of.2026.db")
    with closing(sqlite3.connect(tmp_path / "mills.of.2026.db")) as db:
        [[metadata]] = db.execute("SELECT value FROM datasette_metadata")
    assert list(json.loads(metadata)["databases"]) == ["mills.of.2026"]


def test_sqlite_is_strict_and_normalised(tmp_path: Path) -> None:
    store.write([record("a.txt")], tmp_path / "a.sqlite")
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as db:
        tables = [(name, strict) for _, name, kind, _, _, strict in db.execute("PRAGMA table_list") if kind == "table"]
        loose = {name for name, strict in tables if not strict and not name.startswith(("sqlite_", "sentences_fts"))}
        assert not loose
        linked = {name for name, _ in tables if list(db.execute(f"PRAGMA foreign_key_list({name})"))}
    assert {"facilities", "products", "output_levels", "claims", "actors", "actions", "gaps", "mentions"} <= linked


def test_parquet_is_read_by_pyarrow_alone_and_unnested(tmp_path: Path) -> None:
    dataset = pytest.importorskip("pyarrow.dataset")
    store.write([record("a.txt"), record("b.txt")], tmp_path / "a.parquet")
    table = dataset.dataset(tmp_path / "a.parquet").to_table()
    assert table.column("article").combine_chunks().field("source").to_pylist() == ["a.txt", "b.txt"]
    levels = table.column("output_levels").combine_chunks().flatten()
    assert levels.field("fraction").to_pylist() == [None, 0.5] * 2


def test_csv_is_read_by_a_plain_reader(tmp_path: Path) -> None:
    store.write([record("a.txt")], f"{tmp_path}/t/")
    with (tmp_path / "t" / "facilities.csv").open(newline="", encoding="utf-8") as file:
        [row] = csv.DictReader(file)
    assert row["plant_name"] == "Sunrise Sugar Mill"
    assert row["other_names"] == "the Sunrise mill"
    assert (row["municipality"], row["subnational_unit"], row["country"]) == ("Holguin", "Holguin", "CU")
    assert (row["coordinates"], row["accuracy"]) == ("20.88, -76.26", "approximate")
    assert (row["status"], row["status_detail"]) == ("reduced", "half of its rollers stand still")
    assert (row["source"], row["date"]) == ("a.txt", "2026-02-03")


def test_geojson_has_points_with_the_latest_level(tmp_path: Path) -> None:
    older = record("old.txt", published="2025-01-01", status="normal")
    nowhere = record("b.txt", name="Nowhere Mill", place=None)
    store.write([record("a.txt"), older, nowhere], tmp_path / "a.geojson")
    collection = json.loads((tmp_path / "a.geojson").read_text())
    assert collection["type"] == "FeatureCollection"
    [plant] = collection["features"]
    assert plant["geometry"] == {"type": "Point", "coordinates": [-76.26, 20.88]}  # longitude first, RFC 7946
    assert plant["properties"]["plant_name"] == "Sunrise Sugar Mill"
    assert plant["properties"]["level"]["fraction"] == 0.5
    assert plant["properties"]["status"] == "reduced"


# Formulas, SQL and other things that text must not become.


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\tx", "\r=x", "\n=x", " =x", "＝x", '="a",b'])
def test_no_cell_is_a_formula(cell: str, tmp_path: Path) -> None:
    store.write([record("a.txt", name=cell)], f"{tmp_path}/t/")
    for file in (tmp_path / "t").glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as opened:
            for row in csv.reader(opened):
                for each in row:
                    assert not each.lstrip().startswith(("=", "+", "@", "＝")) and each[:1] not in ("\t", "\r"), file
                    assert not each.startswith("-") or float(each) < 0, file
    assert [r.facilities[0].name for r in store.read(f"{tmp_path}/t/")] == [cell]


def test_names_are_never_sql(tmp_path: Path) -> None:
    nasty = "Mill'); DROP TABLE articles; --"
    store.write([record(nasty, name=nasty)], tmp_path / "a.sqlite")
    assert next(store.read(tmp_path / "a.sqlite")).facilities[0].name == nasty


# One database over many writings.


def test_adding_the_same_records_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    store.write([record("a.txt"), record("b.txt")], path)
    before = _dump(path)
    store.write([record("b.txt")], path, add=True)
    assert _dump(path) == before


def test_newer_content_of_a_source_takes_the_older_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    newer = record("a.txt", text_before="Corrected. ")
    store.write([record("a.txt"), record("b.txt")], path)
    store.write([newer, record("c.txt")], path, add=True)
    assert list(store.read(path)) == [newer, record("b.txt"), record("c.txt")]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("facilities", "output_levels", "claims"):
            [count] = db.execute(f"SELECT count(DISTINCT article_id) FROM {table}").fetchone()
            assert count == 3, table
        db.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('integrity-check')")


def test_articles_from_standard_input_do_not_replace_each_other(tmp_path: Path) -> None:
    both = [record("-"), record("-", text_before="Another. ")]
    store.write(both, tmp_path / "a.sqlite")
    assert list(store.read(tmp_path / "a.sqlite")) == both


def test_only_sqlite_can_be_added_to(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot add to jsonl"):
        store.write([record("a.txt")], tmp_path / "a.jsonl", add=True)


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


# Text on standard output.


def test_json_text_is_the_object_itself_or_an_array() -> None:
    one, two = record("a.txt"), record("b.txt")
    assert json.loads("".join(store.to_text([one], "json")))["article"]["source"] == "a.txt"
    assert len(json.loads("".join(store.to_text([one, two], "json")))) == 2
    assert json.loads("".join(store.to_text([], "json"))) == []


def test_tables_without_rows_have_their_header() -> None:
    [header] = store.to_text([], "csv", table="actors")
    assert header.strip().split(",") == ["source", "date", "actor", "name", "title", "category", "level"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jsonl", b'{"schema": "factorygap/1"}\n', "line 1 of .* no factorygap record"),
        ("a.jsonl", b"torn {", "line 1"),
        ("a.json", b"[1, 2", "no JSON"),
        ("a.json", b"[" * 100_000, "no JSON"),
        ("a.sqlite", b"not a database" * 100, "cannot open"),
        ("a.parquet", b"PAR1 but not really PAR1", "no factorygap records"),
        ("a.csv", b"a,b\n", "one table"),
        ("a.geojson", b"{}", "a map"),
        ("a.txt", b"", "cannot tell the format"),
    ],
)
def test_what_is_no_store_is_told(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=words):
        list(store.read(tmp_path / name))


def test_someone_elses_database_is_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.execute("CREATE TABLE articles (id, text, record)")
        db.commit()
    with pytest.raises(StoreError, match="no database that factorygap wrote"):
        list(store.read(tmp_path / "a.db"))


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        list(store.read(tmp_path / "a.sqlite"))


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(OutputError, match=r"one of .*\.jsonl"):
        store.format_of("a.docx")
    with pytest.raises(OutputError, match="unknown format 'xml'"):
        store.format_of("a.json", "xml")


def test_the_schema_of_parquet_covers_every_field() -> None:
    pytest.importorskip("pyarrow")
    from factorygap.store.parquet import arrow_schema

    assert set(arrow_schema().names) == {field.alias or name for name, field in Record.model_fields.items()}
    assert issubclass(Record, BaseModel)
