"""From a proposal to a page, and what its author is told on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import OperationalError
from django.test import Client
from wagtail.models import Page, TaskState

from core.models import KnowledgePage
from directory.models import User
from experiences.models import ExperiencePage, Proposal
from experiences.proposing import following, pages

from .conftest import ANSWERS, AUTHOR, errors_of

pytestmark = pytest.mark.django_db


def letters_to(address: str) -> list[mail.EmailMessage]:
    return [message for message in mail.outbox if message.to == [address]]


def task_of(page: Page) -> TaskState:
    return Page.objects.get(pk=page.pk).current_workflow_task_state


def ask_for_changes(page: Page, reviewer: User, comment: str) -> None:
    state = task_of(page)
    state.task.specific.on_action(state, reviewer, "reject", comment=comment)


def approve(page: Page, reviewer: User) -> None:
    state = task_of(page)
    state.task.specific.on_action(state, reviewer, "approve")


# -- sending ----------------------------------------------------------------------------------------------------------
def test_what_publication_demands_is_asked_at_the_field(client: Client, draft: Proposal) -> None:
    response = client.post(f"/proposer/{draft.secret}/relire/")
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.string.strip().startswith("Erreur")
    links = [link["href"] for link in page.select(".form-errors a")]
    for slug, field in (
        ("ou-et-qui", "id_place"),
        ("ce-qui-a-ete-fait", "id_started_on"),
        ("ce-que-cela-a-donne", "id_outcome"),
        ("ce-que-cela-a-donne", "id_evidence"),
        *(("vous", f"id_{name}") for name in ("name", "email", "licence", "contact", "privacy")),
    ):
        address = f"/proposer/{draft.secret}/{slug}/?verifier=1#{field}"
        assert address in links
        step = client.get(address)
        assert field in errors_of(step)
        assert BeautifulSoup(step.content, "html.parser").find(id=field)
    assert not ExperiencePage.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("slug", "change", "field"),
    [
        ("ce-que-cela-a-donne", {"testimonies-0-consent": ""}, "id_testimonies-0-consent"),
        ("vous", {"licence": ""}, "id_licence"),
        ("vous", {"contact": ""}, "id_contact"),
        ("vous", {"privacy": ""}, "id_privacy"),
        ("ce-qui-a-ete-fait", {"steps-1-text": "Sans titre"}, "id_steps-1-title"),
    ],
)
def test_no_consent_no_sending(
    client: Client,
    draft: Proposal,
    fill_in: Callable[[Proposal], Proposal],
    slug: str,
    change: dict[str, str],
    field: str,
) -> None:
    fill_in(draft)
    url = f"/proposer/{draft.secret}/{slug}/"
    opened_on = BeautifulSoup(client.get(url).content, "html.parser").find(attrs={"name": "opened_on"})["value"]
    answers = {name: value for name, value in {**ANSWERS[slug], **change}.items() if value != ""}
    assert client.post(url, {**answers, "opened_on": opened_on}).status_code == 302
    response = client.post(f"/proposer/{draft.secret}/relire/")
    assert f"{url}?verifier=1#{field}" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not ExperiencePage.objects.exists()


def test_a_proposal_becomes_a_draft_before_the_reviewers(sent: Proposal) -> None:
    page = ExperiencePage.objects.get()
    assert sent.page == page
    assert (sent.state, page.live) == ("submitted", False)
    assert page.current_workflow_state.workflow.name == "Relecture"
    assert not KnowledgePage.objects.visible().filter(pk=page.pk).exists()
    assert set(sent.consents) == {"licence", "contact", "privacy"}


def test_everything_that_was_typed_is_in_the_page(sent: Proposal) -> None:
    page = ExperiencePage.objects.get().get_latest_revision_as_object()
    assert (page.title, page.summary) == (ANSWERS["l-essentiel"]["title"], ANSWERS["l-essentiel"]["summary"])
    assert (page.approach, page.outcome, page.evidence, page.cost) == ("animation", "mixed", "testimony", "under_1k")
    assert (page.started_on, page.ended_on, page.published_on) == ("2019-03", "2021", "2021")
    assert page.habitat == ["large_estate"]
    assert [theme.slug for theme in page.themes.all()] == ["dechets"]
    assert [link.territory.code for link in page.page_territories.all()] == ["92036"]
    assert [(link.organisation.name, link.role) for link in page.page_organisations.all()] == [
        ("Ville de Gennevilliers", "initiator")
    ]
    assert page.context == "<p>Des encombrants partout.</p>\n\n<p>Personne ne savait &lt;quoi&gt; faire.</p>"
    assert [(step.value["date"], step.value["title"]) for step in page.steps] == [("2019-04", "Une réunion")]
    assert "Trente personnes." in page.steps[0].value["text"].source
    assert [(one.value["kind"], one.value["label"]) for one in page.means] == [("human", "Une médiatrice")]
    assert [(one.value["label"], one.value["value"], one.value["year"]) for one in page.figures] == [
        ("Objets donnés", "420", 2020)
    ]
    assert [(one.value["quote"], one.value["role"], one.value["consent"]) for one in page.testimonies] == [
        ("On se parle de nouveau.", "habitante", True)
    ]
    assert "Prévenir tôt." in page.key_points[0].value.source
    assert "Inviter les gardiens." in page.would_redo[0].value.source
    assert not page.would_avoid
    assert page.publication_errors() == {}


def test_the_author_and_the_centre_are_told_and_nobody_else(sent: Proposal, centre: str) -> None:
    assert {address for message in mail.outbox for address in message.recipients()} >= {AUTHOR, centre}
    (told,) = letters_to(AUTHOR)
    assert f"/proposer/{sent.secret}/" in told.body
    assert told.reply_to == [centre]


def test_letters_repeat_nothing_of_what_was_typed(sent: Proposal, centre: str) -> None:
    for message in mail.outbox:
        if message.to in ([AUTHOR], [centre]):
            for words in ("brocante", "Anne", "Luth", "Régie"):
                assert words not in message.subject + message.body


def test_a_letter_that_does_not_leave_costs_nothing(
    client: Client,
    draft: Proposal,
    fill_in: Callable[[Proposal], Proposal],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(self: object, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError(f"no server for {AUTHOR}")

    fill_in(draft)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with caplog.at_level(logging.WARNING, logger="experiences"):
        assert client.post(f"/proposer/{draft.secret}/relire/").status_code == 302
    draft.refresh_from_db()
    assert draft.state == "submitted"
    told = [record.getMessage() for record in caplog.records if record.name.startswith("experiences")]
    assert told
    assert AUTHOR not in " ".join(told)


def test_a_page_that_cannot_be_made_loses_nothing(
    client: Client, draft: Proposal, fill_in: Callable[[Proposal], Proposal], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    fill_in(draft)
    monkeypatch.setattr("experiences.proposing.pages._put_before_reviewers", refuse)
    response = client.post(f"/proposer/{draft.secret}/relire/")
    assert "c’est de notre fait" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert draft.answers("vous")["name"] == "Anne Martin"
    assert not ExperiencePage.objects.exists()


def test_a_button_pressed_twice_sends_once(
    client: Client, draft: Proposal, fill_in: Callable[[Proposal], Proposal]
) -> None:
    fill_in(draft)
    twice = [Proposal.objects.get(pk=draft.pk) for _ in range(2)]
    assert [pages.send(one) for one in twice] == [True, False]
    assert ExperiencePage.objects.count() == 1


def test_what_was_sent_is_not_changed_behind_the_reviewers_back(client: Client, sent: Proposal) -> None:
    for path in ("l-essentiel", "photos-et-documents", "relire"):
        url = f"/proposer/{sent.secret}/{path}/"
        assert client.get(url)["Location"] == f"/proposer/{sent.secret}/"
        assert client.post(url, {"title": "Autre chose"})["Location"] == f"/proposer/{sent.secret}/"
    assert ExperiencePage.objects.get().title == ANSWERS["l-essentiel"]["title"]


def test_a_title_without_latin_letters_has_an_address(
    client: Client, draft: Proposal, fill_in: Callable[[Proposal], Proposal]
) -> None:
    fill_in(draft)
    Proposal.objects.filter(pk=draft.pk).update(
        data={**draft.data, "l-essentiel": {**draft.data["l-essentiel"], "title": "社区 🌳"}}
    )
    assert client.post(f"/proposer/{draft.secret}/relire/").status_code == 302
    assert ExperiencePage.objects.get().slug == f"proposition-{draft.pk}"


# -- its way ----------------------------------------------------------------------------------------------------------
def test_changes_are_asked_then_made_and_the_same_draft_goes_on(client: Client, sent: Proposal, reviewer: User) -> None:
    page = ExperiencePage.objects.get()
    edited = page.get_latest_revision_as_object()
    edited.results = "<p>Corrigé par la relectrice.</p>"
    edited.save_revision(user=reviewer)
    mail.outbox.clear()
    ask_for_changes(page, reviewer, "Qui a payé le local ?")
    sent.refresh_from_db()
    assert sent.state == "changes_asked"
    (told,) = letters_to(AUTHOR)
    assert "Qui a payé le local ?" in told.body
    assert f"/proposer/{sent.secret}/" in told.body
    assert "Qui a payé le local ?" in client.get(f"/proposer/{sent.secret}/").content.decode()

    url = f"/proposer/{sent.secret}/l-essentiel/"
    opened_on = BeautifulSoup(client.get(url).content, "html.parser").find(attrs={"name": "opened_on"})["value"]
    client.post(url, {**ANSWERS["l-essentiel"], "summary": "La ville a payé.", "opened_on": opened_on})
    assert client.post(f"/proposer/{sent.secret}/relire/").status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.page_id) == ("submitted", page.pk)
    latest = ExperiencePage.objects.get().get_latest_revision_as_object()
    assert latest.summary == "La ville a payé."
    assert latest.results == "<p>Corrigé par la relectrice.</p>", (
        "what the author did not change stays as it was edited"
    )
    assert task_of(page).status == TaskState.STATUS_IN_PROGRESS


def test_publication_is_told_once_with_its_address(client: Client, sent: Proposal, reviewer: User) -> None:
    page = ExperiencePage.objects.get()
    mail.outbox.clear()
    approve(page, reviewer)
    page.refresh_from_db()
    sent.refresh_from_db()
    assert page.live
    assert (sent.state, sent.closed_at is not None) == ("published", True)
    (told,) = letters_to(AUTHOR)
    assert page.url in told.body
    page.save_revision().publish()
    assert len(letters_to(AUTHOR)) == 1
    assert page.url in client.get(f"/proposer/{sent.secret}/").content.decode()


def test_a_page_published_where_nobody_sees_it_is_not_announced(sent: Proposal, reviewer: User) -> None:
    from wagtail.models import PageViewRestriction

    page = ExperiencePage.objects.get()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    mail.outbox.clear()
    approve(page, reviewer)
    assert letters_to(AUTHOR) == []


def test_taking_a_page_down_is_told(sent: Proposal, reviewer: User) -> None:
    approve(ExperiencePage.objects.get(), reviewer)
    mail.outbox.clear()
    ExperiencePage.objects.get().unpublish(user=reviewer)
    sent.refresh_from_db()
    assert sent.state == "withdrawn"
    assert "n’est plus en ligne" in letters_to(AUTHOR)[0].subject


def test_deleting_the_draft_declines_the_proposal(sent: Proposal) -> None:
    mail.outbox.clear()
    ExperiencePage.objects.get().delete()
    sent.refresh_from_db()
    assert (sent.state, sent.page) == ("declined", None)
    assert "n’a pas été retenue" in letters_to(AUTHOR)[0].subject


def test_declining_stops_the_review_and_tells_why(client: Client, sent: Proposal, reviewer: User) -> None:
    mail.outbox.clear()
    following.decline(sent, "Déjà racontée ailleurs.", reviewer)
    page = ExperiencePage.objects.get()
    assert not page.live
    assert not page.workflow_in_progress
    assert "Déjà racontée ailleurs." in letters_to(AUTHOR)[0].body
    assert "Déjà racontée ailleurs." in client.get(f"/proposer/{sent.secret}/").content.decode()


def test_a_page_that_nobody_proposed_writes_to_nobody(reviewer: User) -> None:
    from tests.factories import ExperiencePageFactory

    page = ExperiencePageFactory(draft=True)
    page.save_revision().publish()
    page.unpublish()
    page.delete()
    assert mail.outbox == []


# -- taking back ------------------------------------------------------------------------------------------------------
def test_a_draft_taken_back_leaves_nothing(client: Client, draft: Proposal) -> None:
    url = f"/proposer/{draft.secret}/effacer/"
    assert "tout effacer" in client.get(url).content.decode()
    assert Proposal.objects.exists()
    assert client.post(url).status_code == 200
    assert not Proposal.objects.exists()


def test_a_proposal_taken_back_takes_its_page_with_it(client: Client, sent: Proposal) -> None:
    mail.outbox.clear()
    assert client.post(f"/proposer/{sent.secret}/effacer/").status_code == 200
    assert not ExperiencePage.objects.exists()
    kept = Proposal.objects.get()
    assert (kept.state, kept.name, kept.email, kept.data, kept.sent) == ("withdrawn", "", "", {}, {})
    assert client.get(f"/proposer/{sent.secret}/").status_code == 404
    assert letters_to(AUTHOR) == []


def test_what_was_published_is_not_taken_back_by_its_link(client: Client, sent: Proposal, reviewer: User) -> None:
    approve(ExperiencePage.objects.get(), reviewer)
    assert client.post(f"/proposer/{sent.secret}/effacer/").status_code == 302
    assert ExperiencePage.objects.get().live


# -- the link ---------------------------------------------------------------------------------------------------------
def test_the_link_is_sent_to_whoever_asks_for_it(client: Client, draft: Proposal) -> None:
    response = client.post(f"/proposer/{draft.secret}/", {"email": AUTHOR})
    assert "est parti" in response.content.decode()
    (letter,) = mail.outbox
    assert letter.to == [AUTHOR]
    assert f"/proposer/{draft.secret}/" in letter.body
    assert "brocante" not in letter.body
    draft.refresh_from_db()
    assert draft.answers("vous")["email"] == AUTHOR


@pytest.mark.parametrize("email", ["", "anne@", "a" * 300 + "@exemple.fr", "a@b.fr\nBcc: c@d.fr", "a@b.fr,c@d.fr"])
def test_an_address_that_is_none_gets_no_letter(client: Client, draft: Proposal, email: str) -> None:
    response = client.post(f"/proposer/{draft.secret}/", {"email": email})
    assert "ne semble pas complète" in response.content.decode()
    assert mail.outbox == []


def test_one_mailbox_gets_few_letters(client: Client, draft: Proposal) -> None:
    answers = [client.post(f"/proposer/{draft.secret}/", {"email": AUTHOR}).status_code for _ in range(6)]
    assert answers == [200] * 4 + [429] * 2
    assert len(mail.outbox) == 4


def test_a_new_key_of_the_site_leaves_former_links_good(client: Client, draft: Proposal, settings: object) -> None:
    former = draft.secret
    settings.SECRET_KEY = "another-" + "9876543210" * 6
    assert client.get(f"/proposer/{former}/l-essentiel/").status_code == 200
    assert client.post(f"/proposer/{former}/", {"email": AUTHOR}).status_code == 200
    draft.refresh_from_db()
    assert f"/proposer/{draft.secret}/" in mail.outbox[0].body
    assert client.get(f"/proposer/{draft.secret}/l-essentiel/").status_code == 200
