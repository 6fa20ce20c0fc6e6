"""Jobs run at their hour, once, whoever else looks; one that fails or is killed is run again."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core import leases, schedule
from core.job_running import CLAIM, FAILED, Runner, claim, due_jobs
from core.models import JobRun
from core.schedule import Job, register_job

PARIS = ZoneInfo("Europe/Paris")
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, Job]:
    """Only the jobs of the test."""
    jobs: dict[str, Job] = {}
    monkeypatch.setattr(schedule, "_jobs", jobs)
    return jobs


@pytest.fixture
def counted() -> tuple[list[str], Callable[[], None]]:
    runs: list[str] = []
    return runs, lambda: runs.append("run")


def paris(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("job", "after", "following"),
    [
        ({"at": "03:10"}, "2026-11-22T03:09", "2026-11-22T03:10"),
        ({"at": "03:10"}, "2026-11-22T03:10", "2026-11-23T03:10"),
        ({"at": "08:00", "weekday": 0}, "2026-11-22T12:00", "2026-11-23T08:00"),
        ({"at": "08:00", "weekday": 0}, "2026-11-23T08:00", "2026-11-30T08:00"),
        ({"at": "06:00", "day": 1}, "2026-11-22T12:00", "2026-12-01T06:00"),
        ({"at": "06:00", "day": 31}, "2026-02-01T12:00", "2026-02-28T06:00"),
        ({"every": 5 * MINUTE}, "2026-11-22T12:00", "2026-11-22T12:05"),
        ({"at": "03:10"}, "2026-03-28T12:00", "2026-03-29T03:10"),  # the night that has no two o'clock
    ],
)
def test_the_next_time_of_a_job(registry: dict[str, Job], job: dict[str, object], after: str, following: str) -> None:
    register_job("job", run=lambda: None, **job)
    assert registry["job"].next_time(paris(after)) == paris(following)


@given(
    st.integers(0, 3_000).map(lambda days: paris("2024-01-01T11:30") + datetime.timedelta(days=days)),
    st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    st.integers(1, 31),
)
def test_a_day_of_the_month_comes_back_every_month(moment: datetime.datetime, hour: datetime.time, day: int) -> None:
    job = Job("job", lambda: None, "", at=hour, day=day)
    following = job.next_time(moment)
    assert moment < following <= moment + datetime.timedelta(days=32)


@pytest.mark.parametrize("times", [{}, {"every": MINUTE, "at": "03:10"}, {"at": "03:10", "weekday": 1, "day": 1}])
def test_a_job_says_when_it_runs_in_one_way(times: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="either"):
        register_job("job", run=lambda: None, **times)


@pytest.mark.django_db
def test_a_new_site_does_not_do_at_once_what_waits_for_the_night(counted: tuple[list[str], Callable]) -> None:
    _, run = counted
    register_job("nightly", run=run, at="03:10")
    register_job("often", run=run, every=MINUTE)
    assert Runner(threads=0).tick() == ["often"]
    assert JobRun.objects.get(name="nightly").due_at > timezone.now()


@pytest.mark.django_db
def test_a_job_is_run_once_each_time(counted: tuple[list[str], Callable]) -> None:
    runs, run = counted
    register_job("often", run=run, every=MINUTE)
    assert Runner(threads=0).tick() == ["often"]
    assert Runner(threads=0).tick() == []
    JobRun.objects.update(due_at=timezone.now())
    call_command("schedule", once=True, verbosity=0)
    assert runs == ["run", "run"]


@pytest.mark.django_db
def test_two_schedulers_never_run_the_same_job(counted: tuple[list[str], Callable]) -> None:
    _, run = counted
    register_job("often", run=run, every=MINUTE)
    (job,) = due_jobs()
    assert claim(job, "one")
    assert not claim(job, "the other")
    assert due_jobs() == []


@pytest.mark.django_db
def test_a_job_whose_process_was_killed_is_run_again(counted: tuple[list[str], Callable]) -> None:
    runs, run = counted
    register_job("often", run=run, every=MINUTE)
    (job,) = due_jobs()
    claim(job, "killed")
    JobRun.objects.update(claimed_until=timezone.now() - CLAIM)
    assert Runner(threads=0).tick() == ["often"]
    assert runs == ["run"]


@pytest.mark.django_db
def test_a_job_that_fails_is_told_without_what_it_was_about_and_tried_at_its_next_time(
    caplog: pytest.LogCaptureFixture, counted: tuple[list[str], Callable]
) -> None:
    runs, run = counted

    def fail() -> None:
        raise ValueError("jeanne@example.org")

    register_job("bad", run=fail, every=MINUTE)
    register_job("good", run=run, every=MINUTE)
    with caplog.at_level(logging.ERROR):
        Runner(threads=0).tick()
    kept = JobRun.objects.get(name="bad")
    assert kept.failed_at
    assert kept.error.startswith("ValueError")
    assert "jeanne" not in caplog.text + kept.error
    assert kept.due_at > timezone.now()
    assert runs == ["run"]


@pytest.mark.django_db
def test_what_fails_once_a_month_does_not_wait_a_month() -> None:
    def fail() -> None:
        raise ValueError

    register_job("monthly", run=fail, at="07:00", day=1)
    due_jobs()
    JobRun.objects.update(due_at=timezone.now())
    Runner(threads=0).tick()
    soon = JobRun.objects.get(name="monthly").due_at - timezone.now()
    assert datetime.timedelta() < soon <= FAILED


@pytest.mark.django_db
def test_what_succeeds_again_shows_no_error_any_more() -> None:
    register_job("often", run=lambda: None, every=MINUTE)
    JobRun.objects.create(name="often", due_at=timezone.now(), error="ValueError", failed_at=timezone.now())
    Runner(threads=0).tick()
    assert JobRun.objects.get(name="often").error == ""


@pytest.mark.django_db
class TestALease:
    LENGTH = datetime.timedelta(minutes=1)

    def test_is_one_holders_until_it_lapses(self) -> None:
        assert leases.take("work", "one", self.LENGTH)
        assert not leases.take("work", "two", self.LENGTH)
        assert leases.is_taken("work")
        JobRun.objects.update(claimed_until=timezone.now())
        assert leases.take("work", "two", self.LENGTH)
        assert not leases.renew("work", "one", self.LENGTH)

    def test_is_free_once_released_by_its_holder_only(self) -> None:
        leases.take("work", "one", self.LENGTH)
        leases.release("work", "two")
        assert leases.is_taken("work")
        leases.release("work", "one")
        assert not leases.is_taken("work")
