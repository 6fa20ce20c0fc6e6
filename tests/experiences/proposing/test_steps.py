"""The form, step by step: what is kept, what is refused and how it is said."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.test import Client

from experiences.models import Proposal
from experiences.proposing.places import places_called
from experiences.proposing.steps import STEPS
from tests.factories import TerritoryFactory
from tests.open_forms import opened

from .conftest import ANSWERS, Send, errors_of

pytestmark = pytest.mark.django_db


def typed_in(response: object, name: str) -> str:
    field = BeautifulSoup(response.content, "html.parser").find(attrs={"name": name})
    return field.get("value", "") if field.name == "input" else field.get_text().removeprefix("\n")


# -- beginning --------------------------------------------------------------------------------------------------------
def test_a_title_is_enough_to_begin_and_the_link_leads_back(client: Client, begin: Send) -> None:
    response = begin(summary="", approach="", themes=[])
    proposal = Proposal.objects.get()
    assert response["Location"] == f"/proposer/{proposal.secret}/ou-et-qui/"
    page = client.get(f"/proposer/{proposal.secret}/l-essentiel/")
    assert typed_in(page, "title") == ANSWERS["l-essentiel"]["title"]
    assert not client.cookies


def test_the_secret_of_the_link_is_kept_nowhere(draft: Proposal) -> None:
    kept = Proposal.objects.values().get(pk=draft.pk)
    assert draft.secret not in str(kept)
    assert len(draft.secret) >= 40


def test_nothing_is_kept_without_a_title(begin: Send, vocabulary: None) -> None:
    response = begin(title=" ")
    assert "Donnez un titre" in errors_of(response)["id_title"]
    assert typed_in(response, "summary") == ANSWERS["l-essentiel"]["summary"]
    assert not Proposal.objects.exists()


def test_what_a_private_link_shows_is_kept_nowhere_and_told_to_nobody(client: Client, draft: Proposal) -> None:
    for path in ("", "relire/", "effacer/", "photos-et-documents/", "vous/"):
        response = client.get(f"/proposer/{draft.secret}/{path}")
        assert response.status_code == 200, path
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("key", ["x", "compte-1", "a" * 43, "compte-99999999999999999999", "-"])
def test_a_link_that_was_not_given_leads_nowhere(client: Client, draft: Proposal, key: str) -> None:
    for path in ("", "relire/", "effacer/", "photos-et-documents/", "vous/", "fichiers/1/"):
        assert client.get(f"/proposer/{key}/{path}").status_code == 404
        assert client.post(f"/proposer/{key}/{path}").status_code == 404


def test_a_step_that_is_none_is_not_found(client: Client, draft: Proposal) -> None:
    assert client.get(f"/proposer/{draft.secret}/autre/").status_code == 404


def test_a_machine_is_asked_to_think_again(begin: Send, vocabulary: None) -> None:
    assert "rester vide" in errors_of(begin(website="x"))[""]
    assert "plus vite" in errors_of(begin(opened=opened(datetime.timedelta(seconds=1))))[""]
    for stale in (opened(datetime.timedelta(hours=13)), "", "forged", "\x00"):
        assert "depuis longtemps" in errors_of(begin(opened=stale))[""]
    assert not Proposal.objects.exists()


# -- going on ---------------------------------------------------------------------------------------------------------
def test_every_step_keeps_what_was_typed(
    draft: Proposal, fill_in: Callable[[Proposal], Proposal], client: Client
) -> None:
    fill_in(draft)
    for slug, answers in ANSWERS.items():
        page = BeautifulSoup(client.get(f"/proposer/{draft.secret}/{slug}/").content, "html.parser")
        for name, value in answers.items():
            if (
                isinstance(value, str)
                and value not in ("on", "")
                and not name.endswith("count")
                and "would_redo" not in name
            ):
                fields = page.find_all(attrs={"name": name})
                assert fields, name
                held = [
                    field.get("value") if field.name == "input" else field.get_text().strip()
                    for field in fields
                    if field.get("type") != "radio" or field.has_attr("checked")
                ]
                chosen = [option["value"] for field in fields for option in field.select("option[selected]")]
                assert value in held + chosen, name


def test_a_row_more_comes_with_all_that_was_typed_and_is_not_a_save(client: Client, draft: Proposal) -> None:
    url = f"/proposer/{draft.secret}/ce-qui-a-ete-fait/"
    answers = {**ANSWERS["ce-qui-a-ete-fait"], "started_on": "pas une date", "more": "steps"}
    response = client.post(url, answers)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find(attrs={"name": "steps-count"})["value"] == "3"
    assert page.find(attrs={"name": "steps-2-title"})
    assert typed_in(response, "started_on") == "pas une date"
    assert typed_in(response, "steps-0-text") == "Trente personnes."
    draft.refresh_from_db()
    assert not draft.answers("ce-qui-a-ete-fait")


@pytest.mark.parametrize("count", ["-1", "99999", "x", "", "1e9", "²"])
def test_the_number_of_rows_is_believed_only_when_it_makes_sense(client: Client, draft: Proposal, count: str) -> None:
    answers = {**ANSWERS["ce-qui-a-ete-fait"], "steps-count": count, "more": "steps"}
    response = client.post(f"/proposer/{draft.secret}/ce-qui-a-ete-fait/", answers)
    assert response.status_code == 200
    assert len(BeautifulSoup(response.content, "html.parser").select("[id^=id_steps-][id$=title]")) <= 20


@pytest.mark.parametrize(
    ("slug", "changes", "field", "said"),
    [
        ("l-essentiel", {"title": "?!…"}, "id_title", "avec des mots"),
        ("l-essentiel", {"title": "x" * 201}, "id_title", "200"),
        ("l-essentiel", {"summary": "x" * 501}, "id_summary", "500"),
        ("l-essentiel", {"summary": "un\x00deux"}, "id_summary", "signe invisible"),
        ("l-essentiel", {"title": "à l’\u202eenvers"}, "id_title", "signe invisible"),
        ("l-essentiel", {"themes": ["autre"]}, "id_themes", "choix"),
        ("l-essentiel", {"approach": "autre"}, "id_approach", "choix"),
        ("ce-qui-a-ete-fait", {"started_on": "hier"}, "id_started_on", "12/10/2013"),
        ("ce-qui-a-ete-fait", {"started_on": "2022"}, "id_ended_on", "La fin précède"),
        ("ce-qui-a-ete-fait", {"steps-0-date": "32/13/2019"}, "id_steps-0-date", "12/10/2013"),
        ("ce-que-cela-a-donne", {"figures-0-year": "l’an mil"}, "id_figures-0-year", "quatre chiffres"),
        ("ce-que-cela-a-donne", {"results": "http://a " * 6}, "id_results", "5 adresses"),
        ("vous", {"email": "anne@"}, "id_email", "ne semble pas complète"),
        ("vous", {"email": "a@b.fr\nBcc: tous@exemple.fr"}, "id_email", "ne semble pas complète"),
        ("vous", {"name": "www.exemple.fr"}, "id_name", "page web"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(
    client: Client, draft: Proposal, slug: str, changes: dict[str, object], field: str, said: str
) -> None:
    answers = {**ANSWERS[slug], **changes}
    before = draft.answers(slug)
    response = client.post(f"/proposer/{draft.secret}/{slug}/", answers)
    told = errors_of(response)
    assert set(told) == {field}
    assert said in told[field]
    draft.refresh_from_db()
    assert draft.answers(slug) == before
    page = BeautifulSoup(response.content, "html.parser")
    for name, value in answers.items():
        kept = page.find(attrs={"name": name}, class_=lambda _: True)
        if isinstance(value, str) and kept is not None and kept.name == "textarea" and name not in changes:
            assert kept.get_text().strip() == value


def test_a_sign_that_nobody_sees_is_removed_so_that_sending_again_is_enough(client: Client, draft: Proposal) -> None:
    response = client.post(
        f"/proposer/{draft.secret}/l-essentiel/", {"title": "Une\x0bbrocante", "summary": "a\x00b\nc"}
    )
    assert typed_in(response, "title") == "Unebrocante"
    assert typed_in(response, "summary") == "ab\nc"


def test_lines_count_for_one_sign(client: Client, draft: Proposal) -> None:
    summary = "x\r\n" * 250
    url = f"/proposer/{draft.secret}/l-essentiel/"
    opened_on = typed_in(client.get(url), "opened_on")
    assert client.post(url, {"title": "Un titre", "summary": summary, "opened_on": opened_on}).status_code == 302
    draft.refresh_from_db()
    assert draft.answers("l-essentiel")["summary"] == "x\n" * 250


def test_two_windows_do_not_erase_each_other(client: Client, draft: Proposal) -> None:
    url = f"/proposer/{draft.secret}/l-essentiel/"
    both = typed_in(client.get(url), "opened_on")
    assert client.post(url, {"title": "La première", "opened_on": both}).status_code == 302
    response = client.post(url, {"title": "La seconde", "summary": "Et la suite", "opened_on": both})
    page = BeautifulSoup(response.content, "html.parser")
    assert "autre fenêtre" in errors_of(response)[""]
    assert typed_in(response, "title") == "La seconde"
    assert "La première" in page.select_one(".theirs").get_text()
    draft.refresh_from_db()
    assert draft.title == "La première"
    again = {"title": "La seconde", "summary": "Et la suite", "opened_on": typed_in(response, "opened_on")}
    assert client.post(url, again).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "La seconde"


def test_the_same_step_sent_twice_is_no_conflict(client: Client, draft: Proposal) -> None:
    url = f"/proposer/{draft.secret}/l-essentiel/"
    sent = {"title": "Un titre", "opened_on": typed_in(client.get(url), "opened_on")}
    for _ in range(2):
        assert client.post(url, sent).status_code == 302


def test_a_database_that_refuses_loses_nothing_of_what_was_typed(
    client: Client, draft: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    url = f"/proposer/{draft.secret}/l-essentiel/"
    opened_on = typed_in(client.get(url), "opened_on")
    monkeypatch.setattr(Proposal, "save", refuse)
    response = client.post(url, {"title": "Un autre titre", "opened_on": opened_on})
    assert "c’est de notre fait" in errors_of(response)[""]
    assert typed_in(response, "title") == "Un autre titre"


# -- places -----------------------------------------------------------------------------------------------------------
def test_the_only_place_of_that_name_is_found(client: Client, draft: Proposal) -> None:
    url = f"/proposer/{draft.secret}/ou-et-qui/"
    client.post(url, {"place": "gennevilliers", "opened_on": typed_in(client.get(url), "opened_on")})
    draft.refresh_from_db()
    assert draft.answers("ou-et-qui")["place_code"] == "92036"


def test_where_several_places_have_the_name_one_chooses(client: Client, draft: Proposal) -> None:
    TerritoryFactory(name="Saint-Denis", code="93066", placed=True)
    TerritoryFactory(name="Saint-Denis", code="97411", placed=True)
    url = f"/proposer/{draft.secret}/ou-et-qui/"
    opened_on = typed_in(client.get(url), "opened_on")
    response = client.post(url, {"place": "Saint-Denis", "opened_on": opened_on})
    assert "Choisissez le lieu" in errors_of(response)["id_place_code"]
    labels = [one.get_text() for one in BeautifulSoup(response.content, "html.parser").select("#id_place_code label")]
    assert labels == ["Saint-Denis (93)", "Saint-Denis (974)", "Aucun de ceux-là : gardez ce que j’ai écrit"]
    assert client.post(url, {"place": "Saint-Denis", "place_code": "97411", "opened_on": opened_on}).status_code == 302
    draft.refresh_from_db()
    assert draft.answers("ou-et-qui")["place_code"] == "97411"
    # Another name makes the former choice void.
    opened_on = typed_in(client.get(url), "opened_on")
    client.post(url, {"place": "Gennevilliers", "place_code": "97411", "opened_on": opened_on})
    draft.refresh_from_db()
    assert draft.answers("ou-et-qui")["place_code"] == "92036"


def test_a_database_is_never_asked_for_signs_that_it_refuses(vocabulary: None) -> None:
    assert [place.code for place in places_called("Gennevil\x00liers\ud800")] == ["92036"]


def test_a_place_that_is_not_known_is_kept_as_it_is_written(client: Client, draft: Proposal) -> None:
    url = f"/proposer/{draft.secret}/ou-et-qui/"
    opened_on = typed_in(client.get(url), "opened_on")
    assert client.post(url, {"place": "Trifouillis-les-Oies", "opened_on": opened_on}).status_code == 302
    review = client.get(f"/proposer/{draft.secret}/relire/").content.decode()
    assert "Trifouillis-les-Oies" in review
    assert "L’équipe le cherchera" in review


def test_steps_say_where_one_is(client: Client, draft: Proposal) -> None:
    page = BeautifulSoup(client.get(f"/proposer/{draft.secret}/vous/").content, "html.parser")
    assert page.select_one(".steps [aria-current=step]").get_text().split() == ["7", "Vous"]
    assert len(page.select(".steps li")) == len(STEPS) + 1
