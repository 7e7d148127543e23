"""The base model is a re-upload by a third party: a changed upload, or an unfit model, must be noticed."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from factorygap.errors import ModelError
from factorygap.pipeline import DEFAULT_MODELS, extract, load

LIST = Path(__file__).parent / "model_weights.sha256"


def test_the_model_files_are_the_ones_we_measured() -> None:
    spec = find_spec(DEFAULT_MODELS[-1])
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    rows = [line.split(maxsplit=1) for line in LIST.read_text().splitlines()]
    assert len(rows) > 20
    changed = [name for digest, name in rows if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest]
    assert changed == []


@pytest.mark.parametrize("name", ["en_core_web_nowhere", "../evil", "no such", "os"])
def test_a_model_that_is_no_installed_pipeline_gets_one_clear_line(name: str) -> None:
    with pytest.raises(ModelError) as error:
        load(name)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


def test_a_model_folder_is_loaded_only_when_it_is_trusted(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "own-model"
    spacy.load(DEFAULT_MODELS[-1]).to_disk(folder)
    with pytest.raises(ModelError, match="FACTORYGAP_TRUSTED_MODELS"):
        load(str(folder))
    monkeypatch.setenv("FACTORYGAP_TRUSTED_MODELS", str(folder))
    text = "The Harrow paper mill was idle in March."
    assert extract(text, load(str(folder))) == extract(text, nlp)


@pytest.mark.parametrize(("lang", "complaint"), [("en", "has no tagger"), ("de", "is for 'de'")])
def test_an_unfit_model_gets_one_clear_line(
    lang: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spacy.blank(lang).to_disk(tmp_path)
    monkeypatch.setenv("FACTORYGAP_TRUSTED_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match=complaint):
        load(str(tmp_path))
