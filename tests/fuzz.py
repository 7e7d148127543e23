# ruff: noqa: E501 - one case a line
"""A longer search for inputs that break reading: mutated pages, fields and bytes, until the time is up.

    python tests/fuzz.py [SECONDS] [SEED]

Ends with 1 and the input as a Python literal at the first one that raises anything but UnreadableInput, takes more than
``SLOW`` seconds or gives offsets outside its text.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import hostile

from factorygap import gate, reading
from factorygap.canvas import sections
from factorygap.errors import UnreadableInput

SLOW = 5.0
SUFFIXES = (".txt", ".md", ".html", ".json", "")
PIECES = [
    b"<p>", b"</div>", b"<a href=", b'"', b"\\", b"{", b"}", b"[", b"](", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\n", b"\r\n\r\n",
    b"Related\n", b"Share post:\n", b"By ", b"(KCNA) -- ", b"-0-", b"May 4, 2020", "\u0301".encode(), "\u202e".encode(), b" | ",
    b"MILL SHUT", b"&#x10ffff;", b"\\ud800", b"<!--", b"---\n", b"title: x\n", b"1e999", b"<script>", b"((((((", "🏭".encode(),
]  # fmt: skip


def seeds() -> list[bytes]:
    pages = sorted((Path(__file__).parent / "pages").glob("*.txt"))
    return [page.read_bytes() for page in pages] + [data[:3_000] for _, data, _ in hostile.cases()]


def mutated(rng: random.Random, corpus: list[bytes]) -> Iterator[bytes]:
    while True:
        data = bytearray(rng.choice(corpus))
        for _ in range(rng.randrange(1, 12)):
            at, length = rng.randrange(len(data) + 1), rng.randrange(1, 60)
            action = rng.randrange(4)
            if action == 0:
                data[at:at] = rng.choice(PIECES) * rng.choice((1, 1, 1, 2, 50, 2_000))
            elif action == 1:
                del data[at : at + length]
            elif action == 2:
                data[at:at] = rng.choice(corpus)[at : at + length * 10]
            else:
                data[at : at + 1] = bytes([rng.randrange(256)])
        yield bytes(data[:200_000])


def problem(data: bytes, suffix: str) -> str | None:
    """What is wrong with how an input is read, or nothing."""
    before = time.process_time()
    try:
        article = reading.from_bytes(data, "fuzz" + suffix, suffix)
        text = article.text or ""
        article.model_dump_json()
        gate.is_open(article)
        ends = [0, *(offset for span in article.body for offset in span), len(text)]
        if ends != sorted(ends):
            return f"body {article.body} in a text of {len(text)}"
        for part in sections(article):
            for i, character in enumerate(part.text):
                first, last = part.to_article(i, i + 1)
                if not character.isspace() and text[first:last].upper() != character.upper():
                    return f"{character!r} at {i} is said to be {text[first:last]!r}"
    except UnreadableInput:
        pass
    except Exception as error:
        return repr(error)
    took = time.process_time() - before
    return f"took {took:.1f} s" if took > SLOW else None


def main(seconds: float = 300.0, seed: int = 0) -> int:
    rng = random.Random(seed)
    until = time.monotonic() + seconds
    count = 0
    for data in mutated(rng, seeds()):
        if time.monotonic() > until:
            break
        suffix = rng.choice(SUFFIXES)
        count += 1
        if found := problem(data, suffix):
            print(f"{suffix or 'no suffix'}: {found}\n{data!r}")
            return 1
    print(f"{count} inputs, seed {seed}: nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:2]), *map(int, sys.argv[2:3])))
