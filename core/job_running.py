"""Runs the jobs that are due, each in one process at a time.

A job that is run is claimed by an UPDATE that only one process can win, for a short while that is renewed as long as
the job runs: a killed process loses its jobs within ``CLAIM``, and they are run again. A job that fails is told in the
log, without what it was about, and tried again at its next time, or within ``FAILED``: what is done once a month must
not wait a month.
"""

from __future__ import annotations

import datetime
import logging
import traceback
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connections
from django.db.models import Q
from django.utils import timezone

from . import leases
from .models import JobRun
from .schedule import Job, jobs

CLAIM = datetime.timedelta(minutes=3)
FAILED = datetime.timedelta(hours=1)
AT_ONCE = 2  # a long one does not keep those of each minute waiting

logger = logging.getLogger(__name__)


class Runner:
    """One process that runs jobs: ``tick`` now and then, ``stop`` at the end."""

    def __init__(self, threads: int = AT_ONCE) -> None:
        """``threads``: 0 runs each job in the caller's own, before ``tick`` returns."""
        self.holder = leases.new_holder()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job") if threads else None
        self._running: dict[str, Future[None]] = {}

    def tick(self) -> list[str]:
        """Starts what is due; the names of what it has started."""
        self._keep_claims()
        started = [job for job in due_jobs() if job.name not in self._running and claim(job, self.holder)]
        for job in started:
            if self._pool is None:
                run_job(job, self.holder)
            else:
                self._running[job.name] = self._pool.submit(_run_in_thread, job, self.holder)
        return [job.name for job in started]

    def stop(self) -> None:
        """Starts nothing more; what runs goes on to its end."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _keep_claims(self) -> None:
        self._running = {name: future for name, future in self._running.items() if not future.done()}
        for name in self._running:
            leases.renew(name, self.holder, CLAIM)


def due_jobs() -> list[Job]:
    """Those whose time has come and that nobody is at, the longest due first. A job seen for the first time gets its
    row."""
    now = timezone.now()
    known = set(JobRun.objects.filter(due_at__isnull=False).values_list("name", flat=True))
    for job in jobs().values():
        if job.name not in known:
            run, _ = JobRun.objects.get_or_create(name=job.name)
            JobRun.objects.filter(pk=run.pk, due_at=None).update(due_at=job.first_time(now))
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    due = JobRun.objects.filter(free, due_at__lte=now, name__in=jobs()).order_by("due_at", "name")
    return [jobs()[name] for name in due.values_list("name", flat=True)]


def claim(job: Job, holder: str) -> bool:
    """Whether this process is the one that runs it."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    mine = JobRun.objects.filter(free, name=job.name, due_at__lte=now)
    return bool(mine.update(claimed_by=holder, claimed_until=now + CLAIM, started_at=now))


def run_job(job: Job, holder: str) -> None:
    """Runs it and notes how it went; nothing that goes wrong in it leaves here."""
    try:
        job.run()
    except Exception as error:  # whatever a job does wrong is its own, and must not end the others
        where = told(error)
        logger.error("The job %s failed: %s.", job.name, where)
        now = timezone.now()
        _close(job, holder, min(job.next_time(now), now + FAILED), failed_at=now, error=where)
    else:
        now = timezone.now()
        _close(job, holder, job.next_time(now), finished_at=now, error="")


def told(error: BaseException) -> str:
    """What went wrong and where, never with what it was about: an address might stand in it."""
    frames = traceback.extract_tb(error.__traceback__)
    last = f" ({frames[-1].name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{last}"[:300]


def _run_in_thread(job: Job, holder: str) -> None:
    try:
        run_job(job, holder)
    except Exception as error:  # the database itself, gone: the claim lapses and the job is run again
        logger.error("How the job %s went could not be noted: %s.", job.name, told(error))
    finally:
        connections.close_all()


def _close(job: Job, holder: str, due_at: datetime.datetime, **values: object) -> None:
    JobRun.objects.filter(name=job.name, claimed_by=holder).update(
        claimed_by="", claimed_until=None, due_at=due_at, **values
    )
