"""The pages by outcome: how many, on what that rests, what was learnt."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from experiences.models import Evidence, Outcome
from experiences.observatory.outcomes import BY_SLUG, EVIDENCE, KINDS
from tests.factories import EventPageFactory, ExperiencePageFactory, ThemeFactory, stream

pytestmark = pytest.mark.django_db


def text_at(client: Client, url: str) -> str:
    page = BeautifulSoup(client.get(url).content, "html.parser").main.get_text(" ", strip=True)
    return " ".join(page.split())


def test_every_outcome_and_every_strength_of_evidence_is_explained(client: Client) -> None:
    assert {kind.outcome for kind in KINDS} == set(Outcome)
    assert set(EVIDENCE) == set(Evidence)
    hub = text_at(client, reverse("outcomes"))
    for kind in KINDS:
        assert kind.meaning in hub
        assert kind.title in text_at(client, kind.url)
    assert all(meaning in hub for meaning in EVIDENCE.values())


def test_how_many_there_are_is_never_said_without_what_proves_it(client: Client) -> None:
    for evidence in ("measured", "review", "review", "testimony"):
        ExperiencePageFactory(outcome="success", evidence=evidence)
    ExperiencePageFactory(outcome="failure", evidence="testimony")
    said = (
        "4 réussites : 1 d’après une évaluation mesurée , 2 d’après un bilan , 1 d’après un témoignage .",
        "1 échec : 1 d’après un témoignage .",
    )
    hub = text_at(client, reverse("outcomes"))
    assert all(one in hub for one in said)
    assert said[0] in text_at(client, reverse("outcome", args=["reussite"]))


def test_each_share_leads_to_as_many_practices_as_it_says(client: Client) -> None:
    for evidence in ("measured", "review", "review", "testimony"):
        ExperiencePageFactory(outcome="mixed", evidence=evidence)
    shares = client.get(reverse("outcome", args=["resultat-mitige"])).context["weighed"].shares
    assert [client.get(share.url).context["results"].total for share in shares] == [1, 2, 1]


@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_page_lists_the_practices_of_its_outcome_and_nothing_else(client: Client, slug: str) -> None:
    pages = {outcome: ExperiencePageFactory(outcome=outcome) for outcome in Outcome.values}
    EventPageFactory()
    hits = client.get(reverse("outcome", args=[slug])).context["results"].hits
    assert [hit.id for hit in hits] == [pages[BY_SLUG[slug].outcome].pk]


def test_what_is_proven_best_comes_first_then_what_is_recent(client: Client) -> None:
    told = (("testimony", "2024"), ("review", "2019"), ("measured", "2015"), ("review", "2021"))
    for evidence, year in told:
        ExperiencePageFactory(outcome="success", evidence=evidence, published_on=year)
    url = reverse("outcome", args=["reussite"])
    results = client.get(url).context["results"]
    assert [hit.date.year for hit in results.hits] == [2015, 2021, 2019, 2024]
    assert [sort.label for sort in results.sorts if sort.current] == ["Mieux prouvés d’abord"]
    by_date = client.get(url, {"sort": "-date"}).context["results"]
    assert [hit.date.year for hit in by_date.hits] == [2024, 2021, 2019, 2015]


def test_what_is_hidden_is_not_counted(client: Client) -> None:
    ExperiencePageFactory(outcome="failure", would_avoid=stream("point", "<p>Se taire.</p>"))
    for trait in ("draft", "expired", "private", "behind_password"):
        ExperiencePageFactory(outcome="failure", would_avoid=stream("point", "<p>Secret.</p>"), **{trait: True})
    assert "1 échec :" in text_at(client, reverse("outcomes"))
    page = text_at(client, reverse("outcome", args=["echec"]))
    assert "Se taire." in page
    assert "Secret." not in page


def test_a_failure_says_first_what_to_avoid_and_a_success_what_to_do_again(client: Client) -> None:
    points = {
        "would_redo": stream("point", "<p>Prévenir les gardiens.</p>"),
        "would_avoid": stream("point", "<p>Venir en août.</p>"),
    }
    ExperiencePageFactory(outcome="failure", **points)
    ExperiencePageFactory(outcome="success", **points)
    failed, succeeded = (text_at(client, reverse("outcome", args=[slug])) for slug in ("echec", "reussite"))
    assert ("Venir en août." in failed, "Prévenir les gardiens." in failed) == (True, False)
    assert ("Venir en août." in succeeded, "Prévenir les gardiens." in succeeded) == (False, True)


def test_an_outcome_that_nobody_told_of_has_its_page_all_the_same(client: Client) -> None:
    assert "Personne n’en a encore raconté." in text_at(client, reverse("outcomes"))
    for kind in KINDS:
        assert client.get(kind.url).status_code == 200
    assert client.get(reverse("outcome", args=["triomphe"])).status_code == 404


def test_the_page_of_an_outcome_is_filtered_as_any_list(client: Client) -> None:
    theme = ThemeFactory(name="Compost")
    ExperiencePageFactory(outcome="ongoing", themes=[theme])
    ExperiencePageFactory(outcome="ongoing")
    address = reverse("outcome", args=["en-cours"])
    assert client.get(address, {"theme": "compost"}).context["results"].total == 1
    assert client.get(address, {"outcome": "failure"}).context["results"].total == 2  # what is fixed stays


def test_the_page_of_a_practice_leads_to_how_evidence_is_read(client: Client) -> None:
    page = BeautifulSoup(client.get(ExperiencePageFactory().url).content, "html.parser")
    link = page.find("a", string="Comment lire les preuves")
    path, _, anchor = link["href"].partition("#")
    assert BeautifulSoup(client.get(path).content, "html.parser").find(id=anchor)
