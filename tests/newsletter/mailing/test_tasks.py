"""Sending goes on from task to task, and is begun again where its worker was killed."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from core import leases
from core.jobs import forget_tasks
from core.schedule import jobs
from newsletter.mailing import queue, rules, tasks
from newsletter.mailing.jobs import KEPT, forget_letters
from newsletter.models import Mailing, OutboxLetter, Subscriber

from .conftest import make_readers

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(settings: Settings) -> None:
    """Tasks wait in the database, as in production."""
    settings.TASKS = settings.TASKS | {tasks.BACKGROUND: {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def due(mailing: Mailing) -> Mailing:
    make_readers(2)
    return mailing


def asked() -> int:
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()


@pytest.mark.usefixtures("queued")
class TestTheSchedule:
    def test_wakes_a_worker_for_what_is_due_once(self, due: Mailing) -> None:
        tasks.wake()
        tasks.wake()  # no worker runs, perhaps
        assert asked() == 1

    def test_leaves_alone_what_somebody_is_sending(self, due: Mailing) -> None:
        leases.take(rules.SENDER, "somebody", rules.LEASE)
        tasks.wake()
        assert asked() == 0

    def test_takes_up_what_a_killed_worker_left(self, due: Mailing) -> None:
        queue.begin(due)
        leases.take(rules.SENDER, "killed", -rules.LEASE)
        DBTaskResult.objects.all().delete()
        tasks.wake()
        assert asked() == 1

    def test_ends_what_was_killed_after_its_last_letter(self, due: Mailing) -> None:
        queue.begin(due)
        due.letters.update(state=OutboxLetter.State.SENT)
        tasks.wake()
        due.refresh_from_db()
        assert due.state == Mailing.State.DONE
        assert due.finished_at
        assert asked() == 0

    def test_has_nothing_to_do_before_the_hour(self, due: Mailing) -> None:
        queue.plan(due.kind, due.name, planned_for=timezone.now() + datetime.timedelta(hours=1))
        tasks.wake()
        assert asked() == 0

    def test_does_not_turn_in_circles_around_what_cannot_begin(
        self, due: Mailing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(mailing: Mailing) -> bool:
            raise ValueError

        monkeypatch.setattr(queue, "begin", fail)
        tasks.send_letters.call()
        assert asked() == 0


@pytest.mark.usefixtures("queued")
def test_a_task_asks_for_the_next_one_when_the_rate_makes_it_wait(
    due: Mailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = timezone.now() + datetime.timedelta(seconds=20)
    monkeypatch.setattr(tasks, "send_some", lambda: soon)
    tasks.send_letters.call()
    assert DBTaskResult.objects.get().run_after == soon


def test_every_job_of_the_portal_has_its_words() -> None:
    assert {"publish_scheduled", "remind_reviews", "send_letters", "check_search", "forget_tasks"} <= set(jobs())
    assert not [job.name for job in jobs().values() if job.label == job.name]


def test_old_tasks_are_forgotten(due: Mailing) -> None:
    old, now = timezone.now() - datetime.timedelta(days=8), timezone.now()
    common = {"args_kwargs": {}, "task_path": "x", "backend_name": "background", "run_after": now}
    for moments in ({"finished_at": old}, {"finished_at": now}, {"started_at": old}, {"started_at": now}, {}):
        DBTaskResult.objects.create(**common, **moments)
    assert forget_tasks() == 2
    assert DBTaskResult.objects.count() == 3


def test_nor_to_whom_what_was_cancelled_before_it_began_would_have_gone(due: Mailing) -> None:
    OutboxLetter.objects.create(mailing=due, subscriber=Subscriber.objects.first(), data={"alerts": ["un terrain"]})
    assert queue.cancel(due)
    assert forget_letters() == 0
    Mailing.objects.update(planned_for=timezone.now() - KEPT - datetime.timedelta(days=1))
    assert forget_letters() == 1
    assert OutboxLetter.objects.get().data == {}


def test_after_six_months_nobody_knows_who_received_it(due: Mailing) -> None:
    queue.begin(due)
    assert forget_letters() == 0
    Mailing.objects.update(finished_at=timezone.now() - KEPT - datetime.timedelta(days=1))
    assert forget_letters() == 2
    assert set(OutboxLetter.objects.values_list("subscriber", flat=True)) == {None}
