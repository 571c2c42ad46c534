"""What all tests share: the shipped model is loaded once a session."""

import pytest
from spacy.language import Language

from analysis.language import load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline()
