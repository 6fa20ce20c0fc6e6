"""Sending in the background: a task sends for a while, then asks for the next one, so that other tasks pass."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django_tasks import TaskResultStatus, task, task_backends
from django_tasks_db.models import DBTaskResult

from core import leases
from core.tasks import BACKGROUND

from .handing import close_the_done, next_time
from .outbox import send_some
from .queue import due
from .rules import MINUTE, SENDER


@task(backend=BACKGROUND)
def send_letters() -> None:
    """Killed at any instant, it is missed by ``wake``, which the schedule calls each minute."""
    at = send_some()
    if at is not None and at < timezone.now() + MINUTE:
        _ask_for(at)


def wake() -> None:
    """Asks for the sending of what waits, where nobody is at it."""
    close_the_done()
    at = next_time()
    waits = bool(due()) or (at is not None and at <= timezone.now())
    if waits and not leases.is_taken(SENDER) and not _is_asked_for():
        send_letters.enqueue()


def _ask_for(at: datetime.datetime) -> None:
    """The next task; a backend that cannot wait (that of the tests) leaves it to the schedule."""
    if task_backends[BACKGROUND].supports_defer:
        send_letters.using(run_after=at).enqueue()


def _is_asked_for() -> bool:
    """No worker runs, perhaps: one task in the queue is enough for when it does."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return ready.filter(task_path=send_letters.module_path).exists()
