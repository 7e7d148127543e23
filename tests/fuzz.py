# ruff: noqa: E501 - one case a line
"""A longer search for inputs that break a promise: mutated pages, fields and bytes, until the time is up.

    python tests/fuzz.py [SECONDS] [SEED]

Each input is read, extracted, written to every store, read back, and made a page. Ends with 1 and the input as a Python
literal at the first one that raises anything but UnreadableInput, takes more than ``SLOW`` seconds, has words that are
not where their offsets say, is another record when it comes back, or drives a terminal or a browser.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import hostile
from harmless import assert_runs_nothing, unsafe
from spacy.language import Language
from specimens import misplaced

from factorygap import gate, pipeline, reading, report, store
from factorygap.canvas import sections
from factorygap.errors import UnreadableInput
from factorygap.records import Article, Record

SLOW = 5.0
LONGEST = 20_000
"""Bytes of an input that is mutated; the caps have tests of their own."""

SUFFIXES = (".txt", ".md", ".html", ".json", "")
STORES = ("a.jsonl", "a.json", "tables/", "a.sqlite", "a.parquet")
PIECES = [
    b"<p>", b"</div>", b"<a href=", b'"', b"\\", b"{", b"}", b"[", b"](", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\n", b"\r\n\r\n",
    b"Related\n", b"Share post:\n", b"By ", b"(KCNA) -- ", b"-0-", b"May 4, 2020", "\u0301".encode(), "\u202e".encode(), b" | ",
    b"MILL SHUT", b"&#x10ffff;", b"\\ud800", b"<!--", b"---\n", b"title: x\n", b"1e999", b"<script>", b"((((((", "🏭".encode(),
    b" 40 pct ", b" 2-3 days a week ", b"the plant ", b" said ", b"\xe2\x80\x9c", b"\xe2\x80\x9d", b"$1,000,000.5", b" per ton", b" 1.2.3 ",
    b" of capacity ", b"not ", b"idle", b" since May ", b"99999999999999999999", b"0 percent", b"1/0", b"and ", b"The ", b". ", b"; ", b"?",
    *(piece.encode() for piece in hostile.ATTACKS.values()),
]  # fmt: skip


def seeds() -> list[bytes]:
    here = Path(__file__).parent
    pages = [*sorted((here / "pages").glob("*.txt")), *sorted((here.parent / "samples").glob("*.*"))]
    return [page.read_bytes() for page in pages] + [data[:3_000] for _, data, _ in hostile.cases()]


def mutated(rng: random.Random, corpus: list[bytes]) -> Iterator[bytes]:
    while True:
        data = bytearray(rng.choice(corpus))
        for _ in range(rng.randrange(1, 12)):
            at, length = rng.randrange(len(data) + 1), rng.randrange(1, 60)
            action = rng.randrange(5)
            if action == 0:
                data[at:at] = rng.choice(PIECES) * rng.choice((1, 1, 1, 2, 50, 2_000))
            elif action == 1:
                del data[at : at + length]
            elif action == 2:
                data[at:at] = rng.choice(corpus)[at : at + length * 10]
            elif action == 3:
                data[at : at + 1] = bytes([rng.randrange(256)])
            else:  # words change places
                words = bytes(data).split(b" ")
                first = rng.randrange(len(words))
                words[first : first + 30] = rng.sample(words[first : first + 30], len(words[first : first + 30]))
                data = bytearray(b" ".join(words))
        yield bytes(data[:LONGEST])


def problem(data: bytes, suffix: str, nlp: Language, folder: Path) -> str | None:
    """What is wrong with how an input is handled, or nothing."""
    before = time.process_time()
    try:
        article = reading.from_bytes(data, "fuzz" + suffix, suffix)
        found = _misread(article) or _misused(pipeline.extract(article, nlp), folder)
    except UnreadableInput:
        return None
    except Exception as error:
        return repr(error)
    took = time.process_time() - before
    return found or (f"took {took:.1f} s" if took > SLOW else None)


def _misread(article: Article) -> str | None:
    text = article.text or ""
    gate.is_open(article)
    ends = [0, *(offset for span in article.body for offset in span), len(text)]
    if ends != sorted(ends):
        return f"body {article.body} in a text of {len(text)}"
    for part in sections(article):
        for i, character in enumerate(part.text):
            first, last = part.to_article(i, i + 1)
            if not character.isspace() and text[first:last].upper() != character.upper():
                return f"{character!r} at {i} is said to be {text[first:last]!r}"
    return None


def _misused(record: Record, folder: Path) -> str | None:
    if wrong := misplaced(record):
        return f"{wrong[0]} is said to be {(record.article.text or '')[wrong[0].start : wrong[0].end]!r}"
    for name in STORES:
        store.write([record], f"{folder}/{name}")
        if list(store.read(f"{folder}/{name}")) != [record]:
            return f"another record comes back from {name}"
    for format in ("jsonl", "json", "csv", "geojson"):
        if signs := unsafe("".join(store.to_text([record], format))):
            return f"{format} has {signs}"
    for page in (report.page([record]), report.page([record, record])):
        assert_runs_nothing(page)
    return None


def main(seconds: float = 300.0, seed: int = 0) -> int:
    rng, nlp = random.Random(seed), pipeline.load()
    until = time.monotonic() + seconds
    count = 0
    with TemporaryDirectory() as folder:
        for data in mutated(rng, seeds()):
            if time.monotonic() > until:
                break
            suffix = rng.choice(SUFFIXES)
            count += 1
            if found := problem(data, suffix, nlp, Path(folder)):
                print(f"{suffix or 'no suffix'}: {found}\n{data!r}")
                return 1
    print(f"{count} inputs, seed {seed}: nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:2]), *map(int, sys.argv[2:3])))
