"""`factorygap batch` against plain spaCy on the same articles: the ratios of docs/scale.md, in one run.

    python benchmarks/batch_speed.py [ROUNDS]

A side's time is that of whole processes, with their start and the loading of the model: a script that reads the files
and puts them through nlp.pipe of the same model, and the command with one worker or two. CPU time, all processes added
up, tells the work done; wall time tells it only on a machine that does nothing else. For the mix, plain spaCy reads a
tenth of it, and its time is scaled up.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from batch_articles import irrelevant, lay, mixed, relevant

PLAIN = """
import spacy, sys
from pathlib import Path
from factorygap.pipeline import DEFAULT_MODELS, _is_pipeline_package
nlp = spacy.load(next(name for name in DEFAULT_MODELS if _is_pipeline_package(name)))
texts = (path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt")))
for doc in nlp.pipe(texts, batch_size=16): pass
"""
RELEVANT, MIX, SHARE, PLAIN_PART = 240, 10_000, 0.02, 10


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        wanted, mix = lay(home / "relevant", relevant(RELEVANT)), lay(home / "mix", mixed(MIX, SHARE))
        part = lay(home / "part", mixed(MIX // PLAIN_PART, SHARE))
        nothing = lay(home / "nothing", irrelevant(1))
        runs = {
            "plain start": plain(nothing),
            "plain": plain(wanted),
            "one": batch(wanted, 1),
            "two": batch(wanted, 2),
            "plain part": plain(part),
            "one mix": batch(mix, 1),
            "two mix": batch(mix, 2),
        }
        times: dict[str, list[tuple[float, float]]] = {label: [] for label in runs}
        for _ in range(rounds):
            for label, command in runs.items():
                times[label].append(measured(command))
                print(f"  {label}: {times[label][-1][0]:.1f} s, CPU {times[label][-1][1]:.1f} s", flush=True)
    for kind, name in enumerate(("wall", "CPU")):
        report(name, {label: statistics.median(each[kind] for each in all_) for label, all_ in times.items()})


def report(name: str, took: dict[str, float]) -> None:
    plain_mix = took["plain start"] + PLAIN_PART * (took["plain part"] - took["plain start"])
    print(f"{name} time")
    print(f"  {RELEVANT} relevant articles, one worker: {took['plain'] / took['one']:.2f} of plain spaCy")
    print(f"  two workers: {took['one'] / took['two']:.2f} times one")
    print(f"  {MIX} articles, {SHARE:.0%} relevant, one worker: {plain_mix / took['one mix']:.1f} times plain spaCy")
    print(f"  the same, two workers: {plain_mix / took['two mix']:.1f} times")
    print(f"  articles a second, two workers: relevant {RELEVANT / took['two']:.1f}, mix {MIX / took['two mix']:.0f}")


def plain(folder: Path) -> list[str]:
    return [sys.executable, "-c", PLAIN, str(folder)]


def batch(folder: Path, workers: int) -> list[str]:
    output = f"{folder}-{workers}.jsonl"
    command = [sys.executable, "-m", "factorygap", "batch", str(folder), "-o", output, "-q", "--restart"]
    return [*command, "--workers", str(workers)]


def measured(command: list[str]) -> tuple[float, float]:
    """Wall seconds and CPU seconds of a command and all its processes."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
