"""What was published of those who took up a practice stands on both practices, and makes chains."""

from __future__ import annotations

import itertools

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from experiences.models import ExperiencePage
from experiences.spreading.chains import DEEPEST, spread_of
from experiences.spreading.taken_up import taken_up_by_departement
from tests.conftest import visit
from tests.factories import AdoptionFactory, ExperiencePageFactory, OrganisationFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def section(page: ExperiencePage, heading: str) -> BeautifulSoup | None:
    html = BeautifulSoup(Client().get(page.url).content, "html.parser")
    return next((one for one in html.select("section.spread") if one.h2.get_text(strip=True) == heading), None)


def test_once_published_it_stands_on_the_practice(practice: ExperiencePage) -> None:
    organisation = OrganisationFactory(name="Ville de Sens", territory=TerritoryFactory(name="Sens", code="89387"))
    AdoptionFactory(practice=practice, published=True, organisation=organisation, happened_on="2021", kind="abandoned")
    told = section(practice, "Où elle a essaimé")
    text = " ".join(told.get_text(" ").split())
    assert "Abandonné ici" in text
    assert "Ville de Sens" in text
    assert "Sens (89)" in text
    assert "2021" in text
    assert "quinze jours" in text
    assert told.select_one(".chain a")["href"] == organisation.get_absolute_url()
    assert "Anne" not in text
    assert "example.org" not in text


def test_each_of_the_two_practices_leads_to_the_other(practice: ExperiencePage) -> None:
    own = ExperiencePageFactory(title="Chez nous aussi")
    AdoptionFactory(practice=practice, published=True, own_practice=own)
    assert section(practice, "Où elle a essaimé").find("a", href=own.url).get_text() == "Chez nous aussi"
    assert section(own, "Inspirée de").find("a", href=practice.url).get_text() == practice.title


def test_a_link_that_says_the_same_is_not_shown_twice(practice: ExperiencePage) -> None:
    own = ExperiencePageFactory(title="Chez nous aussi", links=[(practice, "adapted_from")])
    assert section(practice, "Où elle a essaimé").find_all("a", href=own.url)
    AdoptionFactory(practice=practice, published=True, own_practice=own)
    for page, other in ((practice, own), (own, practice)):
        html = BeautifulSoup(Client().get(page.url).content, "html.parser")
        assert len(html.select_one("main .item-text").find_all("a", href=other.url)) == 1
    assert len(spread_of(practice.pk).after) == 1


def test_links_of_other_sorts_stay_where_they_are(practice: ExperiencePage) -> None:
    seen_too = ExperiencePageFactory()
    other = ExperiencePageFactory(links=[(seen_too, "see_also"), (practice, "adapted_from")])
    html = BeautifulSoup(Client().get(other.url).content, "html.parser")
    assert [one.h2.get_text() for one in html.select(".related")] == ["À voir aussi"]


def test_a_chain_is_followed_both_ways() -> None:
    first, second, third = (ExperiencePageFactory(title=title) for title in ("Un", "Deux", "Trois"))
    AdoptionFactory(practice=first, own_practice=second, published=True)
    third.page_links.create(target=second, kind="adapted_from")
    third.save()
    (step,) = spread_of(first.pk).after
    assert (step.title, [one.title for one in step.further]) == ("Deux", ["Trois"])
    (step,) = spread_of(third.pk).before
    assert (step.title, [one.title for one in step.further]) == ("Deux", ["Un"])
    assert [(step.title,) for step in (*spread_of(second.pk).before, *spread_of(second.pk).after)] == [
        ("Un",),
        ("Trois",),
    ]


def test_a_chain_that_comes_back_to_its_beginning_ends() -> None:
    pages = ExperiencePageFactory.create_batch(3)
    for page, following in zip(pages, [*pages[1:], pages[0]], strict=True):
        AdoptionFactory(practice=page, own_practice=following, published=True)
    step, seen = spread_of(pages[0].pk).after[0], []
    while step:
        seen.append(step.title)
        step = next((one for one in step.further if one.title), None)
    assert seen == [pages[1].title, pages[2].title]
    assert Client().get(pages[0].url).status_code == 200


def test_a_long_chain_is_cut() -> None:
    pages = ExperiencePageFactory.create_batch(DEEPEST + 3)
    for page, following in itertools.pairwise(pages):
        AdoptionFactory(practice=page, own_practice=following, published=True)
    steps, depth = spread_of(pages[0].pk).after, 0
    while steps:
        steps, depth = steps[0].further, depth + 1
    assert depth == DEEPEST


@pytest.mark.parametrize("hidden", ["draft", "private", "expired"])
def test_a_practice_that_is_not_public_is_never_named(practice: ExperiencePage, hidden: str) -> None:
    secret = ExperiencePageFactory(title="Le secret", **{hidden: True})
    beyond = ExperiencePageFactory(title="Au-delà", links=[(secret, "adapted_from")])
    AdoptionFactory(practice=practice, own_practice=secret, published=True, organisation_name="Ville ouverte")
    AdoptionFactory(practice=secret, own_practice=practice, published=True, organisation_name="Ville fermée")
    page = Client().get(practice.url).content.decode()
    assert "Ville ouverte" in page
    assert "Le secret" not in page
    assert "Ville fermée" not in page
    assert "Au-delà" not in page
    assert "Le secret" not in Client().get(beyond.url).content.decode()


@pytest.mark.parametrize("state", ["received", "declined"])
def test_what_was_not_published_is_nowhere(practice: ExperiencePage, state: str) -> None:
    own = ExperiencePageFactory()
    AdoptionFactory(practice=practice, own_practice=own, state=state)
    assert not spread_of(practice.pk)
    assert not spread_of(own.pk)
    assert taken_up_by_departement() == {}


def test_withdrawing_it_takes_it_away_at_once(practice: ExperiencePage) -> None:
    adoption = AdoptionFactory(practice=practice, published=True)
    assert b"quinze jours" in Client().get(practice.url).content
    adoption.state = "declined"
    adoption.save()
    assert b"quinze jours" not in Client().get(practice.url).content


def test_what_was_typed_is_shown_as_text(practice: ExperiencePage) -> None:
    AdoptionFactory(practice=practice, published=True, what_changed="<script>alert(1)</script>", place="<b>Là</b>")
    page = Client().get(practice.url).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Là" in page


def test_a_practice_out_of_every_chain_asks_nothing_for_it(practice: ExperiencePage) -> None:
    assert not [sql for sql in visit(practice.url).queries if "experiences_adoption" in sql]


def test_a_practice_in_a_chain_asks_as_little_for_many_as_for_one(practice: ExperiencePage) -> None:
    AdoptionFactory(practice=practice, published=True, own_practice=ExperiencePageFactory())
    few = visit(practice.url)
    for _ in range(10):
        AdoptionFactory(practice=practice, published=True, own_practice=ExperiencePageFactory())
    many = visit(practice.url)
    assert few.count == many.count <= 12, many.listing
