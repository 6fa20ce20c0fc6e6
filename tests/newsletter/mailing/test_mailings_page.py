"""Editors see a mailing go on; those who send may suspend it, resume it, cancel it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import User
from newsletter.mailing import handing, problems, queue
from newsletter.mailing.outbox import send_some
from newsletter.mailing.progress import minutes_left, progress_of, rate_of
from newsletter.models import Bounce, Mailing, OutboxLetter

from .conftest import letter_to, make_readers, set_pace
from .server import PostOffice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtails_templates")]
State = OutboxLetter.State


@pytest.fixture
def begun(mailing: Mailing) -> Mailing:
    make_readers(4)
    queue.begin(mailing)
    return mailing


def test_its_figures_add_up(begun: Mailing) -> None:
    states = (State.SENT, State.REFUSED, State.GIVEN_UP, State.WAITING)
    for letter, state in zip(begun.letters.all(), states, strict=True):
        OutboxLetter.objects.filter(pk=letter.pk).update(state=state, attempts=1, doubtful=state == State.SENT)
    sent = begun.letters.get(state=State.SENT)
    for source, kind in (("a", Bounce.Kind.SOFT), ("b", Bounce.Kind.SOFT), ("c", Bounce.Kind.COMPLAINT)):
        Bounce.objects.create(letter=sent, kind=kind, source=source)
    progress = progress_of(begun)
    assert (progress.total, progress.settled, progress.percent) == (4, 3, 75)
    assert (progress.sent, progress.waiting, progress.retried, progress.in_doubt) == (1, 1, 1, 1)
    assert (progress.bounced, progress.complaints) == (1, 1)


def test_the_time_left_keeps_to_the_rate(begun: Mailing) -> None:
    set_pace(60)
    assert minutes_left(90, 0) == 2
    assert minutes_left(90, 500) == 2
    assert minutes_left(90, 30) == 3
    assert minutes_left(0, 30) == 0


def test_the_rate_is_that_of_a_whole_minute(begun: Mailing) -> None:
    assert rate_of(begun) == 0
    begun.letters.update(state=State.SENT, handed_at=timezone.now() - datetime.timedelta(seconds=6))
    assert rate_of(begun) == 4
    begun.letters.update(handed_at=timezone.now() - datetime.timedelta(seconds=90))
    assert rate_of(begun) == 3


def test_the_page_and_its_figures(begun: Mailing, reviewer: User, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(reviewer)
    page = client.get(f"/admin/envois/{begun.pk}/").content.decode()
    assert "En cours" in page
    assert 'hx-trigger="every 3s"' in page
    assert "Suspendre" in page
    assert "Reprendre" not in page
    part = client.get(f"/admin/envois/{begun.pk}/?state=sending", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part
    Mailing.objects.update(state=Mailing.State.DONE, finished_at=timezone.now(), started_at=timezone.now())
    assert (
        client.get(f"/admin/envois/{begun.pk}/?state=sending", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    )
    assert "every 3s" not in client.get(f"/admin/envois/{begun.pk}/").content.decode()


def test_the_list_and_the_empty_list(reviewer: User, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(reviewer)
    assert "Rien n’a encore été envoyé" in client.get("/admin/envois/").content.decode()
    mailing = queue.plan(Mailing.Kind.ISSUE, "issue-7", planned_for=timezone.now())
    assert f"/admin/envois/{mailing.pk}/" in client.get("/admin/envois/").content.decode()


def test_what_keeps_letters_from_leaving_is_said(
    begun: Mailing, office: PostOffice, reviewer: User, signed_in: Callable[[User], Client]
) -> None:
    office.senders = "550 no"
    send_some()
    assert problems.current() in signed_in(reviewer).get(f"/admin/envois/{begun.pk}/").content.decode()


def test_suspending_resuming_and_cancelling(
    begun: Mailing, office: PostOffice, reviewer: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(reviewer)
    client.post(f"/admin/envois/{begun.pk}/suspendre/")
    begun.refresh_from_db()
    assert begun.state == Mailing.State.PAUSED
    assert "pas en cours" in client.post(f"/admin/envois/{begun.pk}/suspendre/", follow=True).content.decode()
    client.post(f"/admin/envois/{begun.pk}/reprendre/")
    begun.refresh_from_db()
    assert begun.state == Mailing.State.DONE  # the worker of the tests sends at once
    assert "ne s’annule plus" in client.post(f"/admin/envois/{begun.pk}/annuler/", follow=True).content.decode()


def test_a_cancelled_mailing_keeps_what_was_handed_over(begun: Mailing) -> None:
    handing.hand_over(letter_to("lectrice-0@exemple.test"), "worker")
    queue.cancel(begun)
    assert handing.settle(letter_to("lectrice-0@exemple.test"), "worker", State.SENT, "250")
    assert sorted(begun.letters.values_list("state", flat=True)) == sorted([State.SENT, *[State.SKIPPED] * 3])


@pytest.mark.parametrize("action", ["suspendre", "reprendre", "annuler", "autre"])
def test_editors_look_and_do_not_touch(
    begun: Mailing, editor: User, signed_in: Callable[[User], Client], action: str
) -> None:
    client = signed_in(editor)
    page = client.get(f"/admin/envois/{begun.pk}/")
    assert page.status_code == 200
    assert "Suspendre" not in page.content.decode()
    client.post(f"/admin/envois/{begun.pk}/{action}/")
    begun.refresh_from_db()
    assert begun.state == Mailing.State.SENDING


def test_partners_and_visitors_see_nothing(
    begun: Mailing, partner: User, signed_in: Callable[[User | None], Client]
) -> None:
    for who in (partner, None):
        for address in ("/admin/envois/", f"/admin/envois/{begun.pk}/"):
            response = signed_in(who).get(address)
            assert response.status_code in (302, 403)
            assert b"Abandonn" not in response.content


def test_no_address_of_a_reader_is_shown(begun: Mailing, superuser: User, signed_in: Callable[[User], Client]) -> None:
    assert "exemple.test" not in signed_in(superuser).get(f"/admin/envois/{begun.pk}/").content.decode()
