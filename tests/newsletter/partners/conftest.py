"""What the tests of a partner's space share: a brève written as somebody does, by both ways in."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from directory.models import User
from newsletter.models import Invitation, IssuePage, Item, NewsletterPage
from tests import open_forms
from tests.conftest import signed_in_browser
from tests.factories import InvitationFactory, OrganisationFactory, TerritoryFactory, ThemeFactory, UserFactory

Send = Callable[..., HttpResponse]

WRITTEN = {
    "kind": "news",
    "title": "Un atelier vélo au pied des tours",
    "text": "Tous les mercredis, on répare ensemble.",
    "theme": "mobilites",
    "link": "www.exemple.fr/atelier",
    "place": "Gennevilliers",
}


@pytest.fixture(autouse=True)
def _letters_leave_at_once(monkeypatch: pytest.MonkeyPatch, centre: str) -> None:
    """Those to the centre, too; a test's transaction never commits."""
    monkeypatch.setattr("newsletter.partners.letters.on_commit", lambda send: send())


@pytest.fixture(autouse=True)
def _vocabulary(db: None) -> None:
    ThemeFactory(name="Mobilités", slug="mobilites")
    TerritoryFactory(name="Gennevilliers", code="92036")


@pytest.fixture
def opened() -> Callable[..., str]:
    """What a form opened that long ago carries."""
    return open_forms.opened


class Way:
    """A partner's way in: a browser, and where their space is."""

    def __init__(self, browser: Client, root: str, opened: Callable[..., str]) -> None:
        self.browser, self.root, self.opened = browser, root, opened

    def begin(self, **changes: object) -> HttpResponse:
        return self.browser.post(f"{self.root}nouvelle/", {**WRITTEN, "opened": self.opened(), **changes})

    def write(self, item: Item, **changes: object) -> HttpResponse:
        """Sends the form as it was opened now, with these changes."""
        return self.browser.post(self.url(item, "ecrire/"), {**self.form_of(item), **changes})

    def form_of(self, item: Item) -> dict[str, str]:
        page = self.browser.get(self.url(item, "ecrire/"))
        assert page.status_code == 200
        return fields_of(page)

    def url(self, item: Item, rest: str = "") -> str:
        return f"{self.root}{item.pk}/{rest}"

    def get(self, rest: str = "") -> HttpResponse:
        return self.browser.get(f"{self.root}{rest}")


def fields_of(page: HttpResponse) -> dict[str, str]:
    """What a browser would send of the form with these values untouched."""
    form = BeautifulSoup(page.content, "html.parser").find("form", attrs={"data-autosave": True})
    sent: dict[str, str] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        kind = field.get("type", "")
        if field.name == "select":
            chosen = field.find("option", selected=True)
            sent[field["name"]] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            sent[field["name"]] = field.get_text().removeprefix("\n")
        elif kind != "file" and (kind not in ("radio", "checkbox") or field.has_attr("checked")):
            sent[field["name"]] = field.get("value", "")
    return sent


def errors_of(page: HttpResponse) -> dict[str, str]:
    """What is said at each field, by its id; under "" what is said of the whole."""
    soup = BeautifulSoup(page.content, "html.parser")
    said = {one["id"].removesuffix("_error"): one.get_text() for one in soup.select(".error[id$=_error]")}
    whole = soup.select_one(".form-errors > p")
    return said | ({"": whole.get_text()} if whole else {})


@pytest.fixture
def account(db: None) -> User:
    return UserFactory(partner=True)


@pytest.fixture
def invitation(db: None) -> Invitation:
    return InvitationFactory()


def way_of(who: User | Invitation, opened: Callable[..., str]) -> Way:
    if isinstance(who, Invitation):
        return Way(Client(), f"/invitation/{who.current_secret()}/", opened)
    return Way(signed_in_browser(who), "/partenaires/", opened)


@pytest.fixture(params=["account", "invitation"])
def way(request: pytest.FixtureRequest, opened: Callable[..., str]) -> Way:
    """Each way in, in turn."""
    return way_of(request.getfixturevalue(request.param), opened)


@pytest.fixture
def by_account(account: User, opened: Callable[..., str]) -> Way:
    return way_of(account, opened)


@pytest.fixture
def by_link(invitation: Invitation, opened: Callable[..., str]) -> Way:
    return way_of(invitation, opened)


@pytest.fixture
def draft(way: Way) -> Item:
    """A complete draft of whoever has that way in."""
    assert way.begin().status_code == 302
    return Item.objects.get()


@pytest.fixture
def letter_to_come(db: None) -> Callable[..., IssuePage]:
    """A letter being made: known by its last draft only, as an editor leaves it."""

    def letter_to_come(days: int = 5, number: int = 12, **changes: object) -> IssuePage:
        issue = IssuePage(title="Titre secret de la lettre", slug=f"lettre-{number}", summary="Résumé", live=False)
        NewsletterPage.objects.get().add_child(instance=issue)
        issue.number = number
        issue.items_until = timezone.localdate() + datetime.timedelta(days=days)
        for name, value in changes.items():
            setattr(issue, name, value)
        issue.save_revision()
        return issue

    return letter_to_come


@pytest.fixture
def other_organisation(db: None) -> object:
    return OrganisationFactory(name="Une autre maison")
