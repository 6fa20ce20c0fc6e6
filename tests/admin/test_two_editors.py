"""Two people at the same page: the slower one's save never hides the other's work unawares."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import User
from experiences.models import ExperiencePage
from home.models import HomePage
from tests.factories import ExperiencePageFactory, UserFactory

from .conftest import Form, edit_url

pytestmark = pytest.mark.django_db
REFUSED = "après que vous l’avez ouverte"


@pytest.fixture
def page(db: None) -> ExperiencePage:
    page = ExperiencePageFactory(title="Au début")
    page.save_revision()
    return page


@pytest.fixture
def fast(signed_in: Callable[[User], Client]) -> Client:
    return signed_in(UserFactory(role="Éditeur", first_name="Farida", last_name="Vite"))


@pytest.fixture
def slow(signed_in: Callable[[User], Client]) -> Client:
    return signed_in(UserFactory(role="Éditeur", first_name="Lou", last_name="Lent"))


def latest_title(page: ExperiencePage) -> str:
    return ExperiencePage.objects.get(pk=page.pk).get_latest_revision_as_object().title


def test_a_stale_save_is_refused_and_nothing_typed_is_lost(
    page: ExperiencePage, fast: Client, slow: Client, fill_in: Callable[..., Form]
) -> None:
    opened = fill_in(slow, page)
    fast.post(edit_url(page), fill_in(fast, page, title="Version de Farida"))
    refused = slow.post(edit_url(page), opened | {"title": "Version de Lou"})
    screen = refused.content.decode()
    assert latest_title(page) == "Version de Farida"
    assert REFUSED in screen
    assert "Farida Vite a enregistré cette page" in screen
    assert 'value="Version de Lou"' in screen
    comparison = re.search(r'href="([^"]*/revisions/compare/[^"]+)"', screen)
    assert comparison is not None
    assert slow.get(comparison[1]).status_code == 200


def test_saving_again_without_deciding_is_refused_again(
    page: ExperiencePage, fast: Client, slow: Client, fill_in: Callable[..., Form]
) -> None:
    opened = fill_in(slow, page)
    fast.post(edit_url(page), fill_in(fast, page, title="Version de Farida"))
    refused = slow.post(edit_url(page), opened | {"title": "Version de Lou"})
    again = resend(refused, opened) | {"title": "Version de Lou"}
    assert REFUSED in slow.post(edit_url(page), again).content.decode()
    assert latest_title(page) == "Version de Farida"


def test_saving_all_the_same_is_a_decision_and_the_other_version_stays_in_the_history(
    page: ExperiencePage, fast: Client, slow: Client, fill_in: Callable[..., Form]
) -> None:
    opened = fill_in(slow, page)
    fast.post(edit_url(page), fill_in(fast, page, title="Version de Farida"))
    refused = slow.post(edit_url(page), opened | {"title": "Version de Lou"})
    decided = resend(refused, opened) | {"title": "Version de Lou", "overwrite_newer": "1"}
    assert slow.post(edit_url(page), decided).status_code == 302
    assert latest_title(page) == "Version de Lou"
    assert "Version de Farida" in [revision.as_object().title for revision in page.revisions.all()]


def test_a_decision_about_one_version_does_not_hold_for_the_next(
    page: ExperiencePage, fast: Client, slow: Client, fill_in: Callable[..., Form]
) -> None:
    opened = fill_in(slow, page)
    fast.post(edit_url(page), fill_in(fast, page, title="Version de Farida"))
    refused = slow.post(edit_url(page), opened | {"title": "Version de Lou"})
    fast.post(edit_url(page), fill_in(fast, page, title="Encore Farida"))
    decided = resend(refused, opened) | {"title": "Version de Lou", "overwrite_newer": "1"}
    assert REFUSED in slow.post(edit_url(page), decided).content.decode()
    assert latest_title(page) == "Encore Farida"


def test_saving_twice_in_a_row_is_nobodys_conflict(
    page: ExperiencePage, slow: Client, fill_in: Callable[..., Form]
) -> None:
    for title in ("Un", "Deux"):
        assert slow.post(edit_url(page), fill_in(slow, page, title=title)).status_code == 302
    assert latest_title(page) == "Deux"


def test_ones_own_automatic_saves_are_no_conflict(
    page: ExperiencePage, slow: Client, fill_in: Callable[..., Form]
) -> None:
    opened = fill_in(slow, page)
    kept = slow.post(edit_url(page), opened | {"title": "Automatique"}, headers={"Accept": "application/json"}).json()
    assert kept["success"]
    by_hand = opened | {"title": "À la main", "overwrite_revision_id": str(kept["revision_id"])}
    assert slow.post(edit_url(page), by_hand).status_code == 302
    assert latest_title(page) == "À la main"


def test_an_automatic_save_still_under_way_is_no_conflict(
    page: ExperiencePage, slow: Client, fill_in: Callable[..., Form]
) -> None:
    opened = fill_in(slow, page)
    slow.post(edit_url(page), opened | {"title": "Automatique"}, headers={"Accept": "application/json"})
    assert slow.post(edit_url(page), opened | {"title": "Au même instant"}).status_code == 302
    assert latest_title(page) == "Au même instant"


def test_ones_own_other_window_is_a_conflict(page: ExperiencePage, slow: Client, fill_in: Callable[..., Form]) -> None:
    forgotten = fill_in(slow, page)
    slow.post(edit_url(page), fill_in(slow, page, title="Dans l’autre fenêtre"))
    page.revisions.update(created_at=timezone.now() - timedelta(minutes=1))
    assert REFUSED in slow.post(edit_url(page), forgotten | {"title": "Oubliée"}).content.decode()
    assert latest_title(page) == "Dans l’autre fenêtre"


def test_an_automatic_save_does_not_overwrite_either(
    page: ExperiencePage, fast: Client, slow: Client, fill_in: Callable[..., Form]
) -> None:
    opened = fill_in(slow, page)
    fast.post(edit_url(page), fill_in(fast, page, title="Version de Farida"))
    refused = slow.post(edit_url(page), opened | {"title": "Version de Lou"})
    automatic = slow.post(
        edit_url(page), resend(refused, opened) | {"title": "Version de Lou"}, headers={"Accept": "application/json"}
    )
    assert automatic.json()["error_code"] == "validation_error"
    assert latest_title(page) == "Version de Farida"


def test_a_preview_is_never_refused(
    page: ExperiencePage, fast: Client, slow: Client, fill_in: Callable[..., Form]
) -> None:
    opened = fill_in(slow, page)
    fast.post(edit_url(page), fill_in(fast, page, title="Version de Farida"))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert slow.post(preview, opened).json()["is_valid"]


def test_the_front_page_is_kept_from_stale_saves_too(fast: Client, slow: Client, fill_in: Callable[..., Form]) -> None:
    home = HomePage.objects.get()
    opened = fill_in(slow, home)
    fast.post(edit_url(home), fill_in(fast, home, title="Version de Farida"))
    assert REFUSED in slow.post(edit_url(home), opened | {"title": "Version de Lou"}).content.decode()


def resend(refused, opened: Form) -> Form:
    """What the browser sends after a refusal: what was typed, with the page's new hidden marks."""
    screen = refused.content.decode()
    marks = {
        name: re.search(rf'name="{name}" value="([^"]*)"', screen)[1]
        for name in ("loaded_revision_id", "loaded_revision_created_at", "overwrite_newer_asked")
    }
    return opened | marks
