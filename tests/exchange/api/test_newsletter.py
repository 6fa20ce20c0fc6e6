"""What the API says of letters and of the brèves that have appeared in them."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from newsletter.composing.publishing import publish
from newsletter.composing.withdrawing import withdraw_page
from newsletter.models import IssuePage, Item, ItemPage
from tests.factories import NewsPageFactory
from tests.newsletter.composing.content import ItemFactory, made_issue

from .conftest import Read

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def item() -> Item:
    return ItemFactory(with_everything=True, title="Marche exploratoire")


@pytest.fixture
def news() -> Page:
    return NewsPageFactory(title="Le centre déménage")


@pytest.fixture
def issue(item: Item, news: Page) -> IssuePage:
    return publish(
        made_issue(
            ("section", "Rencontres"), ("brief", item), ("section", "Nouveau sur le portail"), ("page", news),
            ("words", "<p>À bientôt.</p>"), number=7, editorial="<p>Bonjour à <b>toutes</b>.</p>",
        )
    )  # fmt: skip


def test_a_letter_has_its_number_and_what_stands_in_it(issue: IssuePage, item: Item, news: Page, read: Read) -> None:
    details = read(f"/items/{issue.pk}/")["details"]
    page = ItemPage.objects.get()
    assert (details["number"], details["editorial"]["text"]) == (7, "Bonjour à toutes.")
    assert details["sent_at"]
    assert details["entries"] == [
        {
            "section": "Rencontres",
            "kind": "brief",
            "title": "Marche exploratoire",
            "url": SITE + page.get_url(),
            "api_url": f"{SITE}/api/v1/items/{page.pk}/",
            "link": item.link,
        },
        {
            "section": "Nouveau sur le portail",
            "kind": "page",
            "title": "Le centre déménage",
            "url": SITE + news.get_url(),
            "api_url": f"{SITE}/api/v1/items/{news.pk}/",
            "link": None,
        },
    ]


def test_what_was_taken_away_is_in_no_letter(issue: IssuePage, item: Item, news: Page, read: Read) -> None:
    item.refresh_from_db()
    withdraw_page(item)
    assert [entry["title"] for entry in read(f"/items/{issue.pk}/")["details"]["entries"]] == ["Le centre déménage"]
    news.unpublish()
    assert read(f"/items/{issue.pk}/")["details"]["entries"] == []


def test_a_brief_says_what_it_announces(issue: IssuePage, item: Item, read: Read) -> None:
    item.refresh_from_db()
    assert read(f"/items/{ItemPage.objects.get().pk}/")["details"] == {
        "kind": {"code": "event", "label": "Rencontre"},
        "text": item.text,
        "happens_on": "2031-11-27",
        "deadline": item.deadline.isoformat() if item.deadline else None,
        "link": item.link,
        "organisation": item.organisation.name,
    }
