"""What every portal does by itself, whatever its content."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .schedule import register_job

TASKS_KEPT = datetime.timedelta(days=7)


def register() -> None:
    register_job(
        "publish_scheduled",
        run=command("publish_scheduled"),
        every=datetime.timedelta(minutes=5),
        label="Publier et retirer les pages à l’heure prévue",
    )
    register_job("remind_reviews", run=command("remind_reviews"), at="07:30", label="Rappeler les pages à relire")
    register_job("forget_tasks", run=forget_tasks, at="04:20", label="Oublier les tâches de fond terminées")


def command(name: str, *arguments: str) -> Callable[[], None]:
    """A job that runs a command of manage.py, silently."""

    def run() -> None:
        call_command(name, *arguments, verbosity=0)

    return run


def forget_tasks() -> int:
    """Those that ended a week ago, and those of workers that died: what they did not finish has been taken up since."""
    before = timezone.now() - TASKS_KEPT
    ended = DBTaskResult.objects.filter(finished_at__lt=before)
    lost = DBTaskResult.objects.filter(finished_at=None, started_at__lt=before)
    return sum(tasks.delete()[0] for tasks in (ended, lost))
