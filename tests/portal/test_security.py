"""What every public answer says to browsers, and what it does not ask of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.models import KnowledgePage
from directory.models import User
from tests.conftest import forget_kept_values
from tests.factories import (
    FACTORIES,
    PASSWORD,
    OrganisationFactory,
    PersonFactory,
    TermFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}


@pytest.fixture(scope="module")
def addresses(kept_for_the_module: None) -> list[str]:
    """Every public page, of each template."""
    pages: list[KnowledgePage] = [factory(with_everything=True) for factory in FACTORIES.values()]
    things = [ThemeFactory(), TerritoryFactory(placed=True), OrganisationFactory(with_everything=True), PersonFactory()]
    TermFactory()
    lists = [page.get_parent().url for page in pages if page.kind != "page"]
    names = (
        "search",
        "observatory",
        "theme_list",
        "territory_list",
        "organisation_list",
        "glossary",
        "site_map",
        "asked",
        "api_documentation",
    )
    return [
        "/",
        *(page.url for page in pages),
        *lists,
        *(reverse(name) for name in names),
        *(thing.get_absolute_url() for thing in things),
        "/observatoire/?vue=carte",
        *(reverse(name) for name in ("figures", "outcomes", "lessons")),
        reverse("figure", args=["themes-et-issues"]),
        reverse("outcome", args=["reussite"]),
        "/recherche/?q=encombrants",
        "/recherche/?q=xylophone",
        "/demander/",
        "/mentions-legales/",
        "/adresse-inconnue/",
    ]


@pytest.fixture(scope="module")
def visits(addresses: list[str]) -> dict[str, HttpResponse]:
    """Each of these pages as a visitor without cookies is given it, asked for once and read by many tests."""
    forget_kept_values()
    visitor = Client()
    return {address: visitor.get(address) for address in addresses}


@pytest.fixture(scope="module")
def pages(visits: dict[str, HttpResponse]) -> dict[str, BeautifulSoup]:
    return {address: BeautifulSoup(answer.content, "html.parser") for address, answer in visits.items()}


def policy(response: HttpResponse) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


def test_the_policy_of_public_pages_is_strict(visits: dict[str, HttpResponse]) -> None:
    for address, answer in visits.items():
        told = policy(answer)
        assert told | STRICT == told, address
        assert not [value for values in told.values() for value in values if "unsafe" in value or value == "*"], address


def test_public_pages_hold_nothing_that_the_policy_forbids(pages: dict[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        assert not page.find_all(style=True), address
        assert not page("style"), address
        assert not [script for script in page("script") if not script.get("src")], address
        handlers = [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")]
        assert not handlers, address
        assert not page.find_all(href=lambda value: value and value.lower().startswith("javascript:")), address


def test_public_pages_ask_nothing_of_another_site(pages: dict[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        asked = [tag["src"] for tag in page.find_all(src=True)]
        asked += [tag["href"] for tag in page("link", href=True) if tag["rel"] not in (["canonical"], ["alternate"])]
        asked += [part.split()[0] for tag in page.find_all(srcset=True) for part in tag["srcset"].split(",")]
        assert not [url for url in asked if url.startswith(("http:", "https:", "//"))], address


def test_an_anonymous_visitor_is_given_no_cookie(visits: dict[str, HttpResponse]) -> None:
    assert [address for address, answer in visits.items() if answer.cookies] == []


def test_public_pages_do_not_vary_with_cookies(visits: dict[str, HttpResponse]) -> None:
    """Or no cache could keep them."""
    for address, answer in visits.items():
        assert "cookie" not in answer.get("Vary", "").lower(), address


def test_every_answer_says_how_it_may_be_used(client: Client, visits: dict[str, HttpResponse]) -> None:
    files = ("/recherche/resultats.csv", "/recherche/resultats.atom", "/robots.txt")
    for address, response in (visits | {address: client.get(address) for address in files}).items():
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["X-Frame-Options"] == "DENY", address
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin", address
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "Server" not in response
        assert "X-Powered-By" not in response


def test_forms_of_public_pages_change_nothing_but_those_that_anyone_may_send(pages: dict[str, BeautifulSoup]) -> None:
    """What is written on a page to the centre, and one more reader to whom an item was of use."""
    for address, page in pages.items():
        sent = [form["action"] for form in page("form") if form.get("method", "get") != "get"]
        useful = [action for action in sent if re.fullmatch(r"/utile/\d+", action)]
        assert len(useful) <= 1, address
        written = address == "/demander/" or re.fullmatch(r"/observatoire/essaimage/\d+/", address)
        assert [action for action in sent if action not in useful] == ([address] if written else []), address


def test_links_that_open_elsewhere_keep_this_page(pages: dict[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        for link in page("a", target="_blank"):
            assert "noopener" in link.get("rel", []), address


# -- the admin --------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("wagtails_templates")
def test_the_policy_is_relaxed_in_the_admin_and_only_there(
    editor: User, signed_in: Callable[[User | None], Client], client: Client
) -> None:
    inside = policy(signed_in(editor).get(reverse("wagtailadmin_home")))
    assert "'unsafe-inline'" in inside["script-src"]
    assert "'unsafe-eval'" not in inside["script-src"]
    assert inside["default-src"] == ["'self'"]
    for address in ("/administration/", "/recherche/?next=/admin/", "//admin/", "/adminx/"):
        assert "'unsafe-inline'" not in client.get(address)["Content-Security-Policy"], address


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/pages/", "/admin/reports/", "/admin/images/", "/admin/documents/", "/admin/users/"]
)
def test_the_admin_is_closed_to_the_public_and_to_partners(
    client: Client, partner: User, signed_in: Callable[[User | None], Client], address: str
) -> None:
    assert client.get(address).status_code == 302
    refused = signed_in(partner).get(address)
    assert refused.status_code in (302, 403)
    assert not refused.get("Location", "").startswith("/admin/pages")


def test_a_session_cookie_is_hidden_from_scripts_and_other_sites(editor: User) -> None:
    client = Client()
    client.post(reverse("wagtailadmin_login"), {"username": editor.username, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.usefixtures("wagtails_templates")
def test_passwords_and_addresses_are_kept_out_of_the_logs(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    typed = {"username": "anne.martin@example.org", "password": "mon vrai mot de passe"}
    with caplog.at_level("DEBUG"):
        client.post(reverse("wagtailadmin_login"), typed, REMOTE_ADDR="203.0.113.7")
        client.get("/rien/", REMOTE_ADDR="203.0.113.7")
    records = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    for secret in (*typed.values(), "203.0.113.7"):
        assert not [message for message in records if secret in message]
