"""The same articles through one local worker, two, and Ray, all with the real extractor: are the records the same?

    python benchmarks/batch_engines.py [ARTICLES]     default: 500; needs factorygap[ray]

Prints seconds on the clock for each engine, and whether the stores are equal byte for byte; exits with 1 if they are
not, or if an article failed.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from batch_articles import irrelevant, relevant

from factorygap import batch
from factorygap.batch.ray_engine import engine as ray


def fill(folder: Path, count: int) -> None:
    """Four relevant articles in five, a tenth of all as lines of one file."""
    folder.mkdir()
    texts = relevant(count - count // 5) + irrelevant(count // 5)
    lines = [text.replace("\n", " ") for text in texts[: count // 10]]
    (folder / "lines.jsonl").write_text(
        "".join(json.dumps({"text": line}, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    for number, text in enumerate(texts[count // 10 :]):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


def stores(folder: Path, articles: Path) -> dict[str, bytes]:
    """The store that each engine writes, in JSON Lines."""
    written = {}
    for name, engine in (("local, 1 worker", batch.local(1)), ("local, 2 workers", batch.local(2)), ("Ray", ray(2))):
        output = folder / f"{name.replace(' ', '-')}.jsonl"
        start = time.perf_counter()
        counts = batch.run(batch.Job([str(articles)], str(output)), engine)
        print(f"{name}: {counts.all} articles, {counts.failed} failed, {time.perf_counter() - start:.0f} s", flush=True)
        written[name] = output.read_bytes() if not counts.failed else b""
    return written


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fill(folder / "articles", count)
        found = stores(folder, folder / "articles")
    equal = len(set(found.values())) == 1 and all(found.values())
    print("equal, byte for byte" if equal else "NOT EQUAL")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
