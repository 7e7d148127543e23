"""Every store read back by programs that are not ours: DuckDB, the SQLite shell, a GeoJSON reader, a JSON reader."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import geojson
import pytest
from specimens import record

from factorygap import store
from factorygap.records import Article, Record
from factorygap.store.tables import TABLES, columns

ODD = 'Łódź "Polfa", =1+1; 工場\nNo. 2'
RECORDS = [
    record("a.txt"),
    record("b.txt", name=ODD, status="halted", published="2025-11-30"),
    Record(article=Article.of("Rain.", "c.txt", relevant=False)),
]


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with duckdb.connect() as db:
        return db.execute(sql, values).fetchall()


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl"])
def test_duckdb_reads_whole_records(name: str, tmp_path: Path) -> None:
    store.write(RECORDS, tmp_path / name)
    reader = "read_parquet" if name.endswith("parquet") else "read_json_auto"
    file = f"{reader}('{tmp_path / name}')"
    articles = ask(f"SELECT article.source, article.relevant, len(facilities) FROM {file} ORDER BY 1")
    assert articles == [("a.txt", True, 1), ("b.txt", True, 1), ("c.txt", False, 0)]
    levels = ask(
        f"SELECT f.name, l.fraction, l.status FROM (SELECT unnest(output_levels) AS l, facilities[1] AS f FROM {file})"
        " WHERE l.kind = 'operating_rate' ORDER BY l.status"
    )
    assert levels == [(ODD, 0.5, "halted"), ("Sunrise Sugar Mill", 0.5, "reduced")]
    [[text]] = ask(f"SELECT article.text FROM {file} WHERE article.source = 'a.txt'")
    assert text == RECORDS[0].article.text


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_every_csv_table(table: str, tmp_path: Path) -> None:
    store.write(RECORDS, f"{tmp_path}/tables/")
    with duckdb.connect() as db:
        found = db.execute(
            f"SELECT * FROM read_csv('{tmp_path}/tables/{table}.csv', header = true, all_varchar = true)"
        )
        assert [column for column, *_ in found.description or ()] == columns(table)
        rows = found.fetchall()
    expected = [row for each in RECORDS for row in TABLES[table](each)]
    assert len(rows) == len(expected)
    for row, known in zip(rows, expected, strict=True):
        for cell, value in zip(row, known.values(), strict=True):
            if isinstance(value, float | int) and not isinstance(value, bool):
                assert float(cell) == value
            else:
                assert (cell or "").removeprefix("'") == ("" if value is None else str(value))


def test_duckdb_reads_a_single_csv_table(tmp_path: Path) -> None:
    store.write(RECORDS, tmp_path / "plants.csv", table="facilities")
    found = ask(f"SELECT plant_name, status, latitude FROM read_csv('{tmp_path}/plants.csv') ORDER BY date")
    assert found == [(ODD, "halted", 20.88), ("Sunrise Sugar Mill", "reduced", 20.88)]


def test_the_sqlite_shell_finds_what_was_written(tmp_path: Path) -> None:
    store.write(RECORDS, tmp_path / "a.sqlite")
    sql = "SELECT json_group_array(json_array(plant_name, status, fraction)) FROM latest_level_by_facility"
    done = subprocess.run(["sqlite3", str(tmp_path / "a.sqlite"), sql], capture_output=True, text=True, check=True)
    assert sorted(json.loads(done.stdout)) == [["Sunrise Sugar Mill", "reduced", 0.5], [ODD, "halted", 0.5]]


def test_a_geojson_reader_finds_valid_points(tmp_path: Path) -> None:
    store.write(RECORDS, tmp_path / "a.geojson")
    found = geojson.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert isinstance(found, geojson.FeatureCollection)
    assert found.is_valid
    assert found.errors() == []
    assert [feature.properties["plant_name"] for feature in found.features] == ["Sunrise Sugar Mill", ODD]
    assert {tuple(feature.geometry.coordinates) for feature in found.features} == {(-76.26, 20.88)}


def test_json_is_read_by_any_json_reader(tmp_path: Path) -> None:
    store.write(RECORDS, tmp_path / "a.json")
    assert [each["article"]["source"] for each in json.loads((tmp_path / "a.json").read_bytes())] == [
        "a.txt",
        "b.txt",
        "c.txt",
    ]


def test_every_format_is_read_here() -> None:
    assert set(store.FORMATS) == {"jsonl", "parquet", "csv", "sqlite", "geojson", "json"}
