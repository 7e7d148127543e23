"""The base model is a re-upload by a third party: a changed upload, or an unfit model, must be noticed."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import pytest

from factorygap.errors import ModelError
from factorygap.pipeline import DEFAULT_MODELS, load

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
