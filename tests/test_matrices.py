"""Products by tiles change the base model's speed, never what it reads."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import NumpyOps, get_current_ops

from factorygap import matrices
from factorygap.pipeline import DEFAULT_MODELS

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))]

needs_tiles = pytest.mark.skipif(not matrices._is_even(), reason="this machine's BLAS may not stand in for blis")


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(DEFAULT_MODELS[-1])


@pytest.fixture(scope="module")
def tiled() -> Language:
    with matrices.tiles():
        return spacy.load(DEFAULT_MODELS[-1])


def parses(nlp: Language, size: int) -> list[list[tuple[object, ...]]]:
    docs = nlp.pipe(TEXTS, batch_size=size)
    return [[(t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc] for doc in docs]


@pytest.mark.parametrize("size", [1, 3, 16])
def test_texts_are_read_as_by_the_plain_model(plain: Language, tiled: Language, size: int) -> None:
    assert parses(tiled, size) == parses(plain, 16)


def test_a_text_is_read_to_the_last_digit_alike_whatever_is_read_with_it(tiled: Language) -> None:
    alone = [tiled(text).tensor for text in TEXTS]
    together = [doc.tensor for doc in tiled.pipe(TEXTS, batch_size=len(TEXTS))]
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 700])
def test_a_product_is_that_of_the_whole_matrices(count: int) -> None:
    chance = np.random.default_rng(3)
    rows, weights = chance.standard_normal((count, 96), "f"), chance.standard_normal((50, 96), "f")
    assert matrices.tiled(rows, weights).shape == (count, 50)
    assert np.allclose(matrices.tiled(rows, weights), rows @ weights.T, rtol=1e-4, atol=1e-4)
    assert np.array_equal(matrices.tiled(rows, weights)[: count // 2], matrices.tiled(rows[: count // 2], weights))


@needs_tiles
def test_only_models_loaded_inside_multiply_by_tiles(plain: Language, tiled: Language, nlp: Language) -> None:
    assert type(tiled.get_pipe("ner").model.ops) is type(nlp.get_pipe("ner").model.ops) is matrices.TiledOps
    assert type(plain.get_pipe("ner").model.ops) is type(get_current_ops()) is NumpyOps


def test_blis_stays_where_a_row_depends_on_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrices, "_is_even", lambda: False)
    with matrices.tiles():
        assert type(get_current_ops()) is NumpyOps


def test_the_threads_of_the_process_are_as_before(tiled: Language) -> None:
    before = [each["num_threads"] for each in matrices._blas().info()]
    tiled(TEXTS[0])
    assert [each["num_threads"] for each in matrices._blas().info()] == before


def test_a_model_may_still_be_trained() -> None:
    with matrices.tiles():
        nlp = spacy.load(DEFAULT_MODELS[-1])
    doc = nlp.make_doc("The mill stopped.")
    with nlp.select_pipes(enable=["tok2vec", "tagger"]):
        losses = nlp.update([Example.from_dict(doc, {"tags": ["DT", "NN", "VBD", "."]})], sgd=nlp.resume_training())
    assert losses["tagger"] >= 0
