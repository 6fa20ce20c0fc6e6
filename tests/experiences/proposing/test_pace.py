"""Machines are slowed down, people are not."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from core.models import Pace
from core.open_forms import pace
from experiences.models import Proposal
from experiences.proposing import drafts

from .conftest import ANSWERS, Send

pytestmark = pytest.mark.django_db


class Clock:
    """A time that the test moves."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> datetime.datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += datetime.timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("core.open_forms.pace.timezone.now", clock)
    return clock


def test_a_hundred_submissions_a_minute_from_one_address_are_slowed(
    begin: Send, clock: Clock, vocabulary: None
) -> None:
    answers = []
    for _ in range(100):
        answers.append(begin())
        clock.forward(0.6)
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert len(slowed) >= 65
    assert Proposal.objects.count() <= drafts.BEGINNING.most
    page = BeautifulSoup(slowed[-1].content, "html.parser")
    assert int(slowed[-1]["Retry-After"]) >= 1
    assert "réessayez dans" in page.select_one(".form-errors").get_text()
    assert page.find(attrs={"name": "title"})["value"] == ANSWERS["l-essentiel"]["title"]
    assert page.find(attrs={"name": "summary"}).get_text().strip() == ANSWERS["l-essentiel"]["summary"]


def test_one_goes_on_as_soon_as_one_was_told(client: Client, draft: Proposal, clock: Clock) -> None:
    url = f"/proposer/{draft.secret}/vous/"
    answers = [client.post(url, {"more": "x"}) for _ in range(pace.SENDING.most + 5)]
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 4
    clock.forward(int(answers[-1]["Retry-After"]))
    assert client.post(url, {"more": "x"}).status_code == 200


def test_a_person_is_not_slowed(client: Client, draft: Proposal, clock: Clock) -> None:
    """Who adds a row every two seconds for a minute, then saves a step every half minute for an hour."""
    url = f"/proposer/{draft.secret}/ce-qui-a-ete-fait/"
    for _ in range(30):
        assert client.post(url, {"steps-count": "2", "more": "steps"}).status_code == 200
        clock.forward(2)
    for _ in range(120):
        assert client.post(url, {"started_on": "2019"}).status_code in (200, 302)
        clock.forward(30)


def test_ten_people_behind_one_address_are_not_slowed(client: Client, draft: Proposal, clock: Clock) -> None:
    for _ in range(60):
        assert client.post(f"/proposer/{draft.secret}/vous/", {"name": "Anne"}).status_code in (200, 302)
        clock.forward(6)


def test_every_form_slows_down_and_keeps_what_was_typed(client: Client, draft: Proposal, clock: Clock) -> None:
    for _ in range(pace.SENDING.most):
        client.post(f"/proposer/{draft.secret}/vous/", {"more": "x"})
    for path, typed in (
        ("vous/", {"name": "Anne Martin"}),
        ("photos-et-documents/", {"photo-description": "Anne Martin"}),
        ("", {"email": "anne.martin@example.org"}),
        ("relire/", {}),
    ):
        response = client.post(f"/proposer/{draft.secret}/{path}", typed)
        assert response.status_code == 429, path
        assert response["Retry-After"]
        for value in typed.values():
            assert value in response.content.decode()


def test_what_is_counted_is_shared_by_all_workers_and_names_nobody(begin: Send, vocabulary: None) -> None:
    begin()
    kept = list(Pace.objects.values())
    cache.clear()  # another worker's memory
    assert kept
    assert "127.0.0.1" not in str(kept)
    left = min(row["left"] for row in kept)
    begin()
    assert min(Pace.objects.values_list("left", flat=True)) < left


def test_what_was_counted_is_forgotten_within_a_day(clock: Clock) -> None:
    pace.seconds_to_wait(pace.SENDING, "a")
    clock.forward(24 * 3600 + 1)
    pace.seconds_to_wait(pace.SENDING, "b")
    assert Pace.objects.count() == 1


def test_where_nobody_can_be_told_from_the_others_nobody_is_slowed() -> None:
    assert [pace.seconds_to_wait(pace.SENDING, "") for _ in range(100)] == [0] * 100


def test_so_many_proposals_are_begun_in_a_day(
    begin: Send, vocabulary: None, monkeypatch: pytest.MonkeyPatch, partner: object, signed_in: Callable[..., Client]
) -> None:
    monkeypatch.setattr(drafts, "MOST_BEGUN_A_DAY", 1)
    assert begin().status_code == 302
    response = begin()
    assert "Réessayez demain" in response.content.decode()
    assert ANSWERS["l-essentiel"]["title"] in response.content.decode()
    assert begin(signed_in(partner)).status_code == 302, "an account goes on"
