"""`manage.py start` prepares a portal, new or from a former release."""

from __future__ import annotations

import pytest

from directory.models import User
from home.management.commands import start
from tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that it calls, which are not run."""
    names: list[str] = []
    monkeypatch.setattr(start, "call_command", lambda name, **_: names.append(name))
    return names


def test_a_new_portal_gets_its_territories_its_content_and_an_administrator(
    called: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    start.Command().handle()
    assert called == ["load_territories", "load_demo"]
    assert User.objects.get(is_superuser=True).username in capsys.readouterr().out


def test_a_portal_from_before_places_were_known_learns_them(called: list[str]) -> None:
    TerritoryFactory()
    start.Command().handle()
    assert "load_territories" in called


def test_a_portal_that_knows_its_places_is_left_alone(called: list[str]) -> None:
    TerritoryFactory(latitude=45.1866, longitude=5.7363)
    start.Command().handle()
    assert called == ["load_demo"]
