from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as portal_settings
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import isolate_apps
from django.utils import timezone
from pytest_django import Settings

from core.logs import HidePrivateLinks
from core.models import ExpiringLink
from core.private_pages import private

COLUMNS = (
    "id integer primary key, nonce varchar(32), digest varchar(64), link_expires_at {when}, link_revoked_at {when}"
)


@pytest.fixture
def invitations(db: None) -> Iterator[type[ExpiringLink]]:
    """A kind of link that is good for a week, and its table."""
    with isolate_apps():

        class Invitation(ExpiringLink):
            LINK_PURPOSE = "tests.core.invitation"
            LINK_LASTS = timedelta(days=7)

            id = models.IntegerField(primary_key=True)

            class Meta:
                app_label = "core"

    when = connection.data_types["DateTimeField"]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {Invitation._meta.db_table} ({COLUMNS.format(when=when)})")
    yield Invitation
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {Invitation._meta.db_table}")


@pytest.fixture
def invitation(invitations: type[ExpiringLink]) -> ExpiringLink:
    given = invitations(id=1)
    given.give_a_link()
    given.save()
    return given


def test_a_link_opens_what_it_was_given_for(invitation: ExpiringLink) -> None:
    assert type(invitation).objects.reached_by(invitation.secret) == invitation


def test_the_database_holds_nothing_that_opens_it(invitation: ExpiringLink) -> None:
    [row] = type(invitation).objects.values_list()
    assert invitation.secret not in map(str, row)
    for kept in (invitation.nonce, invitation.digest):
        assert type(invitation).objects.reached_by(kept) is None


@pytest.mark.parametrize("forged", ["", "A" * 43, "é" * 43, "\x00", "\ud800", "../" * 20, "x" * 100_000])
def test_a_forged_secret_opens_nothing(invitation: ExpiringLink, forged: str) -> None:
    assert type(invitation).objects.reached_by(forged) is None


def test_a_link_opens_until_its_last_second(invitation: ExpiringLink, monkeypatch: pytest.MonkeyPatch) -> None:
    last = invitation.link_expires_at
    monkeypatch.setattr(timezone, "now", lambda: last - timedelta(seconds=1))
    assert type(invitation).objects.reached_by(invitation.secret)
    monkeypatch.setattr(timezone, "now", lambda: last)
    assert type(invitation).objects.reached_by(invitation.secret) is None


def test_a_link_taken_back_opens_nothing(invitation: ExpiringLink) -> None:
    invitation.revoke_link()
    assert type(invitation).objects.reached_by(invitation.secret) is None


def test_a_new_link_closes_the_former_and_opens_again(invitation: ExpiringLink) -> None:
    former = invitation.secret
    invitation.revoke_link()
    invitation.give_a_link()
    invitation.save()
    assert type(invitation).objects.reached_by(former) is None
    assert type(invitation).objects.reached_by(invitation.secret)


def test_another_key_of_the_site_makes_another_link_but_opens_no_closed_one(
    invitation: ExpiringLink, settings: Settings
) -> None:
    former, until = invitation.secret, invitation.link_expires_at
    settings.SECRET_KEY = "another"
    assert type(invitation).objects.reached_by(former)  # until a letter needs it again
    renewed = invitation.current_secret()
    assert renewed != former
    found = type(invitation).objects.reached_by(renewed)
    assert found.link_expires_at == until
    invitation.revoke_link()
    assert type(invitation).objects.reached_by(invitation.current_secret()) is None


def test_a_secret_of_one_purpose_is_not_that_of_another(invitation: ExpiringLink) -> None:
    opened = invitation.secret
    invitation.LINK_PURPOSE = "tests.core.another"
    assert invitation.secret != opened


def test_nothing_keeps_a_private_page(rf: RequestFactory) -> None:
    @private
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("à vous seule")

    response = view(rf.post("/"))
    assert response.status_code == 200  # without the cookie of a protected form
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert view(rf.put("/")).status_code == 405


@pytest.mark.parametrize("address", portal_settings.PRIVATE_ADDRESSES)
def test_private_links_stay_out_of_the_logs(address: str) -> None:
    path = f"{address}{'k' * 43}/vous/"
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", ("Too Many Requests", path), None)
    assert HidePrivateLinks(under=portal_settings.PRIVATE_ADDRESSES).filter(record)
    assert record.getMessage() == f"Too Many Requests: {address}…/vous/"
