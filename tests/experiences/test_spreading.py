"""Essaimage: what people tell of the practices they took up, once it has been read, on both practices."""

from __future__ import annotations

import datetime
import itertools
import logging
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.core.signing import TimestampSigner
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from core.models import PortalSettings
from core.open_forms import forms as open_forms
from core.open_forms import robots
from experiences.models import Adoption, ExperiencePage
from experiences.spreading.chains import DEEPEST, adoptions_by_departement, spread_of
from search.models import FacetValue
from tests.conftest import visit
from tests.factories import AdoptionFactory, ExperiencePageFactory, OrganisationFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
CENTRE = "centre@example.org"
SAID = {
    "kind": "adapted",
    "what_changed": "Tous les quinze jours, avec la régie de quartier.",
    "organisation_name": "Ville d’Essai",
    "place": "Échirolles",
    "happened_on": "03/2021",
    "name": "Anne Martin",
    "email": "anne@example.org",
    "consent": "on",
}
Send = Callable[..., HttpResponse]


@pytest.fixture
def practice(front_page) -> ExperiencePage:
    PortalSettings.objects.update_or_create(site=front_page.get_site(), defaults={"contact_email": CENTRE})
    return ExperiencePageFactory(title="Les encombrants annoncés")


@pytest.fixture
def send(client: Client, practice: ExperiencePage) -> Send:
    def send(opened: str | None = None, **changes: str) -> HttpResponse:
        earlier = timezone.now().timestamp() - 60
        signer = TimestampSigner(salt="core.open_forms.opened")
        signer.timestamp = lambda: _base62(int(earlier))
        return client.post(
            f"/observatoire/essaimage/{practice.pk}/",
            {**SAID, "opened": signer.sign("essai") if opened is None else opened, **changes},
        )

    return send


def _base62(number: int) -> str:
    from django.core.signing import b62_encode

    return b62_encode(number)


def errors_of(response: HttpResponse) -> dict[str, str]:
    """Field → what is said beside it; what is said of the whole under ""."""
    page = BeautifulSoup(response.content, "html.parser")
    told = {
        error["id"].removeprefix("id_").removesuffix("_error"): error.get_text().strip()
        for error in page.select(".error")
    }
    whole = " ".join(error.get_text() for error in page.select(".form-errors li") if not error.a)
    for link in page.select(".form-errors li a"):
        assert page.select_one(link["href"]) is not None, link
    return told | ({"": whole} if whole else {})


def section(page: ExperiencePage, heading: str) -> BeautifulSoup | None:
    html = BeautifulSoup(Client().get(page.url).content, "html.parser")
    return next((one for one in html.select("section.spread") if one.h2.get_text(strip=True) == heading), None)


# -- telling ----------------------------------------------------------------------------------------------------------
def test_each_practice_leads_to_the_form(client: Client, practice: ExperiencePage) -> None:
    link = BeautifulSoup(client.get(practice.url).content, "html.parser").select_one("section.spread a")
    response = client.get(link["href"])
    assert response.status_code == 200
    assert "Les encombrants annoncés" in response.content.decode()
    assert not response.cookies
    assert "no-cache" in response["Cache-Control"]


def test_what_is_told_is_kept_for_reading_and_both_are_written_to(send: Send, practice: ExperiencePage) -> None:
    response = send()
    assert (response.status_code, response["Location"]) == (302, f"/observatoire/essaimage/{practice.pk}/merci/")
    kept = Adoption.objects.get()
    assert (kept.practice, kept.state, kept.kind, kept.happened_on) == (practice, "received", "adapted", "2021-03")
    assert kept.what_changed == SAID["what_changed"]
    assert kept.consented_at
    assert kept.notified_at
    to_centre, to_teller = mail.outbox
    assert (to_centre.to, to_centre.reply_to) == ([CENTRE], [SAID["email"]])
    assert f"/admin/snippets/experiences/adoption/edit/{kept.pk}/" in to_centre.body
    assert SAID["what_changed"] in to_centre.body
    assert to_teller.to == [SAID["email"]]
    assert "quinze" not in to_teller.body, "the form would send anybody’s words to anybody"
    assert Client().get(response["Location"]).status_code == 200


def test_nothing_is_public_before_it_has_been_read(send: Send, practice: ExperiencePage) -> None:
    send()
    assert b"quinze jours" not in Client().get(practice.url).content
    assert not spread_of(practice.pk)


def test_the_directory_and_the_referentiel_are_recognised(send: Send) -> None:
    commune = TerritoryFactory(name="Échirolles", placed=True)
    organisation = OrganisationFactory(name="Ville d’Essai")
    send(place="echirolles", organisation_name="ville d’essai")
    kept = Adoption.objects.get()
    assert (kept.organisation, kept.territory) == (organisation, commune)


def test_namesakes_are_left_to_the_centre(send: Send) -> None:
    TerritoryFactory.create_batch(2, name="Saint-Denis")
    OrganisationFactory.create_batch(2, acronym="CCAS")
    send(place="Saint-Denis", organisation_name="CCAS")
    kept = Adoption.objects.get()
    assert (kept.organisation, kept.territory) == (None, None)


def test_the_same_form_sent_twice_is_told_once(send: Send) -> None:
    assert send().status_code == send().status_code == 302
    assert Adoption.objects.count() == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("hidden", ["draft", "private", "expired"])
def test_nothing_is_told_of_what_is_not_public(client: Client, hidden: str) -> None:
    secret = ExperiencePageFactory(**{hidden: True})
    for address in (f"/observatoire/essaimage/{secret.pk}/", f"/observatoire/essaimage/{secret.pk}/merci/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/observatoire/essaimage/{secret.pk}/", SAID).status_code == 404
    assert client.get("/observatoire/essaimage/99999999/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"kind": ""}, "kind", "trois réponses"),
        ({"kind": "stolen"}, "kind", "trois réponses"),
        ({"what_changed": ""}, "what_changed", "même « rien »"),
        ({"what_changed": "…!"}, "what_changed", "avec des mots"),
        ({"what_changed": "x" * 301}, "what_changed", "300"),
        ({"what_changed": "Voir https://a.fr"}, "what_changed", "page web"),
        ({"what_changed": "a\x00b"}, "what_changed", "nul"),
        ({"organisation_name": ""}, "organisation_name", "quelle organisation"),
        ({"organisation_name": "www.achetez.fr"}, "organisation_name", "page web"),
        ({"place": "x" * 151}, "place", "150"),
        ({"happened_on": "hier matin"}, "happened_on", ""),
        ({"email": ""}, "email", "Donnez une adresse"),
        ({"email": "anne@"}, "email", "ne semble pas complète"),
        ({"consent": ""}, "consent", "Cochez cette case"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(
    send: Send, changes: dict[str, str], field: str, said: str
) -> None:
    response = send(**changes)
    told = errors_of(response)
    assert set(told) == {field}
    assert said in told[field]
    assert not Adoption.objects.exists()
    page = BeautifulSoup(response.content, "html.parser")
    for name in ("organisation_name", "place", "name", "happened_on"):
        assert page.find(id=f"id_{name}").get("value", "") == changes.get(name, SAID[name])
    if "\x00" not in changes.get("what_changed", ""):
        assert page.find(id="id_what_changed").string.strip() == changes.get("what_changed", SAID["what_changed"])
    if "kind" not in changes:
        assert page.select_one("input[type=radio][checked]")["value"] == SAID["kind"]


def test_machines_and_floods_are_slowed(client: Client, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "doit rester vide" in errors_of(send(website="https://a.fr"))[""]
    assert "depuis longtemps" in errors_of(send(opened="forged"))[""]
    assert "plus vite" in errors_of(send(opened=robots.opened_now()))[""]
    monkeypatch.setattr(robots, "MOST_A_DAY", 2)
    for number in range(2):
        assert send(what_changed=f"Chose {number}").status_code == 302
    assert "beaucoup" in errors_of(send(what_changed="Une de trop"))[""]
    client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    monkeypatch.setattr(open_forms, "MOST_A_DAY_IN_ALL", 2)
    assert "beaucoup" in errors_of(send(what_changed="D’ailleurs"))[""]


def test_a_database_that_refuses_loses_nothing(
    send: Send, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("locked for anne@example.org")

    monkeypatch.setattr(Adoption.objects, "get_or_create", refuse)
    with caplog.at_level(logging.ERROR):
        assert "c’est de notre fait" in errors_of(send())[""]
    assert "anne@example.org" not in caplog.text
    assert mail.outbox == []


# -- both pages -------------------------------------------------------------------------------------------------------
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
    other = ExperiencePageFactory(links=[(practice, "see_also"), (practice, "adapted_from")])
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
    assert adoptions_by_departement() == {}


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


# -- search and map ---------------------------------------------------------------------------------------------------
def spread_values(practice: ExperiencePage) -> list[str]:
    found = FacetValue.objects.filter(item=practice.pk, facet="spread")
    return sorted(found.values_list("value", flat=True))


def test_practices_are_filtered_by_what_became_of_them_elsewhere(client: Client, practice: ExperiencePage) -> None:
    adoption = AdoptionFactory(practice=practice)
    assert spread_values(practice) == []
    adoption.state = "published"
    adoption.save()
    AdoptionFactory(practice=practice, kind="abandoned", published=True)
    assert spread_values(practice) == ["abandoned", "adapted"]
    other = ExperiencePageFactory()
    adoption.practice = other
    adoption.save()
    assert (spread_values(practice), spread_values(other)) == (["abandoned"], ["adapted"])
    adoption.delete()
    assert spread_values(other) == []


def test_deleting_a_practice_takes_what_was_told_of_it(practice: ExperiencePage) -> None:
    own = ExperiencePageFactory()
    AdoptionFactory(practice=practice, published=True, own_practice=own)
    kept = AdoptionFactory(practice=own, published=True, own_practice=practice)
    practice.delete()
    assert list(Adoption.objects.all()) == [kept]
    assert not FacetValue.objects.filter(item=practice.pk).exists()
    assert [step.title for step in spread_of(own.pk).after] == [""]


def test_the_map_counts_where_public_practices_were_taken_up(practice: ExperiencePage) -> None:
    commune = TerritoryFactory(placed=True)
    code = commune.departement.code
    AdoptionFactory(practice=practice, published=True, territory=commune)
    AdoptionFactory(practice=practice, published=True, organisation=OrganisationFactory(territory=commune))
    AdoptionFactory(practice=practice, published=True, territory=commune.departement)
    AdoptionFactory(practice=practice, published=True)
    AdoptionFactory(practice=ExperiencePageFactory(draft=True), published=True, territory=commune)
    assert adoptions_by_departement() == {code: 3}
    assert adoptions_by_departement((practice.pk,)) == {code: 3}
    assert adoptions_by_departement((0,)) == {}


# -- forgetting -------------------------------------------------------------------------------------------------------
def test_who_told_it_is_forgotten_and_what_they_told_stays() -> None:
    old = AdoptionFactory(published=True, days_ago=184)
    recent = AdoptionFactory(published=True, days_ago=180)
    AdoptionFactory(declined=True, days_ago=184)
    AdoptionFactory(received_at=timezone.now() - datetime.timedelta(days=366))
    waiting = AdoptionFactory()
    call_command("forget_adoptions", verbosity=0)
    assert set(Adoption.objects.all()) == {old, recent, waiting}
    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.name, old.email, old.fingerprint) == ("", "", None)
    assert old.what_changed
    assert recent.email


def test_the_name_that_journals_keep_says_nothing_of_anybody() -> None:
    assert "Anne" not in str(AdoptionFactory())


# -- all of them ------------------------------------------------------------------------------------------------------
def listed(client: Client, query: str = "") -> BeautifulSoup:
    response = client.get(f"/observatoire/essaimage/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def test_a_page_shows_all_that_was_taken_up_and_where(client: Client, practice: ExperiencePage) -> None:
    commune = TerritoryFactory(placed=True, departement=None, name="Échirolles")
    departement = TerritoryFactory(departement_level=True, code="38", name="Isère")
    type(commune).objects.filter(pk=commune.pk).update(departement=departement)
    AdoptionFactory(practice=practice, published=True, territory_id=commune.pk, organisation_name="Ville d’ici")
    AdoptionFactory(practice=practice, published=True, organisation_name="Ville d’ailleurs")
    AdoptionFactory(practice=practice, organisation_name="Pas encore lue")
    AdoptionFactory(practice=ExperiencePageFactory(draft=True), published=True, organisation_name="Sur un brouillon")
    everywhere = listed(client)
    text = everywhere.get_text()
    assert "2 reprises" in text
    assert "Ville d’ici" in text
    assert "Ville d’ailleurs" in text
    assert "Pas encore lue" not in text
    assert "brouillon" not in text
    (row,) = everywhere.select(".map-table tbody tr")
    assert row.get_text(" ", strip=True) == "Isère 1"
    there = listed(client, row.a["href"].partition("essaimage/")[2].partition("#")[0]).get_text()
    assert "1 reprise : Isère" in " ".join(there.split())
    assert "Ville d’ailleurs" not in there


def test_the_page_is_kind_when_there_is_nothing(client: Client) -> None:
    assert "Rien encore" in listed(client).get_text()


@pytest.mark.parametrize("query", ["?page=99", "?page=-1", "?page=é", "?departement=99", "?departement=%00&page=0"])
def test_nonsense_in_the_address_is_left_out(client: Client, practice: ExperiencePage, query: str) -> None:
    AdoptionFactory(practice=practice, published=True)
    assert "1 reprise" in listed(client, query).get_text()


def test_many_are_shown_page_by_page_with_as_few_queries(client: Client, practice: ExperiencePage) -> None:
    AdoptionFactory.create_batch(3, practice=practice, published=True)
    few = visit("/observatoire/essaimage/")
    AdoptionFactory.create_batch(40, practice=practice, published=True)
    many = visit("/observatoire/essaimage/")
    assert few.count == many.count <= 12, many.listing
    seen = [listed(client, query).select(".chain .chain > li") for query in ("", "?page=2")]
    assert [len(page) for page in seen] == [30, 13]
