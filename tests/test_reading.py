"""Bytes of every kind become an article or one clear error, never a silent loss."""

from __future__ import annotations

import json
import os
import sys
import threading
from itertools import product
from pathlib import Path
from typing import BinaryIO

import pytest

from factorygap import reading
from factorygap.errors import UnreadableInput
from factorygap.limits import Limits
from factorygap.reading import source
from factorygap.reading.decoding import _SOUND
from factorygap.records import Article

TEXT = "Work at the Łódź mill – once Europe’s largest – “slowed to a crawl” in Dębowiec, the café owner’s son said."
LATIN = "The café owner in Besançon said the façade of the mill, its naïve façade, had not been cleaned since Noël."


def code(data: bytes, name: str = "a.txt") -> str:
    with pytest.raises(UnreadableInput) as caught:
        reading.from_bytes(data, name)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(name)
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.replace("Łódź", "Kiel").replace("ę", "e").encode("cp1252"), "cp1252"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_encodings(data: bytes, encoding: str) -> None:
    article = reading.from_bytes(data, "a.txt")
    assert article.encoding == encoding
    assert article.text in (TEXT, TEXT.replace("Łódź", "Kiel").replace("ę", "e"))


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_an_accent_here_and_there_is_latin(encoding: str) -> None:
    assert reading.from_bytes((LATIN * 5).encode(encoding), "a.txt").text == LATIN * 5


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("euc-kr", "순천시멘트련합기업소에서 올해 계획을 넘쳐 수행하였다. 공장 로동자들은 생산을 늘이고 있다. " * 4),
        ("gb18030", "这家工厂每月只开工一周，居民抱怨产品质量低劣，货架空空如也。" * 4),
        ("cp1251", "Завод работает одну неделю в месяц, сообщили жители посёлка у реки. " * 4),
        ("shift_jis", "この工場は月に一週間しか操業していないと住民は話している。" * 4),
    ],
)
def test_other_scripts(encoding: str, text: str) -> None:
    assert reading.from_bytes(text.encode(encoding), "a.txt").text == text


def test_a_bad_byte_costs_one_character_and_is_told() -> None:
    article = reading.from_bytes(TEXT.encode() + b" \xff end.", "a.txt")
    assert article.text == TEXT + " \ufffd end."
    assert article.encoding == "utf-8, 1 bad byte replaced"


def test_mojibake_is_mended_before_there_are_offsets() -> None:
    article = reading.from_bytes("The mill’s looms – idle.".encode().decode("cp1252").encode(), "a.txt")
    assert article.text == "The mill’s looms – idle."
    assert article.encoding == "utf-8, mojibake mended"


def test_text_is_the_file_but_for_line_ends_and_mark() -> None:
    data = b"\xef\xbb\xbf  Mill shut\r\n\r\nThe  mill\twas shut.\rIt stays shut. \r\n"
    assert reading.from_bytes(data, "a.txt").text == "  Mill shut\n\nThe  mill\twas shut.\nIt stays shut. \n"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (b"%PDF-1.7\n...", "binary"),
        (b"PK\x03\x04word/document.xml", "binary"),
        (b"The mill\x00\x01\x02\x00 was shut", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"\xff\xfeT\x00h\x00e", "encoding"),
    ],
)
def test_what_is_no_text(data: bytes, wanted: str) -> None:
    assert code(data) == wanted


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "empty"),
        (b'{"text": "The mi', "json"),
        (b"[" * 100_000, "json"),
        (b'{"a":' * 100_000, "json"),
        (b"[]", "json"),
        (b'"text"', "json"),
        (b'[{"text": "a"}, {"text": "b"}]', "json"),
        (b"{}", "no_text"),
        (b'{"text": null, "title": "Mill shut"}', "no_text"),
        (b'{"text": ["", {}]}', "no_text"),
    ],
)
def test_broken_json(data: bytes, wanted: str) -> None:
    assert code(data, "a.json") == wanted


@pytest.mark.parametrize("number", ["1" * 5_000, "NaN", "-Infinity", "1e999", "[" * 500 + "]" * 500])
def test_a_strange_field_beside_the_text_does_no_harm(number: str) -> None:
    data = f'{{"text": "The mill was shut.", "words": {number}, "authors": {number}, "date": {number}}}'
    assert reading.from_bytes(data.encode(), "a.json").text == "The mill was shut."


def test_lone_surrogates_become_a_character_that_every_encoder_takes() -> None:
    article = reading.from_bytes(rb'{"text": "The \ud800 mill", "title": "A\udfff"}', "a.json")
    assert article.text == "A\ufffd\n\nThe \ufffd mill"
    assert json.loads(article.model_dump_json())["title"] == "A\ufffd"


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (
            {"title": "Mill shut", "maintext": "It was.", "date_publish": "2020-05-01 10:00:00", "authors": ["A", "B"],
             "source_domain": "mill.example"},
            ("Mill shut", "2020-05-01", "mill.example", "A, B"),
        ),
        (
            {"headline": "Mill shut", "articleBody": "It was.", "datePublished": "2020-05-01T10:00:00Z",
             "author": {"@type": "Person", "name": "A"}, "publisher": {"name": "The Mill Post"}},
            ("Mill shut", "2020-05-01", "The Mill Post", "A"),
        ),
        (
            {"title": "Mill shut", "content": "<p>It</p><p>was.</p>", "published": 1588327200, "byline": "A"},
            ("Mill shut", "2020-05-01", None, "A"),
        ),
        ({"text": "It was.", "date": "01/02/2020"}, (None, None, None, None)),
    ],
)  # fmt: skip
def test_fields_of_common_scrapers(found: dict[str, object], wanted: tuple[str | None, ...]) -> None:
    article = reading.from_fields(found, "line 1")
    assert (article.title, article.published, article.outlet, article.byline) == wanted
    assert article.text is not None
    assert article.text.split("\n\n")[-1].endswith("was.")


HTML = """<!DOCTYPE html><html><head><meta charset="{charset}">
<title>Smelter at Kitwe halts one line | Copper Daily</title>
<meta property="og:site_name" content="Copper Daily"><meta name="author" content="Mary Banda">
<meta property="article:published_time" content="2023-05-04T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/b">Business</a></nav>
<article><h1>Smelter at Kitwe halts one line</h1>
<p>The Nkana smelter has halted one of its two lines after a transformer failed, its operator said – for weeks.</p>
<p>Workers said the line had been limping since March. “We were told to stay at home three days a week,” one said.</p>
<p>It made 18,000 tonnes of anode copper in March and will make half of that in May, the company's café chat had it.</p>
</article><aside><h3>Related</h3><a>Mine in Chingola reopens</a></aside>
<footer>© 2019 Copper Daily. All rights reserved.</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_html(charset: str) -> None:
    article = reading.from_bytes(HTML.format(charset=charset).encode(charset), "a.html")
    fields = (article.title, article.published, article.outlet, article.byline)
    assert fields == ("Smelter at Kitwe halts one line", "2023-05-04", "Copper Daily", "Mary Banda")
    assert body(article).count("“We were told") == body(article).count("café") == 1
    assert "Chingola" not in body(article)
    assert "rights" not in body(article)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 400 + "<p>The Nkana smelter is shut.</p>" + "</div>" * 400,
        "<div>" * 100_000 + "The Nkana smelter is shut.",
        "<p " + " ".join(f"a{i}=1" for i in range(80_000)) + ">The Nkana smelter is shut.</p>",
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><p>&b; The Nkana smelter is shut.</p>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e; The Nkana smelter is shut.</p>",
        "<p>The Nkana smelter is shut.</p>" + "<script a " * 100_000,
        "<p>The Nkana smelter is shut.</p>" + "<p><b></b></p>" * 60_000,
    ],
    ids=["deep", "bottomless", "attributes", "entities", "external entity", "scripts", "huge"],
)
def test_html_that_would_take_for_ever_or_give_nothing(page: str) -> None:
    article = reading.from_bytes(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert "The Nkana smelter is shut." in body(article)
    assert "root:" not in (article.text or "")


def test_markdown_leaves_its_marks_outside() -> None:
    data = (
        b"---\ntitle: Mill shut\ndate: 2019-03-02\nauthor: A. Writer\n---\n\n# Mill shut\n\n"
        b"The **Tyne** mill, [a listed building](https://a.example/x), was ![](y.png)shut on Friday by its owners.\n"
    )
    article = reading.from_bytes(data, "a.md")
    assert article.text == data.decode()
    assert body(article) == "Mill shut" + "The Tyne mill, a listed building, was shut on Friday by its owners."
    assert (article.title, article.published, article.byline) == ("Mill shut", "2019-03-02", "A. Writer")


def body(article: Article) -> str:
    return "".join((article.text or "")[start:end] for start, end in article.body)


@pytest.mark.parametrize(
    ("data", "title"),
    [(b'{"title": "Mill shut", "text": "It was."}', "Mill shut"), (HTML.encode(), "Smelter at Kitwe halts one line")],
)
def test_standard_input_shows_its_format(
    data: bytes, title: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "in").write_bytes(data)
    with (tmp_path / "in").open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        article = reading.read("-")
    assert (article.title, article.source) == (title, "-")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "large.txt").write_bytes(b"The mill. " * 10)
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    wanted = {
        "fifo.txt": "special", "loop.txt": "loop", "folder.txt": "directory", "large.txt": "too_large",
        "none.txt": "missing", "sheet.xlsx": "format", "a\x00b.txt": "missing", "x" * 300 + ".txt": "missing",
        "large.txt/a.txt": "missing",
    }  # fmt: skip
    found = {}
    for name in wanted:
        with pytest.raises(UnreadableInput) as caught:
            reading.read(tmp_path / name, limits=Limits(max_bytes=99))
        found[name] = caught.value.code
        assert "\n" not in str(caught.value)
    assert found == wanted


@pytest.mark.parametrize("mode", ["ab", "wb", "r+b"])
def test_a_file_that_changes_while_it_is_read_is_an_error(
    mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The mill stands idle.")
    os.utime(path, (1, 1))
    real = source._capped

    def changing(file: BinaryIO, name: str, max_bytes: int) -> bytes:
        data = real(file, name, max_bytes)
        with path.open(mode) as writer:
            writer.write(b"It ")
        return data

    monkeypatch.setattr(source, "_capped", changing)
    with pytest.raises(UnreadableInput, match="changed while it was read") as caught:
        reading.read(path)
    assert caught.value.code == "changed"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    with pytest.raises(UnreadableInput, match="a device"):
        reading.read(tmp_path / "zero.txt")


def test_a_fifo_with_a_writer_is_not_opened_either(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)
    done = threading.Event()
    writer = threading.Thread(target=lambda: (fifo.open("wb").close(), done.set()), daemon=True)
    writer.start()
    with pytest.raises(UnreadableInput, match="FIFO"):
        reading.read(fifo)
    assert not done.is_set()
    os.close(os.open(fifo, os.O_RDONLY))  # lets the writer go


def test_a_name_that_is_no_utf8_is_told_in_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/mill-\xff.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(b"The mill was shut.")
    article = reading.read(os.fsdecode(name))
    assert article.source.endswith("mill-\\xff.txt")
    assert article.model_dump_json()


def test_text_that_is_sound_at_a_glance_is_no_mojibake() -> None:
    from ftfy.badness import is_bad

    for length in range(1, 5):
        for characters in product("‘’“”–—…aA 1.", repeat=length):
            assert _SOUND.fullmatch("".join(characters))
            assert not is_bad("".join(characters))
    assert not _SOUND.fullmatch("itâ€™s") and not _SOUND.fullmatch("caf\u00e9")
