"""What is erased of partners, and when."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.schedule import jobs
from newsletter.models import Invitation, Item
from newsletter.partners.forgetting import forget_drafts
from tests.factories import InvitationFactory, ItemFactory, in_days

pytestmark = pytest.mark.django_db


def test_a_draft_left_for_six_months_is_erased_with_its_image(
    django_capture_on_commit_callbacks: object,
) -> None:
    old = ItemFactory(with_image=True, modified_at=in_days(-184))
    recent = ItemFactory(modified_at=in_days(-182))
    storage, file = old.image_file.storage, old.image_file.name
    with django_capture_on_commit_callbacks(execute=True):
        call_command("forget_partners")
    assert list(Item.objects.all()) == [recent]
    assert not storage.exists(file)


@pytest.mark.parametrize("state", [state for state in Item.State if state != Item.State.DRAFT])
def test_what_was_sent_to_the_team_is_no_draft(state: str) -> None:
    ItemFactory(state=state, modified_at=in_days(-900))
    assert forget_drafts() == 0
    assert Item.objects.count() == 1


def test_nobody_is_known_by_an_invitation_that_ended_a_year_ago_and_its_brèves_stay() -> None:
    told = {"email": "awa@example.org", "name": "Awa", "word": "Bonjour Awa"}
    ended = InvitationFactory(**told, expires_at=in_days(-366))
    revoked = InvitationFactory(**told, revoked_at=in_days(-366))
    items = [ItemFactory(published=True, invitation=one, organisation=one.organisation) for one in (ended, revoked)]
    kept = [
        InvitationFactory(**told, expires_at=in_days(-364)),
        InvitationFactory(**told, revoked_at=in_days(-364)),
        InvitationFactory(**told),
    ]
    InvitationFactory(**told, expires_at=in_days(-366))  # nothing came by it
    call_command("forget_partners")
    assert {one.email for one in Invitation.objects.filter(pk__in=[one.pk for one in kept])} == {"awa@example.org"}
    forgotten = Invitation.objects.exclude(pk__in=[one.pk for one in kept])
    assert list(forgotten.order_by("pk").values_list("pk", "email", "name", "word")) == [
        (one.pk, "", "", "") for one in (ended, revoked)
    ]
    assert set(Item.objects.values_list("pk", "invitation")) == {(one.pk, one.invitation_id) for one in items}


def test_an_invitation_that_was_sent_anew_is_not_over() -> None:
    again = InvitationFactory(expires_at=in_days(-366))
    Invitation.objects.filter(pk=again.pk).update(expires_at=timezone.now() + datetime.timedelta(days=30))
    call_command("forget_partners")
    assert Invitation.objects.get().pk == again.pk


def test_it_is_done_each_night() -> None:
    assert "forget_partners" in jobs()
