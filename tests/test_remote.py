"""Stores and inputs at addresses: pyarrow's local file system always, an S3 server where moto is installed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import faults
import pytest
from specimens import record
from typer.testing import CliRunner

from factorygap import batch, remote, store
from factorygap.batch import Job
from factorygap.cli import app
from factorygap.errors import FactoryGapError, OutputError, StoreError, UnreadableInput
from factorygap.records import Article, Record

pa = pytest.importorskip("pyarrow")
RECORDS = [record("a.txt"), record("b.txt"), Record(article=Article.of("Rain.", "c.txt", relevant=False))]


@pytest.fixture(params=["file", "s3"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An address below which files can be written."""
    if request.param == "file":
        yield tmp_path.as_uri()
        return
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (
        ("AWS_ENDPOINT_URL", f"http://{host}:{port}"), ("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "x"),
        ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    files = import_module("pyarrow.fs")
    files.S3FileSystem(endpoint_override=f"{host}:{port}", scheme="http", allow_bucket_creation=True).create_dir(
        "articles"
    )
    yield "s3://articles"
    server.stop()


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.parquet", "a.sqlite"])
def test_a_store_at_an_address_gives_back_what_it_was_given(bucket: str, name: str) -> None:
    store.write(RECORDS, f"{bucket}/{name}")
    assert list(store.read(f"{bucket}/{name}")) == RECORDS
    store.write(RECORDS[:1], f"{bucket}/{name}")
    assert list(store.read(f"{bucket}/{name}")) == RECORDS[:1]


def put(address: str, data: bytes) -> None:
    if address.startswith("file://"):  # an object store has no folders to make
        Path(address.removeprefix("file://")).parent.mkdir(parents=True, exist_ok=True)
    with remote.sent(address) as draft:
        draft.write_bytes(data)


def fill(bucket: str) -> None:
    """Four kinds of inputs below ``bucket``/in."""
    lines = b'{"title": "One", "text": "line one"}\n\n{"title": "Two", "text": "line two"}\n'
    put(f"{bucket}/in/a.jsonl", lines)
    put(f"{bucket}/in/b/c.jsonl.gz", gzip.compress(lines))
    put(f"{bucket}/in/d.txt", b"a file")
    put(f"{bucket}/in/e.txt.gz", gzip.compress(b"a packed file"))
    put(f"{bucket}/in/picture.png", b"no article")
    put(f"{bucket}/in/_SUCCESS.txt", b"no article")
    table = pa.table({"title": ["Row"], "maintext": ["a row"], "date_publish": ["2024-05-01"]})
    sink = pa.BufferOutputStream()
    import_module("pyarrow.parquet").write_table(table, sink)
    put(f"{bucket}/in/f.parquet", sink.getvalue().to_pybytes())


def run(paths: list[str], output: str, **more: Any) -> batch.Counts:
    return batch.run(Job(paths, output, **more), batch.local(1), make=faults.make_obedient)


def test_a_batch_reads_and_writes_at_addresses(bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(faults.__file__).parent))
    monkeypatch.chdir(tmp_path)
    fill(bucket)
    output, some = f"{bucket}/out.jsonl", {"selection": batch.Selection(exclude=["*.txt.gz"])}
    assert run([f"{bucket}/in/"], output, **some).all == 6
    sources = [each.article.source.removeprefix(f"{bucket}/in/") for each in store.read(output)]
    assert sources == ["a.jsonl#1", "a.jsonl#3", "b/c.jsonl.gz#1", "b/c.jsonl.gz#3", "d.txt", "f.parquet#1"]
    assert run([f"{bucket}/in/"], output, **some).unchanged == 6  # the journal lies in the folder that one is in
    assert [path.name for path in tmp_path.glob("*.resume")] == [batch.resume_file(output).name]
    put(f"{bucket}/in/d.txt", b"another file")
    counts = run([f"{bucket}/in/"], output, **some)
    assert (counts.unchanged, counts.changed) == (5, 1)
    assert run([f"{bucket}/in/"], f"{bucket}/b.jsonl", selection=batch.Selection(recursive=False)).all == 5


def test_the_real_reader_reads_rows_and_packed_files(bucket: str) -> None:
    from factorygap.batch import inputs
    from factorygap.batch.inputs import listed
    from factorygap.batch.worker import article_of
    from factorygap.limits import DEFAULT

    fill(bucket)
    packed, row = listed([f"{bucket}/in/e.txt.gz", f"{bucket}/in/f.parquet"], batch.Selection())
    article = article_of(row, inputs.content(row, DEFAULT), DEFAULT)  # type: ignore[arg-type]
    assert (article.title, article.text, article.published) == ("Row", "Row\n\na row", "2024-05-01")
    assert article_of(packed, inputs.content(packed, DEFAULT), DEFAULT).text == "a packed file"  # type: ignore[arg-type]


def test_export_from_and_to_an_address(bucket: str, tmp_path: Path) -> None:
    store.write(RECORDS, f"{bucket}/a.parquet")
    done = CliRunner().invoke(app, ["export", f"{bucket}/a.parquet", "--to", f"{bucket}/b.jsonl"])
    assert done.exit_code == 0, done.output
    assert list(store.read(f"{bucket}/b.jsonl")) == RECORDS


def test_what_is_not_there_is_told_in_one_line(bucket: str) -> None:
    with pytest.raises(StoreError, match=r"cannot read .*/none.jsonl: [^\n]+$"):
        list(store.read(f"{bucket}/none.jsonl"))
    with pytest.raises(UnreadableInput, match="no such file or folder"):
        run([f"{bucket}/none/"], "out.jsonl")


def test_what_an_address_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="belong into the environment"):
        list(store.read("s3://key:secret@bucket/a.jsonl"))
    with pytest.raises(OutputError, match="use a local path"):
        store.write(RECORDS, f"{tmp_path.as_uri()}/tables/")
    with pytest.raises(OutputError, match="cannot add to"):
        store.write(RECORDS, f"{tmp_path.as_uri()}/a.sqlite", add=True)
    with pytest.raises(FactoryGapError, match=r"cannot write nowhere://x/a.jsonl: "):
        store.write(RECORDS, "nowhere://x/a.jsonl")


def test_without_pyarrow_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("factorygap.remote.import_module", missing)
    with pytest.raises(OutputError, match=r"pip install 'factorygap\[parquet\]'"):
        run([str(tmp_path)], "s3://bucket/a.jsonl")


def test_a_broken_file_at_an_address_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(faults.__file__).parent))
    monkeypatch.chdir(tmp_path)
    for name, data in (("a.parquet", b"PAR1 broken"), ("b.jsonl.gz", b"\x1f\x8b broken"), ("c.txt", b"a file")):
        put(f"{tmp_path.as_uri()}/in/{name}", data)
    counts = run([f"{tmp_path.as_uri()}/in"], "out.jsonl", errors=tmp_path / "errors.jsonl")
    assert (counts.all, counts.failed) == (3, 2)
    found = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text().splitlines()]
    assert [(Path(each["path"]).name, each["code"]) for each in found] == [
        ("a.parquet", "parquet"),
        ("b.jsonl.gz", "gzip"),
    ]


def test_local_paths_are_no_addresses() -> None:
    assert [remote.is_address(path) for path in ("a.jsonl", "/a/b", "-", "s3:/x", "s3://x/a", "file:///a")] == [
        False, False, False, False, True, True,
    ]  # fmt: skip
