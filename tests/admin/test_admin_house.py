"""The house around the edit screens: dashboard, guide, checker, exports."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.exports import defused
from core.guide import GUIDE
from core.userbar import PortalContentChecker
from directory.models import User
from tests.factories import ExperiencePageFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_dashboard_says_where_to_start(editor: User, signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(editor)
    page = browser.get(reverse("wagtailadmin_home")).content.decode()
    assert "Publier un retour d’expérience" in page
    assert reverse("editing_guide") in page
    assert "wagtail.org" not in page


@pytest.mark.parametrize("role", ["Éditeur", "Relecteur", "Administrateur"])
def test_every_role_has_a_dashboard(role: str, signed_in: Callable[[User], Client]) -> None:
    assert signed_in(UserFactory(role=role)).get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.skipif(not GUIDE.is_file(), reason="the guide is not written yet")
def test_the_guide_is_read_in_the_admin_with_its_images(editor: User, signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(editor)
    response = browser.get(reverse("editing_guide"))
    assert response.status_code == 200
    assert "<h2>" in response.content.decode()
    for image in set(GUIDE.parent.joinpath("images").glob("*.*")):
        if f"images/{image.name}" in GUIDE.read_text(encoding="utf-8"):
            assert browser.get(reverse("editing_guide_image", args=[image.name])).status_code == 200


def test_a_guide_image_is_nothing_else(editor: User, signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(editor)
    assert browser.get("/admin/guide/images/absent.png").status_code == 404
    assert browser.get("/admin/guide/images/..%2Fguide-edition.md", follow=True).status_code == 404


def test_signing_in_is_branded_and_in_french(client: Client) -> None:
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Espace d’édition" in page
    assert "- Espace d’édition</title>" in page


# -- the content checker ----------------------------------------------------------------------------------------------
def test_the_checker_looks_at_headings_and_at_descriptions() -> None:
    rules = PortalContentChecker.axe_run_only
    assert {"heading-order", "image-alt", "alt-text-quality", "link-name", "empty-heading"} <= set(rules)
    assert all(rule in PortalContentChecker.axe_messages for rule in rules)


def test_an_editor_sees_the_bar_on_a_public_page_and_a_visitor_does_not(
    editor: User, signed_in: Callable[[User], Client], client: Client
) -> None:
    page = ExperiencePageFactory()
    assert "wagtail-userbar" in signed_in(editor).get(page.url).content.decode()
    visited = client.get(page.url)
    assert "wagtail-userbar" not in visited.content.decode()
    assert "unsafe" not in visited.headers["Content-Security-Policy"]


# -- exports ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+33 1", "-2", "@SUM(A1)", "\t=1"])
def test_text_that_a_spreadsheet_would_compute_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Bonjour", 12, -3, None, timezone.now()])
def test_anything_else_is_left_as_it_is(value: object) -> None:
    assert defused(value) is value


def test_the_reports_leave_no_formula_live(superuser: User, signed_in: Callable[[User], Client]) -> None:
    page = ExperiencePageFactory(title='=HYPERLINK("http://evil.example")')
    page.save_revision().publish()
    page.locked, page.locked_by, page.locked_at = True, superuser, timezone.now()
    page.save()
    browser = signed_in(superuser)
    for report in ("aging_pages", "locked_pages"):
        response = browser.get(reverse(f"wagtailadmin_reports:{report}"), {"export": "csv"})
        csv = b"".join(response.streaming_content).decode()
        assert "'=HYPERLINK" in csv, report
        assert "\n=HYPERLINK" not in csv
