"""The model is loaded once a session."""

import pytest
from spacy.language import Language

from factorygap.pipeline import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()
