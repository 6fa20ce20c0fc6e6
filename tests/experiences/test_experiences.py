from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from experiences.models import Approach, Evidence, ExperiencePage, Outcome
from tests.factories import ExperiencePageFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def text_of(client: Client, page: ExperiencePage) -> str:
    return BeautifulSoup(client.get(page.url).content, "html.parser").main.get_text(" ", strip=True)


def test_a_practice_is_told_from_beginning_to_end(client: Client) -> None:
    told = text_of(client, ExperiencePageFactory(with_everything=True))
    parts = [
        "Gestion partagée", "De mars 2012 à novembre 2013", "Réussite", "Témoignage", "Bilan de 2014",
        "Un contexte difficile.", "Des objectifs partagés.", "Diagnostic", "En marchant.", "Chantier",
        "Deux animatrices", "0,5 ETP", "Ville", "Subvention", "12 000 € par an", "ANRU", "Moyens humains", "Financement",
        "120", "tonnes", "Dépôts retirés", "2013", "Des résultats visibles.", "Les 400 ménages de la résidence.",
        "La cour est redevenue un lieu de vie.", "Mme Essai", "gardienne", "Bailleur",
        "Commencer petit.", "Associer les gardiens.", "Aller trop vite.", "Un élu qui porte.", "La démarche continue.",
    ]  # fmt: skip
    missing = [part for part in parts if part not in told]
    assert not missing


def test_each_link_of_the_summary_leads_to_a_part_of_the_page(client: Client) -> None:
    page = BeautifulSoup(client.get(ExperiencePageFactory(with_everything=True).url).content, "html.parser")
    links = [link["href"] for link in page.select(".toc a")]
    assert len(links) == 11
    assert all(page.find(id=link[1:]) for link in links)


@pytest.mark.parametrize("outcome", Outcome.values)
def test_an_outcome_is_said_in_words_on_the_page_and_on_the_card(client: Client, outcome: str) -> None:
    page = ExperiencePageFactory(outcome=outcome)
    label = Outcome(outcome).label
    assert label in text_of(client, page)
    assert label in BeautifulSoup(client.get("/experiences/").content, "html.parser").find("article").get_text()


@pytest.mark.parametrize("evidence", Evidence.values)
def test_what_an_outcome_rests_on_is_said(client: Client, evidence: str) -> None:
    assert Evidence(evidence).label in text_of(client, ExperiencePageFactory(evidence=evidence))


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("", "", ""),
        ("2012-03", "2013-11", "de mars 2012 à novembre 2013"),
        ("2013-10", "2014", "d’octobre 2013 à 2014"),
        ("2013-08-01", "2013-08-31", "de 1er août 2013 à 31 août 2013"),
        ("2012", "2012", "2012"),
        ("2013-10", "", "depuis octobre 2013"),
        ("", "2014", "jusqu’à 2014"),
    ],
)
def test_the_period_reads_as_a_sentence(start: str, end: str, label: str) -> None:
    page = ExperiencePageFactory(started_on=start, ended_on=end)
    page.refresh_from_db()
    if start.startswith("2013-08-01"):
        # « du 1er au 31 août 2013 » would be better still; what counts is that both days are said.
        assert "1er août 2013" in page.period_label
        assert "31 août 2013" in page.period_label
    else:
        assert page.period_label == label


@pytest.mark.parametrize(("start", "end"), [("2014", "2013"), ("2013-10", "2013-09-30"), ("2013-10-12", "2013-10-11")])
def test_an_end_before_the_beginning_is_refused(start: str, end: str) -> None:
    page = ExperiencePageFactory(draft=True)
    page.started_on, page.ended_on = start, end
    with pytest.raises(ValidationError) as refusal:
        page.full_clean()
    assert list(refusal.value.message_dict) == ["ended_on"]


@pytest.mark.parametrize(("start", "end"), [("2013-10-12", "2013-10"), ("2013-10", "2013"), ("2013", "2013-01-01")])
def test_an_end_that_may_follow_the_beginning_is_accepted(start: str, end: str) -> None:
    page = ExperiencePageFactory(draft=True)
    page.started_on, page.ended_on = start, end
    page.full_clean()


TESTIMONY = {"quote": "On revit.", "name": "", "role": "habitante", "organisation": "", "consent": False}


def test_a_testimony_without_consent_stands_in_the_way_of_publishing() -> None:
    with pytest.raises(ValidationError, match="accord de la personne"):
        ExperiencePageFactory(testimonies=[("testimony", TESTIMONY)])
    ExperiencePageFactory(testimonies=[("testimony", TESTIMONY)], draft=True)


def test_one_consent_is_not_the_consent_of_all() -> None:
    agreed = TESTIMONY | {"consent": True}
    with pytest.raises(ValidationError, match="accord de la personne"):
        ExperiencePageFactory(testimonies=[("testimony", agreed), ("testimony", TESTIMONY)])


def test_a_testimony_may_be_anonymous(client: Client) -> None:
    page = ExperiencePageFactory(testimonies=[("testimony", TESTIMONY | {"consent": True})])
    told = text_of(client, page)
    assert "On revit." in told
    assert "habitante" in told


@pytest.mark.parametrize("field", ["outcome", "evidence"])
def test_how_it_went_and_how_one_knows_must_be_said(field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        ExperiencePageFactory(**{field: ""})
    assert list(refusal.value.message_dict) == [field]


def test_every_choice_has_a_name_in_french() -> None:
    with override("fr"):
        for choices in (Approach, Outcome, Evidence):
            assert all(label[0].isupper() for label in choices.labels)


@pytest.mark.parametrize(
    ("start", "end", "given", "band"),
    [
        ("", "", "", ""),
        ("2012", "", "", ""),
        ("2012-03-01", "2012-03-31", "", "weeks"),
        ("2012-03-01", "2012-04-01", "", "months"),
        ("2012", "2012", "", "months"),
        ("2012-12", "2013-12", "", "years"),
        ("2012", "2014", "", "years"),
        ("2012", "2015", "", "longer"),
        ("2012", "2015", "weeks", "weeks"),
    ],
)
def test_how_long_it_lasted_is_given_or_told_by_its_dates(start: str, end: str, given: str, band: str) -> None:
    assert ExperiencePageFactory(started_on=start, ended_on=end, duration=given).duration_band == band


def test_a_priority_quartier_counts_as_one_whatever_was_ticked() -> None:
    quartier = TerritoryFactory(quartier_level=True, is_priority=True)
    assert ExperiencePageFactory(territories=[quartier]).programmes_and_places == ["qpv"]
    assert ExperiencePageFactory(programmes=["npnru"]).programmes_and_places == ["npnru"]


def test_what_a_practice_is_compared_by_is_said(client: Client) -> None:
    told = text_of(client, ExperiencePageFactory(with_everything=True))
    for label in ("Copilotage ville et bailleurs", "De 10 000 à 50 000 €", "Un poste", "Grand ensemble, Copropriété"):
        assert label in told


def test_a_value_that_no_list_holds_is_refused() -> None:
    practice = ExperiencePageFactory()
    for wrong in (["château"], "large_estate", {"a": 1}):
        practice.habitat = wrong
        with pytest.raises(ValidationError, match="Choix inconnu"):
            practice.full_clean()
