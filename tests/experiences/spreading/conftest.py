"""A practice that is taken up."""

from __future__ import annotations

import pytest

from core.models import PortalSettings
from experiences.models import ExperiencePage
from tests.factories import ExperiencePageFactory

CENTRE = "centre@example.org"


@pytest.fixture
def practice(front_page) -> ExperiencePage:
    PortalSettings.objects.update_or_create(site=front_page.get_site(), defaults={"contact_email": CENTRE})
    return ExperiencePageFactory(title="Les encombrants annoncés")
