"""Our pipeline against plain spaCy: the same model, the same relevant articles, one run.

    python benchmarks/extract_speed.py [ARTICLE...]     default: samples/ and evaluation/tuning/texts

Prints throughput of extract_many over that of nlp.pipe (1.0: as fast as spaCy alone), time of one cold
`factorygap extract` over a bare script that loads the model and parses the same text, and seconds of `--help`. All in
CPU time, which other work on the machine changes least; the first also beside a plain spaCy whose matrices are
multiplied as ours are (factorygap.matrices), to tell that gain from the cost of our components.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from factorygap import matrices
from factorygap.gate import is_open
from factorygap.pipeline import DEFAULT_MODELS, _is_pipeline_package, extract_many, load
from factorygap.reading import read

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "factorygap"]
BARE = "import spacy, sys; spacy.load(sys.argv[1])(open(sys.argv[2], encoding='utf-8').read())"


def main(paths: list[str]) -> None:
    articles = [article for article in map(read, paths) if is_open(article)]
    model = next(name for name in DEFAULT_MODELS if _is_pipeline_package(name))
    plain, ours = spacy.load(model), load(model)
    texts = [article.text or "" for article in articles]
    with matrices.tiles():
        tiled = spacy.load(model)
    print(f"{len(articles)} relevant articles, {sum(map(len, texts))} characters")
    for name, nlp in (("plain nlp.pipe", plain), ("nlp.pipe with our products of matrices", tiled)):
        ratio = _ratio(partial(_piped, nlp, texts), lambda: list(extract_many(articles, ours)))
        print(f"throughput of extract_many over {name}: {ratio:.2f}")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(max(texts, key=len))
        file.flush()
        bare = [sys.executable, "-c", BARE, model, file.name]
        cold = _ratio(lambda: _run([*COMMAND, "extract", file.name]), lambda: _run(bare))
    print(f"time of a cold extract over a bare script: {cold:.2f}")
    print(f"seconds of --help: {min(_seconds(lambda: _run([*COMMAND, '--help'])) for _ in range(5)):.2f}")


def _ratio(first: Callable[[], object], second: Callable[[], object], rounds: int = 5) -> float:
    """Median over rounds of the time of ``first`` over that of ``second``, taken in turn."""
    first(), second()
    return statistics.median(_seconds(first) / _seconds(second) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process and those it waited for."""
    before = os.times()
    work()
    return sum(os.times()[:4]) - sum(before[:4])


def _piped(nlp: Language, texts: list[str]) -> list[Doc]:
    return list(nlp.pipe(texts, batch_size=16))


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    chosen = sys.argv[1:] or sorted(
        str(path) for folder in ("samples", "evaluation/tuning/texts") for path in (ROOT / folder).glob("*.*")
    )
    main(chosen)
