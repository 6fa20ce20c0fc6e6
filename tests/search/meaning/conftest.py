from __future__ import annotations

import pytest
from pytest_django import Settings

from search.meaning.making import make

from . import fake


@pytest.fixture(autouse=True)
def model(settings: Settings) -> list[str]:
    """A model, and the passages that it has been shown."""
    settings.SEARCH_MODEL = "tests.search.meaning.fake.load"
    fake.SHOWN.clear()
    return fake.SHOWN


@pytest.fixture
def meant(db: None) -> None:
    """What is there has its vectors."""
    make()
