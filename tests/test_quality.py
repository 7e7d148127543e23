"""Floors under the reading, layer by layer: a change that hurts is seen before it lands (figures: docs/quality.md).

The development articles are not ours; their floors are checked where they lie beside the project.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language

from factorygap import evaluation
from factorygap.pipeline import extract_many
from factorygap.reading import read

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "dev"

OURS = {
    "facilities": 0.85,
    "products": 0.68,
    "outputs": 0.80,
    "actors": 0.86,
    "claims": 0.62,
    "output kind": 0.90,
    "output value": 0.86,
    "output side": 0.86,
    "output modality": 0.88,
    "claim polarity": 0.85,
}
DEVELOPMENT = {
    "facilities": 0.92,
    "products": 0.86,
    "outputs": 0.84,
    "actors": 0.88,
    "claims": 0.62,
    "gaps": 0.75,
    "output kind": 0.96,
    "output value": 0.93,
    "output side": 0.92,
    "output modality": 0.90,
    "claim polarity": 0.93,
    "claim side": 0.90,
}


def scored(texts: Path, gold: Path, nlp: Language) -> evaluation.Scores:
    truth = evaluation.read_gold(gold)
    paths = [next(texts.glob(f"{name}.*")) for name in truth]
    records = extract_many((read(str(path)) for path in paths), nlp)
    return evaluation.score(dict(zip(truth, (record.model_dump() for record in records), strict=True)), truth)


def below(scores: evaluation.Scores, floors: dict[str, float]) -> dict[str, float]:
    found = {name: scores.f1(name) if name in scores.layers else scores.accuracy(name) for name in floors}
    return {name: round(found[name], 3) for name in floors if found[name] < floors[name]}


@pytest.mark.parametrize(
    ("texts", "gold"), [("samples", "samples/gold"), ("evaluation/tuning/texts", "evaluation/tuning/gold")]
)
def test_our_own_articles(texts: str, gold: str, nlp: Language) -> None:
    assert below(scored(ROOT / texts, ROOT / gold, nlp), OURS) == {}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development articles are not here")
def test_the_development_articles(nlp: Language) -> None:
    scores = scored(SHARED / "texts", SHARED / "gold", nlp)
    assert below(scores, DEVELOPMENT) == {}
    assert dict(scores.invented) == {}


def test_a_wrong_record_is_counted() -> None:
    """The guard of the guards: an empty reader and an inventing one fail."""
    gold = {
        "a": {
            "relevant": True,
            "facilities": [{"name": "Harrow mill", "type": "mill"}],
            "products": [],
            "outputs": [],
            "actors": [],
            "claims": [],
        },
        "b": {"relevant": False},
    }
    assert evaluation.score({}, gold).layers["facilities"] == [0, 0, 1]
    invented = {"facilities": [{"id": "f1", "name": "Dream factory", "type": "factory"}]}
    scores = evaluation.score({"a": invented, "b": invented}, gold)
    assert scores.layers["facilities"] == [0, 1, 1]
    assert scores.invented == {"facilities": 1}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development articles are not here")
def test_our_scores_are_those_of_the_shared_script(nlp: Language, tmp_path: Path) -> None:
    paths = sorted((SHARED / "texts").glob("*.txt"))
    lines = [record.to_json() + "\n" for record in extract_many((read(str(path)) for path in paths), nlp)]
    (tmp_path / "records.jsonl").write_text("".join(lines), encoding="utf-8")
    script = [sys.executable, str(SHARED / "score.py"), str(tmp_path / "records.jsonl"), str(SHARED / "gold")]
    printed = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    theirs = {line.split()[0]: line.split()[-1] for line in printed.splitlines()[1:7]}
    ours = {
        name: "/".join(map(str, counts))
        for name, counts in scored(SHARED / "texts", SHARED / "gold", nlp).layers.items()
    }
    assert ours == theirs
