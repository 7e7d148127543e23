# ruff: noqa: E501 - one case a line
"""A folder of hostile files, the same on every run: broken, lying, endless and strange ones, and what each should give.

python tests/hostile.py FOLDER
"""

from __future__ import annotations

import gzip
import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

STORY = (
    "Paper mill at Alderford runs two days a week\n\n"
    "The paper mill at Alderford runs only two days a week, its workers said on Monday.\n\n"
    "The owner says that the mill works at full capacity and made 900 tons of paper in May.\n"
)
RECORD = "record"
LARGE = 11_000_000
"""Bytes: over the default of ``--max-bytes``."""

COLOUR = "38;5;201"
"""A colour of the attacks that is none of ours."""

ATTACKS = {
    "escape": f"\x1b]8;;http://evil.example\x07click\x1b]8;;\x07\x1b[2J\x1b[{COLOUR}m", "c1": f"\x9b{COLOUR}m\x9d0;title\x9c",
    "bidi": "\u202eevil\u202c\u2066\u2069\u061c", "markup": "[bold red][/oops][link=http://evil.example]x[/link]:smile:",
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>", "attribute": "\" onmouseover='alert(1)' x=\"",
    "formula": "=cmd|' /C calc'!A0", "formula-at": "@SUM(1+1)", "formula-tab": "\t=1+1", "formula-hidden": "\u200b+1+1",
    "sql": "'); DROP TABLE facilities;--", "javascript": "javascript:alert(1)", "template": "{{ 7*7 }}{% for x in y %}${7*7}",
    "markdown": "[x](javascript:alert(1)) ![x](http://evil.example/x) <b onclick=alert(1)>", "zero": "\u200b\u200d\ufeff",
    "astral": "\U0001f3ed\U0010ffff\U000e0041", "line-separators": "\u2028\u2029\x85\x0b\x0c\r", "private": "\ue000\uf8ff",
}  # fmt: skip
"""What must stay text wherever it is printed or written."""

Case = tuple[str | bytes, bytes, str]


def build(folder: Path) -> dict[bytes, str]:
    """Write the files; each path with ``record`` or the code of its failure."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted: dict[bytes, str] = {}
    for name, data, outcome in cases():
        path = os.path.join(os.fsencode(folder), os.fsencode(name))  # noqa: PTH118 - names in bytes
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(data)
        wanted[path] = outcome
    for path, outcome in _special(folder):
        wanted[os.fsencode(path)] = outcome
    return wanted


def cases() -> Iterator[Case]:
    """Name, content and outcome of the regular files."""
    yield from _encodings()
    yield from _binaries()
    yield from _runs()
    yield from _characters()
    yield from _names()
    yield from _html()
    yield from _json()
    yield from _other()


def _encodings() -> Iterator[Case]:
    text = STORY.encode()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp437", "latin-1"):
        yield f"encoding-{encoding}.txt", (STORY + "Café à Besançon.").encode(encoding), RECORD
    for encoding, words in (
        ("gb18030", "这家工厂每月只开工一周，居民抱怨产品质量低劣。"),
        ("euc-kr", "공장 로동자들은 생산을 늘이고 있다."),
        ("shift_jis", "この工場は月に一週間しか操業していない。"),
        ("cp1251", "Завод работает одну неделю в месяц."),
        ("big5", "這家工廠每月只開工一周。"),
    ):
        yield f"encoding-{encoding}.txt", words.encode(encoding) * 20, RECORD
    yield "bad-bytes.txt", text + b"\xff\xfe\xc3" + text, RECORD
    yield "torn-utf8.txt", (STORY + "é").encode()[:-1], RECORD
    yield "torn-utf16.txt", STORY.encode("utf-16")[:-1], "encoding"
    yield "only-a-mark.txt", b"\xef\xbb\xbf", "empty"
    yield "mojibake.txt", (STORY + "“idle”").encode().decode("cp1252", "replace").encode(), RECORD
    yield "crlf.txt", STORY.replace("\n", "\r\n").encode(), RECORD
    yield "cr.txt", STORY.replace("\n", "\r").encode(), RECORD


def _binaries() -> Iterator[Case]:
    for name, start in (
        ("png", b"\x89PNG\r\n\x1a\n"), ("jpeg", b"\xff\xd8\xff\xe0"), ("gif", b"GIF89a"), ("pdf", b"%PDF-1.7\n"),
        ("zip", b"PK\x03\x04"), ("elf", b"\x7fELF"), ("gzip", b"\x1f\x8b\x08"), ("sqlite", b"SQLite format 3\x00"),
        ("ole", b"\xd0\xcf\x11\xe0\xa1\xb1"), ("xz", b"\xfd7zXZ\x00"),
    ):  # fmt: skip
        yield f"binary-{name}.txt", start + bytes(range(256)) * 20, "binary"
        yield f"binary-{name}.html", start + bytes(range(256)) * 20, "binary"
    yield "nul-one.txt", STORY.encode() + b"\x00", "binary"
    yield "nul-only.txt", b"\x00" * 5_000, "binary"
    yield "controls.txt", bytes(range(1, 9)) * 500, "binary"
    yield "empty.txt", b"", "empty"
    yield "white.txt", b" \n\t\r\n" * 900, "empty"
    yield "empty.json", b"", "empty"
    yield "empty.html", b"", "empty"


def _runs() -> Iterator[Case]:
    for n, unit in enumerate(
        ("(", "=", "-", ".", "'s", "😀", "a", "a.", "(a", "http://a.b/", "$1", "_", "\u200b", "-a", "»")
    ):
        yield f"run-{n:02}.txt", (STORY + unit * 20_000 + "\n" + STORY).encode(), RECORD
    for n, unit in enumerate(("Home | ", "by ", "May 1, 2020 ", " - ", "A.B.", "\n", "\t", "“", "  ")):
        yield f"bait-{n:02}.txt", (STORY + unit * 20_000 + "\n" + STORY).encode(), RECORD
    yield "marks.txt", (STORY + "e" + "\u0301" * 50_000).encode(), RECORD
    yield "one-line.txt", STORY.replace("\n", " ").encode() * 400, RECORD
    yield "large-line.txt", b"a" * LARGE, "too_large"
    yield "large-words.txt", b"mill " * (LARGE // 5), "too_large"
    yield "million-words.txt", (STORY + "The mill idles. " * 560_000).encode(), RECORD


def _characters() -> Iterator[Case]:
    for name, piece in ATTACKS.items():
        text = STORY.replace("Alderford", "Alderford " + piece)
        yield f"characters-{name}.txt", text.encode("utf-8"), RECORD
        yield f"characters-{name}.json", json.dumps({"title": piece, "text": text}).encode(), RECORD


def _names() -> Iterator[Case]:
    text = STORY.encode()
    yield b"name-\xff\xfe.txt", text, RECORD
    yield "name\nnewline.txt", text, RECORD
    yield "-name.txt", text, RECORD
    yield "name-\x1b[31mred.txt", text, RECORD
    yield "name-\u202egnp.txt", text, RECORD
    yield "name-case.txt", text, RECORD
    yield "NAME-CASE.txt", text, RECORD
    yield "x" * 251 + ".txt", text, RECORD
    yield "name-[bold]m[].txt", text, RECORD
    yield "=name.txt", text, RECORD
    yield "name space  .txt", text, RECORD
    yield "name.TXT", text, RECORD


def _html() -> Iterator[Case]:
    story = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n"))
    for name, page in (
        ("deep", "<div>" * 400 + story), ("bottomless", "<div>" * 100_000 + story), ("unclosed", "<b><i><table><tr>" + story),
        ("attributes", "<p " + " ".join(f"a{i}=1" for i in range(80_000)) + ">" + story), ("angles", story + "<" * 50_000),
        ("entities", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>&b;&b;" + story),
        ("laughs", "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>&a11;" + story),
        ("external", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;" + story), ("amp", story + "&amp;" * 50_000),
        ("scripts", story + "<script a " * 50_000), ("comments", story + "<!--" * 50_000), ("links", story + "<a href=x>m</a> " * 9_000),
        ("tables", story + "<table><tr><td>" * 2_000), ("cells", story + "<table>" + "<tr><td>a<td>b" * 9_000),
        ("frames", '<iframe src="file:///etc/passwd"></iframe><base href="http://evil.example">' + story),
        ("remote", '<link rel=stylesheet href="http://evil.example/x"><img src="http://evil.example/x">' + story),
        ("charset", '<meta charset="no-such-charset">' + story), ("xml", '<?xml version="1.0" encoding="utf-7"?>' + story),
    ):  # fmt: skip
        yield f"html-{name}.html", f"<html><body>{page}".encode(), RECORD
    yield "html-none.html", b"<html><body><script>1</script></body></html>", "no_text"
    yield "html-open-tag.html", b"<a " * 50_000, "no_text"


def _json() -> Iterator[Case]:
    story = json.dumps(STORY)
    for name, content, outcome in (
        ("depth", "[" * 100_000, "json"), ("depth-object", '{"a":' * 100_000, "json"), ("torn", '{"text": "The mi', "json"),
        ("list", "[1, 2]", "json"), ("text", '"only text"', "json"), ("number", "1", "json"), ("two", "{} {}", "json"),
        ("no-text", '{"title": "a"}', "no_text"), ("null", '{"text": null}', "no_text"), ("number-text", '{"text": 5}', "no_text"),
        ("digits", f'{{"text": {story}, "n": {"1" * 5_000}}}', RECORD), ("nan", f'{{"text": {story}, "n": NaN}}', RECORD),
        ("infinite", f'{{"text": {story}, "date": 1e999}}', RECORD), ("twice", f'{{"text": "a", "text": {story}}}', RECORD),
        ("surrogate", '{"text": "\\ud800 ' + story[1:] + "}", RECORD), ("nul", '{"text": "\\u0000 ' + story[1:] + "}", RECORD),
        ("nested", f'{{"text": {story}, "author": {"[" * 500}{"]" * 500}}}', RECORD), ("one", f'[{{"text": {story}}}]', RECORD),
        ("markup", json.dumps({"text": "<p>" + STORY.replace("\n\n", "</p><p>") + "<script>x</script>"}), RECORD),
    ):  # fmt: skip
        yield f"json-{name}.json", content.encode(), outcome


def _other() -> Iterator[Case]:
    yield "markdown-brackets.md", (STORY + "[" * 20_000).encode(), RECORD
    yield "markdown-stars.md", (STORY + "*a" * 20_000).encode(), RECORD
    yield "markdown-pictures.md", (STORY + "![a](" * 20_000).encode(), RECORD
    yield "bomb.txt.gz", gzip.compress(b"\0" * LARGE, 1, mtime=0), "format"
    yield "markdown-front.md", ("---\n" + "a: b\n" * 20_000 + "---\n" + STORY).encode(), RECORD


def _special(folder: Path) -> Iterator[tuple[Path, str]]:
    """What is no regular file."""
    os.mkfifo(folder / "fifo.txt")
    yield folder / "fifo.txt", "special"
    (folder / "loop.txt").symlink_to("loop.txt")
    yield folder / "loop.txt", "loop"
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    yield folder / "dangling.txt", "missing"
    (folder / "folder.txt").mkdir()
    yield folder / "folder.txt", "directory"
    (folder / "device.txt").symlink_to("/dev/zero")
    yield folder / "device.txt", "special"
    (folder / "null.txt").symlink_to(os.devnull)
    yield folder / "null.txt", "special"
    here = Path.cwd()
    os.chdir(folder)  # the name of a socket may be 107 bytes long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.txt")
    os.chdir(here)
    yield folder / "socket.txt", "special"
    if os.geteuid():
        (folder / "secret.txt").write_text(STORY)
        (folder / "secret.txt").chmod(0)
        yield folder / "secret.txt", "permission"


if __name__ == "__main__":
    for path, outcome in sorted(build(Path(sys.argv[1])).items()):
        print(outcome, os.fsdecode(path).encode("unicode_escape").decode())
