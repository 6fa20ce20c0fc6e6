"""When something goes wrong the page is in French and of the portal, and tells nothing of how it is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.test import Client, override_settings
from django.urls import path, reverse

from portal.urls import urlpatterns as portal_urls
from tests.factories import PASSWORD, UserFactory


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("un secret")


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("un secret")


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("un secret")


urlpatterns = [path("refus/", refuse), path("soupcon/", suspect), path("panne/", break_down), *portal_urls]


@pytest.fixture
def faulty() -> Iterator[Client]:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


def is_ours(response: HttpResponse) -> BeautifulSoup:
    page = BeautifulSoup(response.content, "html.parser")
    assert page.html["lang"] == "fr"
    assert "Centre de ressources GUSP" in page.title.get_text()
    assert page.h1.get_text(strip=True)
    assert page.find("a", href="/")
    assert page.find("form", action=reverse("search"))
    assert "un secret" not in page.get_text()
    assert not any(
        word in page.get_text() for word in ("Not Found", "Forbidden", "Server Error", "Bad Request", "Traceback")
    )
    assert response["Content-Type"].startswith("text/html")
    return page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"), [("/rien-du-tout/", 404), ("/refus/", 403), ("/soupcon/", 400), ("/panne/", 500)]
)
def test_every_error_page_is_in_french_and_branded(faulty: Client, address: str, status: int) -> None:
    response = faulty.get(address)
    assert response.status_code == status
    page = is_ours(response)
    assert str(status) in page.get_text()


@pytest.mark.django_db
def test_a_form_that_was_tampered_with_is_refused_in_french() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("wagtailadmin_login"), {"username": "a", "password": "b"})
    assert response.status_code == 403
    is_ours(response)


@pytest.mark.django_db
def test_the_page_of_a_breakdown_asks_nothing_of_the_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        page = BeautifulSoup(get_template("500.html").render(), "html.parser")
    assert page.html["lang"] == "fr"
    assert "Centre de ressources GUSP" in page.title.get_text()


def test_the_page_of_a_breakdown_is_shown_without_a_database(faulty: Client) -> None:
    """Nothing here may touch the database: the test is not allowed to."""
    response = faulty.get("/panne/")
    assert response.status_code == 500
    is_ours(response)


@pytest.mark.django_db
@pytest.mark.usefixtures("wagtails_templates")
@override_settings(AXES_ENABLED=True, AXES_FAILURE_LIMIT=3)
def test_who_tries_too_many_passwords_waits_and_is_told_so_in_french(client: Client) -> None:
    user = UserFactory(editor=True)
    login = reverse("wagtailadmin_login")
    for _ in range(3):
        response = client.post(login, {"username": user.username, "password": "faux"})
    assert response.status_code == 429
    is_ours(response)
    assert client.post(login, {"username": user.username, "password": PASSWORD}).status_code == 429


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_public_list_answers_questions_only(client: Client, method: str) -> None:
    response = getattr(client, method)("/recherche/")
    assert response.status_code in (200, 403, 405)
    assert response.status_code != 500


def test_nothing_is_debugged_in_front_of_the_public() -> None:
    assert settings.DEBUG is False
