"""What comes back retires addresses, once each, and only by a letter that we sent."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from newsletter.mailing import queue, returns, rules
from newsletter.mailing.outbox import send_some
from newsletter.mailing.receiving import take_in
from newsletter.mailing.reports import LARGEST, Report, read_report
from newsletter.models import Bounce, Mailing, OutboxLetter, Subscriber

from .conftest import make_readers
from .imap import Mailbox, open_mailbox

KEY = "0123456789abcdef" * 2 + "01234567"
SECRET = "un secret pour les essais"


def delivery_report(key: str = KEY, action: str = "failed", status: str = "5.1.1", diagnostic: str = "") -> bytes:
    """As RFC 3464 has it."""
    said = f"Diagnostic-Code: smtp; {diagnostic}\n" if diagnostic else ""
    return f"""From: MAILER-DAEMON@relay.test
To: retours@portail.test
Subject: Undelivered Mail
Message-ID: <{hashlib.md5(f"{key}{status}".encode()).hexdigest()}@relay.test>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

I'm sorry to have to inform you…
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.test

Final-Recipient: rfc822; someone@exemple.test
Action: {action}
Status: {status}
{said}
--b
Content-Type: message/rfc822

From: lettre@portail.test
To: someone@exemple.test
Message-ID: <{key}@portail.test>
Subject: La lettre

Bonjour
--b--
""".encode()


def complaint(kind: str = "abuse", key: str = KEY) -> bytes:
    """As RFC 5965 has it."""
    return f"""From: fbl@service.test
Message-ID: <fbl-{kind}@service.test>
Content-Type: multipart/report; report-type=feedback-report; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

This is a complaint.
--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Service/1.0
Version: 1

--b
Content-Type: text/rfc822-headers

Message-ID: <{key}@portail.test>
Subject: La lettre
--b--
""".encode()


@pytest.mark.parametrize(
    ("status", "diagnostic", "kind"),
    [
        ("5.1.1", "", "hard"),
        ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "hard"),
        ("5.2.1", "", "hard"),
        ("5.0.0", "550 5.1.1 user unknown", "hard"),
        ("5.0.0", "550 no such user here", "hard"),
        ("5.0.0", "550 rejected by policy", "soft"),
        ("5.2.2", "552 5.2.2 mailbox full", "soft"),
        ("5.7.1", "550 5.7.1 blocked", "soft"),
        ("4.4.7", "", "soft"),
    ],
)
def test_a_delivery_report_says_whether_the_address_exists(status: str, diagnostic: str, kind: str) -> None:
    report = read_report(delivery_report(status=status, diagnostic=diagnostic))
    assert (report.key, report.kind) == (KEY, kind)
    assert "exemple.test" not in report.code


def test_a_delay_is_no_failure() -> None:
    assert read_report(delivery_report(action="delayed", status="4.4.1")) is None


def test_a_complaint_is_known_and_its_contrary_too() -> None:
    assert read_report(complaint()).kind == Bounce.Kind.COMPLAINT
    assert read_report(complaint("not-spam")) is None


def test_what_old_servers_write_in_words() -> None:
    raw = f"From: Mail Delivery System <Mailer-Daemon@old.test>\nX-Failed-Recipients: x@y.test\n\n550 no such user\n\nMessage-ID: <{KEY}@portail.test>\n"
    assert read_report(raw.encode()).kind == Bounce.Kind.HARD


def test_what_a_person_answers_is_left_alone() -> None:
    raw = f"From: jeanne@exemple.test\nIn-Reply-To: <{KEY}@portail.test>\nSubject: Re: La lettre\n\n550 5.1.1 merci !"
    assert read_report(raw.encode()) is None


def test_somebody_asks_by_mail_to_leave() -> None:
    report = read_report(f"From: x@y.test\nSubject: quitter-{KEY}\n\n".encode())
    assert (report.key, report.kind) == (KEY, "leave")


@given(st.binary(max_size=2_000))
def test_nothing_that_is_thrown_at_it_breaks_it(raw: bytes) -> None:
    report = read_report(b"Content-Type: multipart/report; boundary=b\n\n--b\n" + raw)
    assert report is None or len(report.key) == 40


@pytest.mark.parametrize(
    "raw",
    [
        b"x" * (LARGEST + 1),
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(5_000)),
        b"Content-Type: message/rfc822\n\n" * 3_000,
        b"Content-Type: multipart/report; boundary=b\n\n" + b"--b\nContent-Type: message/delivery-status\n\n" * 3_000,
        b"Subject: =?utf-8?q?" + b"=C3" * 10_000 + b"?=\n\n",
        b"Content-Type: text/plain; charset=nimporte\nFrom: mailer-daemon\n\n<" + KEY.encode() + b"@x> 550",
    ],
    ids=["huge", "nested", "matryoshka", "parts", "header", "charset"],
)  # fmt: skip
def test_hostile_mails_are_bounded(raw: bytes) -> None:
    assert read_report(raw) is None


# -- what they change -------------------------------------------------------------------------------------------------
@pytest.fixture
def letter(mailing: Mailing) -> OutboxLetter:
    make_readers(1)
    send_some()
    return OutboxLetter.objects.get()


@pytest.mark.django_db
class TestWhatComesBack:
    def test_an_address_that_does_not_exist_is_retired_once(self, letter: OutboxLetter) -> None:
        report = read_report(delivery_report(letter.message_key))
        assert take_in(report)
        assert not take_in(report)
        assert Bounce.objects.get().letter == letter
        assert Subscriber.objects.get().state == Subscriber.State.RETIRED

    def test_who_complains_is_retired(self, letter: OutboxLetter) -> None:
        take_in(read_report(complaint(key=letter.message_key)))
        assert Subscriber.objects.get().state == Subscriber.State.RETIRED

    def test_a_letter_that_we_did_not_send_changes_nothing(self, letter: OutboxLetter) -> None:
        assert not take_in(read_report(delivery_report(KEY)))
        assert not Bounce.objects.exists()
        assert Subscriber.objects.get().state == Subscriber.State.ACTIVE

    def test_leaving_by_mail(self, letter: OutboxLetter) -> None:
        assert take_in(Report(letter.message_key, "leave", "", "x"))
        assert Subscriber.objects.get().state == Subscriber.State.LEFT
        assert not take_in(Report(letter.message_key, "leave", "", "x"))

    def test_five_letters_in_a_row_that_could_not_be_delivered_retire_it(self, letter: OutboxLetter) -> None:
        letters = [letter, *(self.another(n) for n in range(2, rules.SOFT_BOUNCES + 2))]
        skipped = letters.pop(2)  # this one arrived
        for one in letters:
            returns.note(one, Bounce.Kind.SOFT, "5.2.2", f"report {one.pk}")
            returns.note(one, Bounce.Kind.SOFT, "5.2.2", f"again {one.pk}")
        assert Subscriber.objects.get().state == Subscriber.State.ACTIVE
        assert Subscriber.objects.get().soft_bounces == rules.SOFT_BOUNCES - 2
        returns.note(skipped, Bounce.Kind.SOFT, "5.2.2", "late")
        returns.note(letters[-1], Bounce.Kind.SOFT, "5.2.2", "last")
        assert Subscriber.objects.get().state == Subscriber.State.RETIRED

    def another(self, number: int) -> OutboxLetter:
        mailing = queue.plan(Mailing.Kind.ISSUE, f"issue-{number}", planned_for=timezone.now())
        send_some()
        return mailing.letters.get()


# -- the mailbox ------------------------------------------------------------------------------------------------------
@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    mailbox = Mailbox()
    with open_mailbox(mailbox) as port:
        settings.BOUNCE_IMAP_HOST, settings.BOUNCE_IMAP_PORT, settings.BOUNCE_IMAP_SSL = "127.0.0.1", port, False
        settings.BOUNCE_IMAP_USER, settings.BOUNCE_IMAP_PASSWORD = "retours", mailbox.password
        yield mailbox


@pytest.mark.django_db
class TestTheMailbox:
    def test_reports_are_taken_in_and_erased_the_rest_is_left(
        self, mailbox: Mailbox, letter: OutboxLetter, capsys: pytest.CaptureFixture[str]
    ) -> None:
        person = b"From: jeanne@exemple.test\nSubject: Merci\n\nBelle lettre."
        mailbox.letters = [delivery_report(letter.message_key), person, b"x" * (LARGEST + 1)]
        call_command("read_bounces")
        assert "lus : 3" in capsys.readouterr().out
        assert Subscriber.objects.get().state == Subscriber.State.RETIRED
        assert mailbox.flags == {1: {r"\Seen", r"\Deleted"}, 2: {r"\Seen"}, 3: {r"\Seen"}}
        assert mailbox.fetched_whole == [1, 2]
        call_command("read_bounces")
        assert "lus : 0" in capsys.readouterr().out

    def test_a_wrong_password_is_told_without_it(self, mailbox: Mailbox, settings: Settings) -> None:
        settings.BOUNCE_IMAP_PASSWORD = "autre"
        with pytest.raises(CommandError) as error:
            call_command("read_bounces")
        assert "autre" not in str(error.value)

    def test_without_a_server_it_says_so(self, settings: Settings) -> None:
        settings.BOUNCE_IMAP_HOST = ""
        with pytest.raises(CommandError, match="BOUNCE_IMAP_HOST"):
            call_command("read_bounces")


# -- the service ------------------------------------------------------------------------------------------------------
@pytest.fixture
def tell(client: Client, settings: Settings) -> Callable[..., dict[str, object]]:
    settings.BOUNCE_SECRET = SECRET

    def tell(*events: dict[str, str], status: int = 200) -> dict[str, object]:
        response = client.post(
            "/lettre/retours/",
            json.dumps({"events": events}),
            "application/json",
            headers={"Authorization": f"Bearer {SECRET}"},
        )
        assert response.status_code == status
        return response.json()

    return tell


@pytest.mark.django_db
class TestTheService:
    def test_events_are_counted_once(self, tell: Callable[..., dict[str, object]], letter: OutboxLetter) -> None:
        event = {"message_id": f"<{letter.message_key}@localhost>", "kind": "hard", "code": "5.1.1", "id": "a"}
        assert tell(event, {**event, "message_id": KEY}) == {"counted": 1, "ignored": 1}
        assert tell(event) == {"counted": 0, "ignored": 1}
        assert Subscriber.objects.get().state == Subscriber.State.RETIRED

    def test_a_code_that_no_database_keeps_is_counted(
        self, tell: Callable[..., dict[str, object]], letter: OutboxLetter
    ) -> None:
        tell({"message_id": f"<{letter.message_key}@x>", "kind": "soft", "code": "4.2\x00.2\ud800é"})
        assert Bounce.objects.get().code == "4.2.2"

    def test_what_is_wrong_is_said(self, tell: Callable[..., dict[str, object]]) -> None:
        assert "kind" in tell({"message_id": KEY, "kind": "nimporte"}, status=400)["error"]
        assert "message_id" in tell({"kind": "hard"}, status=400)["error"]

    @pytest.mark.parametrize("body", ["", "[", "[]", "{}", '{"events": 3}', "[" * 100_000, '{"events": [3]}'])
    def test_what_is_no_event_is_refused(self, client: Client, settings: Settings, body: str) -> None:
        settings.BOUNCE_SECRET = SECRET
        signature = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
        headers = {"X-Signature": f"sha256={signature}"}
        assert client.post("/lettre/retours/", body, "application/json", headers=headers).status_code == 400

    def test_a_whole_mail_is_taken(self, client: Client, settings: Settings, letter: OutboxLetter) -> None:
        settings.BOUNCE_SECRET = SECRET
        headers = {"Authorization": f"Bearer {SECRET}"}
        raw = delivery_report(letter.message_key)
        answer = client.post("/lettre/retours/", raw, "message/rfc822", headers=headers)
        assert answer.json() == {"counted": 1, "ignored": 0}

    @pytest.mark.parametrize(
        ("secret", "headers"),
        [
            ("", {}),
            ("", {"Authorization": "Bearer "}),
            (SECRET, {}),
            (SECRET, {"Authorization": "Bearer autre"}),
            (SECRET, {"Authorization": "Bearer é"}),
            (SECRET, {"X-Signature": "sha256=" + "0" * 64}),
            (SECRET, {"X-Signature": "é", "Authorization": f"Bearer {SECRET}"}),
        ],
    )
    def test_without_the_secret_there_is_nothing_here(
        self, client: Client, settings: Settings, secret: str, headers: dict[str, str]
    ) -> None:
        settings.BOUNCE_SECRET = secret
        answer = client.post("/lettre/retours/", "{}", "application/json", headers=headers)
        assert answer.status_code == 404
