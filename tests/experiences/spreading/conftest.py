"""A practice that is taken up."""

from __future__ import annotations

import pytest

from experiences.models import ExperiencePage
from tests.factories import ExperiencePageFactory


@pytest.fixture
def practice(centre: str) -> ExperiencePage:
    return ExperiencePageFactory(title="Les encombrants annoncés")
