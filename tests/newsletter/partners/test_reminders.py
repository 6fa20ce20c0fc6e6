"""Reminders before a letter closes: to whom, when, once."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from wagtail.models import Site

from directory.models import User
from newsletter.models import Invitation, NewsletterSettings, SaidOnce
from newsletter.partners.reminders import remind_partners
from tests.factories import InvitationFactory, ItemFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(partner: User) -> User:
    partner.groups.add(Group.objects.get(name="Partenaire"))
    return partner


@pytest.fixture
def sent_invitation() -> Invitation:
    return InvitationFactory(sent_at=timezone.now())


def remind_days(days: int) -> None:
    settings = NewsletterSettings.for_site(Site.objects.get())
    settings.remind_days = days
    settings.save()


def test_accounts_and_invitations_are_told_once(
    partner: User, sent_invitation: Invitation, letter_to_come: Callable[..., object]
) -> None:
    letter_to_come(days=7, number=13)
    assert [remind_partners(), remind_partners()] == [2, 0]
    by_address = {letter.to[0]: letter for letter in mail.outbox}
    assert "/partenaires/" in by_address[partner.email].body
    assert sent_invitation.secret in by_address[sent_invitation.email].body
    assert all("Lettre n° 13" in letter.body and "Titre secret" not in letter.body for letter in mail.outbox)


@pytest.mark.parametrize(("days_left", "told"), [(8, 0), (7, 1), (0, 1), (-1, 0)])
def test_not_too_soon_nor_too_late(days_left: int, told: int, partner: User, letter_to_come) -> None:
    letter_to_come(days=days_left)
    assert remind_partners() == told


def test_a_day_put_off_does_not_remind_again_and_the_next_letter_does(partner: User, letter_to_come) -> None:
    first = letter_to_come(days=3, number=13)
    assert remind_partners() == 1
    first.items_until = timezone.localdate() + datetime.timedelta(days=6)
    first.save_revision()
    assert remind_partners() == 0
    letter_to_come(days=1, number=14)
    assert remind_partners() == 1


def test_no_reminder_where_the_settings_say_so(partner: User, letter_to_come) -> None:
    letter_to_come(days=3)
    remind_days(0)
    assert remind_partners() == 0


def test_those_who_cannot_propose_are_told_nothing(letter_to_come) -> None:
    letter_to_come(days=3)
    group = Group.objects.get(name="Partenaire")
    for account in (UserFactory(partner=True, is_active=False), UserFactory(), UserFactory(partner=True, email="")):
        account.groups.add(group)
    UserFactory(partner=True)  # in no group
    now = timezone.now()
    for how in ({"expired": True}, {"revoked": True}, {"email": ""}):
        InvitationFactory(sent_at=now, **how)
    InvitationFactory()  # not sent yet
    assert remind_partners() == 0


def test_one_address_is_told_once(partner: User, letter_to_come) -> None:
    letter_to_come(days=3)
    for _ in range(2):
        InvitationFactory(sent_at=timezone.now(), email=partner.email.upper())
    assert remind_partners() == 1


def test_what_did_not_leave_is_tried_again(partner: User, letter_to_come, monkeypatch: pytest.MonkeyPatch) -> None:
    letter_to_come(days=3)
    with monkeypatch.context() as patch:
        patch.setattr("newsletter.partners.reminders.send_letter", lambda *_: False)
        assert remind_partners() == 0
    assert not SaidOnce.objects.exists()
    assert remind_partners() == 1


def test_unfinished_brèves_are_recalled(partner: User, letter_to_come) -> None:
    letter_to_come(days=3)
    ItemFactory.create_batch(2, organisation=partner.organisation)
    remind_partners()
    assert "2 de vos brèves sont commencées" in mail.outbox[0].body
