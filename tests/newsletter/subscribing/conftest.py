"""Asking for the letter as somebody does, and opening what they are sent."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from core.open_forms import robots
from tests.open_forms import opened

Send = Callable[..., HttpResponse]
ASKED = {"email": "anne.martin@example.org", "rhythm": "each", "territories": "", "consent": "on"}


@pytest.fixture(autouse=True)
def _nobody_sent_anything_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The most that one address may send in a day is tested where it matters."""
    monkeypatch.setattr(robots, "MOST_A_DAY", 10_000)


@pytest.fixture
def send(client: Client) -> Send:
    minute_ago = opened()

    def send(path: str = "/lettre/abonnement/", **changes: object) -> HttpResponse:
        told = {**ASKED, "opened": minute_ago, **changes}
        return client.post(path, {name: value for name, value in told.items() if value is not None})

    return send


def link_in(message: mail.EmailMessage) -> str:
    """The path of the first address of a letter."""
    return re.search(r"https?://[^/\s]+(/\S+)", message.body).group(1)
