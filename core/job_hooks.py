"""« Travaux programmés », under the reports of the admin: what the portal does by itself, and whether it does."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import hooks

from .menus import PermittedMenuItem
from .models import JobRun
from .schedule import Job, jobs

PERMISSION = "core.view_jobrun"
# Every job is looked at far more often: past that, nobody is looking.
LATE = datetime.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    run: JobRun | None
    is_late: bool
    is_running: bool


def lines() -> list[Line]:
    """Those that fail first, then by name."""
    now = timezone.now()
    known = {run.name: run for run in JobRun.objects.filter(name__in=jobs())}
    found = [_line(job, known.get(job.name), now) for job in jobs().values()]
    return sorted(found, key=lambda line: (not (line.run and line.run.error), line.label.casefold()))


def _line(job: Job, run: JobRun | None, now: datetime.datetime) -> Line:
    running = bool(run and run.claimed_until and run.claimed_until > now)
    late = not running and (run is None or run.due_at is None or run.due_at < now - LATE)
    return Line(job.label, run, late, running)


@require_safe
def scheduled_jobs(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    shown = lines()
    context = {"lines": shown, "nobody_looks": all(line.is_late for line in shown)}
    return render(request, "core/admin/scheduled_jobs.html", context)


@hooks.register("register_admin_urls")
def job_urls() -> list[URLPattern]:
    return [path("travaux-programmes/", scheduled_jobs, name="scheduled_jobs")]


@hooks.register("register_reports_menu_item")
def jobs_menu_item() -> PermittedMenuItem:
    return PermittedMenuItem(
        "Travaux programmés", reverse("scheduled_jobs"), PERMISSION, name="scheduled-jobs", icon_name="time", order=900
    )
