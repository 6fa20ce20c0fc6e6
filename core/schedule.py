"""What the portal does by itself: jobs, each at its hour.

An app registers its jobs in ``ready()``; ``manage.py schedule`` runs them (``core.job_running``). When each last ran is
kept in the database, so a machine that was off at the hour does it on its return, once.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils import timezone

_DAYS_AHEAD = 32  # any day of any month comes within


@dataclass(frozen=True, slots=True)
class Job:
    """``every``: how long between two times. Otherwise ``at``, in the time of the site: each day, or only on that
    ``weekday`` (0 is Monday) or that ``day`` of the month (the last one, where a month is shorter)."""

    name: str
    run: Callable[[], object]
    label: str
    every: datetime.timedelta | None = None
    at: datetime.time | None = None
    weekday: int | None = None
    day: int | None = None

    def next_time(self, after: datetime.datetime) -> datetime.datetime:
        if self.every is not None:
            return after + self.every
        local = timezone.localtime(after)
        for days in range(_DAYS_AHEAD + 1):
            date = local.date() + datetime.timedelta(days=days)
            moment = datetime.datetime.combine(date, self.at or datetime.time(), tzinfo=local.tzinfo)
            if moment > local and self._is_on(date):
                return moment
        raise ValueError(f"{self.name} never comes")

    def first_time(self, now: datetime.datetime) -> datetime.datetime:
        """A new site has nothing that waits for the night: what has an hour begins at that hour."""
        return now if self.every is not None else self.next_time(now)

    def _is_on(self, date: datetime.date) -> bool:
        if self.day is not None:
            return date.day == min(self.day, calendar.monthrange(date.year, date.month)[1])
        return self.weekday in (None, date.weekday())


_jobs: dict[str, Job] = {}


def register_job(
    name: str,
    *,
    run: Callable[[], object],
    every: datetime.timedelta | None = None,
    at: str = "",
    weekday: int | None = None,
    day: int | None = None,
    label: str = "",
) -> None:
    """``at``: "03:10". ``label``: what it does, in words for administrators. A job may be run twice, or late: what it
    does must bear it."""
    if (every is None) == (not at):
        raise ValueError(f"{name}: either every or at")
    if weekday is not None and day is not None:
        raise ValueError(f"{name}: either a day of the week or a day of the month")
    hour = datetime.time.fromisoformat(at) if at else None
    _jobs[name] = Job(name, run, label or name, every, hour, weekday, day)


def jobs() -> Mapping[str, Job]:
    return MappingProxyType(_jobs)
