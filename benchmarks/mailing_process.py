"""A worker or a scheduler of the benchmark of mailings, with short delays and plain letters; one is killed again and
again, by the process that ``benchmarks/mailing.py`` is."""

from __future__ import annotations

import datetime
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from core import job_running, schedule  # noqa: E402
from newsletter.mailing import handing, issues, kinds, outbox, pace, rules, tasks  # noqa: E402
from newsletter.models import Mailing  # noqa: E402

SHORT = {
    "LEASE": datetime.timedelta(seconds=1.5),
    "CLAIM": datetime.timedelta(seconds=1),
    "DOUBT": datetime.timedelta(seconds=0.5),
    "RETRIES": (datetime.timedelta(seconds=0.5),) * 5,
    "SLICE": datetime.timedelta(seconds=4),
}
WORDS = "Une lettre comme une autre, avec ses brèves et ses rencontres. " * 100


@dataclass(frozen=True, slots=True)
class Plain:
    subject: str
    html: str
    text: str


def prepare(port: int, per_minute: int) -> None:
    """Short delays everywhere; a server on ``port``; letters that other parts of the newsletter need not make."""
    for module in (rules, handing, outbox, tasks):
        for name, value in SHORT.items():
            if hasattr(module, name):
                setattr(module, name, value)
    job_running.CLAIM = datetime.timedelta(seconds=2)
    pace.Pace.as_set = classmethod(lambda cls: cls(per_minute))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 10
    kinds.register_kind(
        Mailing.Kind.ISSUE,
        kinds.Sort(
            lambda mailing: {"subject": "La lettre"},
            issues.recipients_of,
            lambda one: Plain("La lettre", f"<p>{WORDS}</p>", WORDS),
        ),
    )


def work(port: int, per_minute: int) -> None:
    prepare(port, per_minute)
    call_command("db_worker", "--backend", tasks.BACKGROUND, "--interval", "0.1", "--no-startup-delay", verbosity=0)


def keep_time(port: int, per_minute: int) -> None:
    """The schedule, with nothing on it but sending, looked at all the time."""
    prepare(port, per_minute)
    schedule._jobs.clear()
    schedule.register_job("send_letters", run=tasks.wake, every=datetime.timedelta(seconds=0.2))
    runner = job_running.Runner(threads=0)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    while not stopping.is_set():
        runner.tick()
        time.sleep(0.1)
