"""The house rules that the site checks when it starts."""

from __future__ import annotations

import pytest

from core.checks import (
    _kinds_without_a_name_of_their_own,
    _names_not_in_french,
    _pages_without_template,
    check_house_rules,
)
from core.models import Generation
from experiences.models import ExperiencePage
from home.models import NewsPage


def test_the_portal_keeps_its_own_rules() -> None:
    assert check_house_rules(None) == []


def test_two_kinds_with_one_name_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NewsPage, "kind", "experience")
    assert [message.id for message in _kinds_without_a_name_of_their_own([ExperiencePage, NewsPage])] == ["portal.E001"]


def test_a_page_without_template_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NewsPage, "template", "home/nulle_part.html")
    assert [message.id for message in _pages_without_template([NewsPage])] == ["portal.E002"]


def test_a_name_left_in_english_is_reported() -> None:
    assert [message.id for message in _names_not_in_french([Generation])] == ["portal.W001"]
