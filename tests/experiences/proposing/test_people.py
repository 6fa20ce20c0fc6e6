"""Partners find their proposals again, reviewers find what to read, and what was promised to be forgotten is."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import User
from experiences.models import ExperiencePage, Proposal
from experiences.proposing import retention
from tests.factories import UserFactory

from .conftest import ANSWERS, AUTHOR, Send
from .test_sending import approve, ask_for_changes, letters_to

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_experiences_proposal:list"
READ = "wagtailsnippets_experiences_proposal:inspect"


@pytest.fixture
def anne(partner: User) -> User:
    partner.first_name, partner.last_name = "Anne", "Martin"
    partner.save()
    return partner


# -- partners ---------------------------------------------------------------------------------------------------------
def test_a_partner_is_already_known(
    anne: User, signed_in: Callable[[User], Client], begin: Send, vocabulary: None
) -> None:
    browser = signed_in(anne)
    response = begin(browser)
    proposal = Proposal.objects.get()
    assert proposal.owner == anne
    assert response["Location"] == f"/proposer/compte-{proposal.pk}/ou-et-qui/"
    page = BeautifulSoup(browser.get(f"/proposer/compte-{proposal.pk}/vous/").content, "html.parser")
    held = {name: page.find(attrs={"name": name})["value"] for name in ("name", "organisation", "email")}
    assert held == {"name": "Anne Martin", "organisation": anne.organisation.name, "email": anne.email}


def test_a_partner_sees_their_own_proposals_and_what_is_expected(
    anne: User, signed_in: Callable[[User], Client], begin: Send, vocabulary: None, reviewer: User
) -> None:
    browser = signed_in(anne)
    begin(browser)
    begin(title="Celle de quelqu’un d’autre")
    other = UserFactory(partner=True)
    begin(signed_in(other), title="Celle d’un autre partenaire")
    page = BeautifulSoup(browser.get("/proposer/mes-propositions/").content, "html.parser")
    listed = [item.h2.get_text() for item in page.select(".mine li")]
    assert listed == [ANSWERS["l-essentiel"]["title"]]
    assert "À vous de le finir" in page.select_one(".mine li").get_text()
    own = Proposal.objects.get(owner=anne)
    for path in ("", "vous/", "relire/", "effacer/", "photos-et-documents/"):
        assert browser.get(f"/proposer/compte-{own.pk}/{path}").status_code == 200
        assert signed_in(other).get(f"/proposer/compte-{own.pk}/{path}").status_code == 404
        assert Client().get(f"/proposer/compte-{own.pk}/{path}").status_code == 404


def test_each_state_says_what_is_expected(anne: User, signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(anne)
    assert "encore rien proposé" in browser.get("/proposer/mes-propositions/").content.decode()
    for state in Proposal.State:
        proposal = Proposal(owner=anne, state=state, title=f"En {state}")
        proposal.give_a_link()
        proposal.save()
        assert browser.get(f"/proposer/{proposal.account_key}/").status_code == 200
        assert Client().get(f"/proposer/{proposal.secret}/").status_code == 200
    page = BeautifulSoup(browser.get("/proposer/mes-propositions/").content, "html.parser")
    assert len({item.strong.get_text() for item in page.select(".mine li")}) == len(Proposal.State)


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    response = client.get("/proposer/mes-propositions/")
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_another_site_cannot_act_for_a_partner(
    anne: User, begin: Send, signed_in: Callable[[User], Client], vocabulary: None
) -> None:
    begin(signed_in(anne))
    proposal = Proposal.objects.get()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anne, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.post(f"/proposer/compte-{proposal.pk}/effacer/").status_code == 403
    page = BeautifulSoup(browser.get(f"/proposer/compte-{proposal.pk}/effacer/").content, "html.parser")
    token = page.find("input", {"name": "csrfmiddlewaretoken"})["value"]
    assert browser.post(f"/proposer/compte-{proposal.pk}/effacer/", {"csrfmiddlewaretoken": token}).status_code == 200


# -- reviewers --------------------------------------------------------------------------------------------------------
@pytest.fixture
def _in_the_admin(wagtails_templates: None) -> None:
    pass


@pytest.mark.usefixtures("_in_the_admin")
class TestAdmin:
    def test_the_dashboard_tells_of_new_proposals(
        self, sent: Proposal, reviewer: User, signed_in: Callable[[User], Client]
    ) -> None:
        page = signed_in(reviewer).get(reverse("wagtailadmin_home")).content.decode()
        assert "Une proposition attend" in page
        Proposal.objects.update(state="published")
        assert "proposition attend" not in signed_in(reviewer).get(reverse("wagtailadmin_home")).content.decode()

    @pytest.mark.parametrize("role", ["Éditeur", "Relecteur", "Administrateur"])
    def test_all_who_write_read_proposals_and_none_writes_them(
        self, sent: Proposal, role: str, signed_in: Callable[[User], Client]
    ) -> None:
        browser = signed_in(UserFactory(role=role))
        listed = browser.get(reverse(LIST)).content.decode()
        assert ANSWERS["l-essentiel"]["title"] in listed
        assert "Reçue" in listed
        read = browser.get(reverse(READ, args=[sent.pk])).content.decode()
        for told in ("Anne Martin", AUTHOR, "Les Amis du Luth", "Au pied des tours", "Trente personnes."):
            assert told in read
        assert ("Ne pas la retenir" in read) is (role != "Éditeur")
        for name in ("add", "edit"):
            url = reverse(f"wagtailsnippets_experiences_proposal:{name}", args=[sent.pk] if name == "edit" else [])
            assert browser.get(url).status_code == 302, name

    def test_the_list_is_narrowed_by_state_and_by_words(
        self, sent: Proposal, begin: Send, reviewer: User, signed_in: Callable[[User], Client]
    ) -> None:
        begin(title="Un simple brouillon")
        browser = signed_in(reviewer)
        drafts = browser.get(reverse(LIST), {"state": "draft"}).content.decode()
        assert "Un simple brouillon" in drafts
        assert ANSWERS["l-essentiel"]["title"] not in drafts
        assert "Un simple brouillon" in browser.get(reverse(LIST), {"q": "simple"}).content.decode()

    def test_a_partner_reads_nothing_of_it(
        self, sent: Proposal, anne: User, signed_in: Callable[[User], Client]
    ) -> None:
        for url in (reverse(LIST), reverse(READ, args=[sent.pk])):
            assert signed_in(anne).get(url).status_code == 302
        assert signed_in(anne).post(reverse("decline_proposal", args=[sent.pk])).status_code == 302
        sent.refresh_from_db()
        assert sent.state == "submitted"

    def test_the_page_says_where_it_comes_from_and_whom_to_write_to(
        self, sent: Proposal, reviewer: User, editor: User, signed_in: Callable[[User], Client]
    ) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[sent.page_id])
        shown = signed_in(editor).get(url).content.decode()
        assert "vient d’une proposition" in shown
        assert AUTHOR in shown
        assert "Organisation absente de l’annuaire : Les Amis du Luth" in shown
        sent.refresh_from_db()
        assert sent.state == "submitted", "an editor is no reviewer"
        signed_in(reviewer).get(url)
        sent.refresh_from_db()
        assert sent.state == "in_review"

    def test_a_reviewer_declines_with_a_word(
        self, sent: Proposal, reviewer: User, editor: User, signed_in: Callable[[User], Client]
    ) -> None:
        mail.outbox.clear()
        url = reverse("decline_proposal", args=[sent.pk])
        signed_in(editor).post(url, {"comment": "Non."})
        sent.refresh_from_db()
        assert sent.state == "submitted", "an editor does not decline"
        assert signed_in(reviewer).get(url).status_code == 405
        signed_in(reviewer).post(url, {"comment": "Déjà\x00 racontée."})
        sent.refresh_from_db()
        assert (sent.state, sent.comment) == ("declined", "Déjà racontée.")
        assert "Déjà racontée." in letters_to(AUTHOR)[0].body


# -- forgetting -------------------------------------------------------------------------------------------------------
def days_ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def test_old_drafts_are_erased_after_a_letter(draft: Proposal) -> None:
    Proposal.objects.update(modified_at=days_ago(151), email=AUTHOR)
    assert (retention.warn_of_old_drafts(), retention.forget_old_drafts()) == (1, 0)
    assert "sera effacé" in letters_to(AUTHOR)[0].subject
    assert retention.warn_of_old_drafts() == 0
    Proposal.objects.update(modified_at=days_ago(181))
    assert retention.forget_old_drafts() == 0, "the letter has only just left"
    Proposal.objects.update(warned_at=days_ago(30))
    assert retention.forget_old_drafts() == 1
    assert not Proposal.objects.exists()


def test_a_draft_with_no_address_is_erased_in_its_time(draft: Proposal) -> None:
    Proposal.objects.update(modified_at=days_ago(179))
    assert (retention.warn_of_old_drafts(), retention.forget_old_drafts()) == (0, 0)
    Proposal.objects.update(modified_at=days_ago(181))
    call_command("forget_proposals", verbosity=0)
    assert not Proposal.objects.exists()
    assert mail.outbox == []


def test_going_on_with_a_draft_keeps_it(client: Client, draft: Proposal) -> None:
    Proposal.objects.update(modified_at=days_ago(200), warned_at=days_ago(40), email=AUTHOR)
    client.post(f"/proposer/{draft.secret}/ce-que-vous-en-retenez/", {"conditions": "Un local."}, follow=True)
    url = f"/proposer/{draft.secret}/ce-que-vous-en-retenez/"
    opened_on = BeautifulSoup(client.get(url).content, "html.parser").find(attrs={"name": "opened_on"})["value"]
    client.post(url, {"conditions": "Un local.", "opened_on": opened_on})
    assert retention.forget_old_drafts() == 0
    assert Proposal.objects.get().warned_at is None


def test_who_proposed_is_forgotten_a_year_after_publication_and_the_page_stays(sent: Proposal, reviewer: User) -> None:
    approve(ExperiencePage.objects.get(), reviewer)
    assert retention.forget_people() == 0
    Proposal.objects.update(closed_at=days_ago(366))
    assert retention.forget_people() == 1
    kept = Proposal.objects.get()
    assert (kept.name, kept.email, kept.data, kept.sent, kept.owner) == ("", "", {}, {}, None)
    assert kept.page.live
    assert retention.forget_people() == 0


def test_changes_that_nobody_makes_do_not_keep_a_name_for_ever(sent: Proposal, reviewer: User) -> None:
    ask_for_changes(ExperiencePage.objects.get(), reviewer, "Qui a payé ?")
    Proposal.objects.update(modified_at=days_ago(366))
    call_command("forget_proposals", verbosity=0)
    kept = Proposal.objects.get()
    assert (kept.state, kept.name, kept.data) == ("declined", "", {})
    assert ExperiencePage.objects.exists()
