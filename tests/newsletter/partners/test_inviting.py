"""Invitations, as editors give, send and take them back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import Organisation, User
from newsletter.models import Invitation
from newsletter.partners import inviting
from tests.factories import InvitationFactory, ItemFactory, OrganisationFactory, UserFactory, in_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtails_templates")]


@pytest.fixture
def browser(editor: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(editor)


def filled(organisation: Organisation, **changes: object) -> dict[str, object]:
    until = timezone.localtime(in_days(90)).strftime("%Y-%m-%d %H:%M")
    told = {"name": "Awa", "email": "awa@example.org", "word": "À bientôt au réseau.", "expires_at": until}
    return {"organisation": organisation.pk} | told | changes


def test_an_editor_invites_and_the_letter_leads_to_the_space(browser: Client, editor: User) -> None:
    organisation = OrganisationFactory(name="Régie des Tilleuls")
    response = browser.post(reverse("invitations:add"), filled(organisation))
    invitation = Invitation.objects.get()
    assert response["Location"] == reverse("invitations:inspect", args=[invitation.pk])
    assert (invitation.created_by, invitation.sent_at is not None) == (editor, True)
    letter = mail.outbox[0]
    assert letter.to == ["awa@example.org"]
    assert "À bientôt au réseau." in letter.body


def test_inviting_says_where_the_letter_went_or_that_the_link_is_to_be_copied(browser: Client) -> None:
    for address, said in (("awa@example.org", "L’invitation est partie à awa@example.org"), ("", "copiez-le")):
        told = filled(OrganisationFactory(name="Actis" + address), email=address)
        page = browser.post(reverse("invitations:add"), told, follow=True).content.decode()
        assert said in page
        assert "Invitation pour Actis" in page
        assert "Valable" in page


def test_the_letter_leads_where_one_proposes(invitation: Invitation, client: Client) -> None:
    inviting.send(invitation)
    path = mail.outbox[0].body.split("/invitation/")[1].split()[0]
    assert "Proposer une brève" in client.get(f"/invitation/{path}").content.decode()


def test_the_end_is_proposed_and_one_already_past_refused(browser: Client) -> None:
    page = BeautifulSoup(browser.get(reverse("invitations:add")).content, "html.parser")
    assert page.find("input", {"name": "expires_at"})["value"][:4] in str(timezone.now().year + 1)
    response = browser.post(reverse("invitations:add"), filled(OrganisationFactory(), expires_at="2020-01-01 10:00"))
    assert "moment à venir" in response.content.decode()
    assert not Invitation.objects.exists()


def test_the_secret_is_shown_on_its_own_page_and_never_in_the_list(browser: Client) -> None:
    invitation = InvitationFactory()
    assert invitation.secret not in browser.get(reverse("invitations:index")).content.decode()
    assert invitation.secret not in browser.get(reverse("invitations:edit", args=[invitation.pk])).content.decode()
    assert invitation.secret in browser.get(reverse("invitations:inspect", args=[invitation.pk])).content.decode()


def test_the_list_says_whether_each_was_used_and_asks_as_little_for_many(
    browser: Client, django_assert_max_num_queries
) -> None:
    for how in ({}, {"expired": True}, {"revoked": True}):
        invitation = InvitationFactory(**how)
        ItemFactory.create_batch(2, invitation=invitation, organisation=invitation.organisation)
    page = browser.get(reverse("invitations:index")).content.decode()
    assert all(word in page for word in ("Valable", "Expirée", "Révoquée"))
    InvitationFactory.create_batch(20)
    with django_assert_max_num_queries(20):
        browser.get(reverse("invitations:index"))


def test_a_revoked_link_is_closed_and_a_new_one_leads_to_the_same_brèves(browser: Client) -> None:
    invitation = InvitationFactory()
    item = ItemFactory(invitation=invitation, organisation=invitation.organisation)
    former = invitation.secret
    browser.post(reverse("revoke_invitation", args=[invitation.pk]))
    assert Client().get(f"/invitation/{former}/").status_code == 410
    browser.post(reverse("send_invitation", args=[invitation.pk]))
    invitation.refresh_from_db()
    assert Client().get(f"/invitation/{former}/").status_code == 404
    assert Client().get(f"/invitation/{invitation.secret}/{item.pk}/").status_code == 200


def test_sending_again_what_had_expired_opens_the_same_link(browser: Client) -> None:
    invitation = InvitationFactory(expired=True)
    browser.post(reverse("send_invitation", args=[invitation.pk]))
    assert Client().get(f"/invitation/{invitation.secret}/").status_code == 200


def test_a_link_taken_back_while_it_is_sent_again_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    invitation = InvitationFactory(revoked=True)
    seen = []

    def send(opened: Invitation) -> bool:
        stored = Invitation.objects.get(pk=opened.pk)
        seen.append(stored.link_is_open and stored.digest == opened.digest)
        inviting.revoke(stored)
        return True

    monkeypatch.setattr(inviting, "send_invitation", send)
    inviting.send(invitation)
    stored = Invitation.objects.get()
    assert seen == [True], "the link that is sent leads somewhere, even if the process is killed"
    assert stored.revoked_at is not None
    assert stored.sent_at is not None


def test_an_organisation_that_has_proposed_by_a_link_keeps_it(browser: Client) -> None:
    invitation = InvitationFactory()
    ItemFactory(invitation=invitation, organisation=invitation.organisation)
    url = reverse("invitations:edit", args=[invitation.pk])
    opened_on = BeautifulSoup(browser.get(url).content, "html.parser").find("input", {"name": "opened_on"})["value"]
    response = browser.post(url, filled(OrganisationFactory(), opened_on=opened_on))
    assert "une autre invitation" in response.content.decode()


@pytest.mark.parametrize("view", ["send_invitation", "revoke_invitation", "invitations:inspect", "invitations:edit"])
@pytest.mark.parametrize("who", ["visitor", "partner", "in_the_admin"])
def test_nobody_else_touches_them(view: str, who: str, signed_in: Callable[[User | None], Client]) -> None:
    invitation = InvitationFactory()
    account = {"visitor": None, "partner": UserFactory(partner=True), "in_the_admin": _without_the_right()}[who]
    for answer in (
        signed_in(account).get(reverse(view, args=[invitation.pk])),
        signed_in(account).post(reverse(view, args=[invitation.pk])),
    ):
        assert answer.status_code in (302, 403, 405)
        assert invitation.secret not in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
    assert mail.outbox == []


def _without_the_right() -> User:
    from django.contrib.auth.models import Permission

    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def test_a_letter_that_does_not_leave_is_said(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    response = browser.post(reverse("invitations:add"), filled(OrganisationFactory()), follow=True)
    assert "n’est pas parti" in response.content.decode()
    assert Invitation.objects.get().sent_at is None
