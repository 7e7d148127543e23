"""Whether a batch stays as fast and as small while it grows: rates by tenths, and peaks of memory.

    python benchmarks/batch_scale.py [FILES]     default: 100000; 0 only measures memory

Lists, gates and stores FILES small articles with two workers and prints the rate of each tenth and of the writing; then
compares the peak memory of the parent and of a worker for 2,000 and 20,000 articles, one in fifty of them relevant.
"""

from __future__ import annotations

import sys
import tempfile
import time
from multiprocessing import active_children
from pathlib import Path

from batch_articles import irrelevant, lay, mixed

from factorygap import batch

SMALL_CHARACTERS = 400


def main(files: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        if files:
            small = [f"{i}. {text[:SMALL_CHARACTERS]}" for i, text in enumerate(irrelevant(files))]
            tenths(lay(Path(name) / "small", small), Path(name) / "small.sqlite", files)
        few, many = (lay(Path(name) / str(n), mixed(n, 0.02)) for n in (2_000, 20_000))
        peaks = {folder: peak(folder, Path(name) / f"{folder.name}.jsonl") for folder in (few, many)}
    for folder, (parent, worker) in peaks.items():
        print(f"{folder.name} articles: parent {parent:.0f} MB, largest worker {worker:.0f} MB")
    print(f"growth: parent {peaks[many][0] / peaks[few][0]:.3f}, worker {peaks[many][1] / peaks[few][1]:.3f}")


def tenths(folder: Path, output: Path, files: int) -> None:
    marks: list[float] = []

    def progressed(counts: batch.Counts) -> None:
        if counts.all in (1, *(files * i // 10 for i in range(1, 11))):
            marks.append(time.perf_counter())

    began = time.perf_counter()
    job = batch.Job([str(folder)], str(output))
    batch.run(job, batch.local(2), begun=lambda *_: marks.append(time.perf_counter()), progressed=progressed)
    listed, first, *rest = marks
    print(f"{files} files counted in {listed - began:.1f} s, first outcome after {first - listed:.1f} s more")
    rates = [files / 10 / (b - a) for a, b in zip([first, *rest], rest, strict=False)]
    print("files a second by tenths:", " ".join(f"{rate:.0f}" for rate in rates))
    print(f"last tenth over first: {rates[-1] / rates[0]:.2f}; written in {time.perf_counter() - rest[-1]:.1f} s")


def peak(folder: Path, output: Path) -> tuple[float, float]:
    """MB at most of the parent from here on, and of any worker."""
    Path("/proc/self/clear_refs").write_text("5")  # forget this process's earlier peak
    largest = 0.0

    def progressed(counts: batch.Counts) -> None:
        nonlocal largest
        if counts.all % 100 == 0:
            largest = max([largest, *(high_water(child.pid) for child in active_children())])

    batch.run(batch.Job([str(folder)], str(output)), batch.local(2), progressed=progressed)
    return high_water("self"), largest


def high_water(pid: object) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
