"""On a development machine letters are read at /courriels/, by who sits there, and can do nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from core.mailbox.reading import names, read
from directory.models import User
from tests.portal.test_settings import settled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: Settings) -> Iterator[None]:
    settings.EMAIL_BACKEND = "core.mailbox.backend.MailboxBackend"
    shutil.rmtree(settings.MAILBOX_DIR, ignore_errors=True)
    yield
    shutil.rmtree(settings.MAILBOX_DIR, ignore_errors=True)


def send(subject: str = "Votre brève est arrivée à l’équipe", html: str = "<head></head><p>Bonjour</p>") -> str:
    """The name under which it is kept."""
    message = EmailMultiAlternatives(
        subject, "Voyez https://exemple.test/?a=1&b=2", "nous@exemple.test", ["vous@exemple.test"]
    )
    message.attach_alternative(html, "text/html")
    assert mail.get_connection().send_messages([message]) == 1
    return names()[0]


def test_a_letter_is_kept_whole_and_listed(client: Client) -> None:
    name = send()
    assert read(name).subject == "Votre brève est arrivée à l’équipe"
    page = client.get("/courriels/").content.decode()
    assert "Votre brève est arrivée à l’équipe" in page
    assert "vous@exemple.test" in page
    assert f"/courriels/{name}/" in page


def test_an_empty_mailbox_says_so(client: Client) -> None:
    assert "Rien pour l’instant" in client.get("/courriels/").content.decode()


def test_the_page_of_a_letter_opens_its_links(client: Client) -> None:
    page = client.get(f"/courriels/{send()}/").content.decode()
    assert 'href="https://exemple.test/?a=1&amp;b=2"' in page
    assert "List-Unsubscribe" not in page


def test_what_a_letter_holds_can_do_nothing(client: Client) -> None:
    name = send("<script>alert(1)</script>", "<head></head><script>alert(1)</script>")
    assert "<script>alert(1)" not in client.get(f"/courriels/{name}/").content.decode()
    html = client.get(f"/courriels/{name}/html/")
    policy = html["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy


@pytest.mark.parametrize("name", ["x", "20261122-070000-000000-00000000", "..", "%2e%2e%2fsecret-key"])
def test_no_other_file_is_read(client: Client, name: str) -> None:
    assert client.get(f"/courriels/{name}/").status_code == 404


@pytest.mark.usefixtures("wagtails_templates")  # the bar of who is signed in
def test_only_who_sits_there_reads_it(
    client: Client, editor: User, superuser: User, signed_in: Callable[[User], Client]
) -> None:
    for extra in ({"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}):
        assert client.get("/courriels/", **extra).status_code == 302
        assert signed_in(editor).get("/courriels/", **extra).status_code == 302
        assert signed_in(superuser).get("/courriels/", **extra).status_code == 200


def test_it_is_not_there_in_production(tmp_path) -> None:
    assert settled("s.MAILBOX_DIR", STATE_DIR=str(tmp_path)) == ["None"]
    assert site_settings.MAILBOX_DIR  # so that this very module may test it
