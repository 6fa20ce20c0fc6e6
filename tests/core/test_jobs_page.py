"""Administrators see what the portal does by itself, and whether it does."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from core import schedule
from core.job_hooks import lines
from core.models import JobRun
from core.schedule import register_job
from directory.models import User
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtails_templates")]


@pytest.fixture(autouse=True)
def _two_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_jobs", {})
    for name in ("bien", "mal"):
        register_job(name, run=lambda: None, at="03:10", label=f"Ce qui va {name}")


def test_it_shows_what_failed_first(superuser: User, signed_in: Callable[[User], Client]) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    JobRun.objects.create(name="bien", due_at=soon, finished_at=timezone.now())
    JobRun.objects.create(name="mal", due_at=soon, failed_at=timezone.now(), error="ValueError (run, line 3)")
    page = signed_in(superuser).get("/admin/travaux-programmes/").content.decode()
    assert page.index("Ce qui va mal") < page.index("Ce qui va bien")
    assert "ValueError" in page
    assert "make schedule" not in page


def test_it_says_when_nobody_runs_the_schedule(superuser: User, signed_in: Callable[[User], Client]) -> None:
    JobRun.objects.create(name="bien", due_at=timezone.now() - datetime.timedelta(hours=1))
    assert "make schedule" in signed_in(superuser).get("/admin/travaux-programmes/").content.decode()
    JobRun.objects.update(due_at=timezone.now())
    assert {line.is_late for line in lines()} == {True, False}


def test_it_is_for_administrators(editor: User, signed_in: Callable[[User], Client]) -> None:
    assert signed_in(editor).get("/admin/travaux-programmes/").status_code in (302, 403)
    browser = signed_in(UserFactory(role="Administrateur"))
    assert "Ce qui va mal" in browser.get("/admin/travaux-programmes/").content.decode()
    assert "/admin/travaux-programmes/" in browser.get("/admin/").content.decode()
