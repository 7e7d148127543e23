"""Linking of synthetic records: time and memory, and how they grow.

    python benchmarks/corpus_linking.py [ARTICLES...]     default: 10000 100000

Writes a JSON Lines store of invented articles (a plant in twenty articles, three names a plant, one article in ten a
copy), opens it as a corpus in a process of its own, then adds a hundred articles, and a hundredth of it, and opens it
again each time. Prints what was added, seconds on the clock and of the processor until the links were up to date, peak
memory, and how the processor's time grows from the first size to the last.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SYLLABLES = (
    "bar den kol mir tas vel nor pin rud sam tor wes lan gri hof zel ost par qui lem dor fay hel jun kas".split()
)
KINDS = [("Steelworks", "mill"), ("Cement Plant", "factory"), ("Garment Factory", "factory"), ("Refinery", "refinery"),
         ("Gold Mine", "mine"), ("Foodstuff Factory", "factory"), ("Power Station", "power_station")]  # fmt: skip
COUNTRIES = ["KP", "DE", "US", "IN", "BR", "ZA", "UA", "CN"]
PER_PLANT = 20
ADDED = 100
SIZES = (10_000, 100_000)


def store(path: Path, articles: int, first: int = 0, *, mode: str = "w", plants: int | None = None) -> None:
    """Write the records of articles ``first`` to ``first + articles`` on ``plants`` plants as JSON Lines."""
    chance = random.Random(7 + first)
    words = ["".join(chance.choices(SYLLABLES, k=2)) for _ in range(4_000)]
    with path.open(mode, encoding="utf-8") as file:
        last: dict[str, Any] | None = None
        for number in range(first, first + articles):
            copied = last is not None and chance.random() < 0.1
            record = _record(number, plants or articles // PER_PLANT, words, chance, last if copied else None)
            last = record
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _record(
    number: int, plants: int, words: list[str], chance: random.Random, copied: dict[str, Any] | None
) -> dict[str, Any]:
    text = copied["article"]["text"] if copied else " ".join(chance.choices(words, k=150)) + f" {number}."
    named = sorted({int(plants * chance.random() ** 2) for _ in range(chance.randrange(1, 4))})
    facilities = (
        copied["facilities"] if copied else [_facility(f"f{i}", plant, chance) for i, plant in enumerate(named, 1)]
    )
    voice = {
        "kind": "state_media",
        "side": chance.choice(["official", "ground"]),
        "name": "Kurier",
        "chain": ["Kurier"],
    }
    span = {"text": text[:10], "start": 0, "end": 10}
    levels = [
        span | {"id": f"o{i}", "kind": "status", "facility": facility["id"], "voice": voice, "sentence": span,
                "status": chance.choice(["halted", "normal"])}
        for i, facility in enumerate(facilities, 1)
    ]  # fmt: skip
    return {
        "schema": "factorygap/1",
        "article": {
            "id": f"sha256:{number:064x}", "source": f"{number}.txt", "title": text[:30],
            "outlet": f"Outlet {number % 90}", "published": f"{2000 + number % 25}-0{number % 9 + 1}-15", "text": text,
            "body": [[0, len(text)]], "relevant": True,
        },
        "facilities": facilities,
        "output_levels": levels,
    }  # fmt: skip


def _facility(id: str, plant: int, chance: random.Random) -> dict[str, Any]:
    """One of the plant's names, with its place or without."""
    own = random.Random(plant)
    town = "".join(own.choices(SYLLABLES, k=3)).capitalize()
    kind, type = own.choice(KINDS)
    country = own.choice(COUNTRIES)
    owner = "".join(own.choices(SYLLABLES, k=2)).capitalize() + " AG"
    name = chance.choice(
        [
            f"{town} {kind}",
            f"{town} {kind.lower()}",
            f"{town[:-1]}{town[-1]}' {kind}",
            f"{owner}'s {town} {kind.lower()}",
        ]
    )
    placed = chance.random() < 0.8
    mention = {"text": name, "start": 0, "end": len(name), "kind": "name"}
    return {
        "id": id, "name": name, "type": type, "operator": owner if chance.random() < 0.3 else None,
        "place": {"name": town, "admin1": f"Province {plant % 60}", "country": country} if placed else None,
        "mentions": [mention],
    }  # fmt: skip


def opened(path: str) -> None:
    """Open the corpus, and print what it took as JSON (run in a process of its own)."""
    from factorygap.corpus import Corpus

    start, before = time.perf_counter(), time.process_time()
    corpus = Corpus.open(Path(path))
    seconds, busy = time.perf_counter() - start, time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    print(json.dumps({
        "seconds": seconds, "busy": busy, "megabytes": peak, "facilities": len(corpus.links.facilities),
        "profiles": len(corpus.links.profiles), "doubts": len(corpus.links.doubts),
        "copies": sum(len(group.articles) - 1 for group in corpus.copies), "asking": time.perf_counter() - start,
    }))  # fmt: skip


def measured(path: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, "--open", str(path)], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def rows(sizes: list[int]) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Articles that there are, those of them that are new, and what it took."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            store(path, size)
            yield size, size, measured(path)
            there = size
            for added in (ADDED, size // 100):
                store(path, added, there, mode="a", plants=size // PER_PLANT)
                there += added
                yield there, added, measured(path)


def main(sizes: list[int]) -> None:
    print(
        f"{'articles':>9} {'new':>7} {'seconds':>8} {'of CPU':>7} {'MB':>6} {'to ask':>7} "
        f"{'profiles':>9} {'facilities':>10} {'doubts':>7} {'copies':>7}"
    )
    whole = []
    for size, added, found in rows(sizes):
        whole += [(size, found["busy"])] if size == added else []
        print(
            f"{size:>9} {added:>7} {found['seconds']:>8.1f} {found['busy']:>7.1f} {found['megabytes']:>6.0f} "
            f"{found['asking']:>7.1f} {found['profiles']:>9} {found['facilities']:>10} {found['doubts']:>7} "
            f"{found['copies']:>7}",
            flush=True,
        )  # fmt: skip
    first, last = whole[0], whole[-1]
    print(f"articles x {last[0] / first[0]:.1f}, seconds of CPU x {last[1] / first[1]:.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        opened(sys.argv[2])
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
