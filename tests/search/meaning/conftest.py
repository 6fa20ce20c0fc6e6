from __future__ import annotations

import pytest
from pytest_django import Settings

from core.models import KnowledgePage
from search.meaning.making import make
from tests.factories import ExperiencePageFactory, NewsPageFactory, PracticeSheetPageFactory

from . import fake


@pytest.fixture(autouse=True)
def model(settings: Settings) -> list[str]:
    """A model, and the passages that it has been shown."""
    settings.SEARCH_MODEL = "tests.search.meaning.fake.load"
    fake.SHOWN.clear()
    return fake.SHOWN


@pytest.fixture
def items(db: None) -> dict[str, KnowledgePage]:
    """With their vectors: one says « encombrants », one means them, one does neither."""
    items = {
        "said": NewsPageFactory(title="Les encombrants du mardi", summary="La benne passe."),
        "meant": ExperiencePageFactory(title="Un canapé sur le trottoir", summary="Un matelas, puis un sommier."),
        "other": PracticeSheetPageFactory(title="Les élèves au jardin", summary="Au collège."),
    }
    make()
    return items


@pytest.fixture
def meant(db: None) -> None:
    """What is there has its vectors."""
    make()
