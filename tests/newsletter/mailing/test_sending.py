"""Through a real SMTP server: everybody receives the letter, once, whatever the server does."""

from __future__ import annotations

import datetime
import email
import email.policy
import logging

import pytest
from django.utils import timezone
from pytest_django import Settings

from core import leases
from core.models import JobRun
from newsletter.mailing import handing, issues, kinds, problems, queue, rules
from newsletter.mailing.outbox import send_some
from newsletter.mailing.pace import Pace
from newsletter.models import Bounce, Mailing, OutboxLetter, Subscriber
from newsletter.subscribing.links import one_click_url

from .conftest import Plain, all_due, letter_to, make_readers, set_pace
from .server import PostOffice

pytestmark = pytest.mark.django_db
State = OutboxLetter.State
ONE, TWO, THREE = (f"lectrice-{n}@exemple.test" for n in range(3))


def states(mailing: Mailing) -> dict[str, str]:
    return dict(mailing.letters.values_list("subscriber__email", "state"))


def test_everybody_receives_it_once_over_one_line(office: PostOffice, mailing: Mailing) -> None:
    make_readers(12)
    send_some()
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DONE
    assert set(office.times.values()) == {1}
    assert len(office.times) == 12
    assert office.lines == 1
    assert send_some() is None
    assert len(office.received) == 12


def test_only_active_readers_who_want_it(office: PostOffice, mailing: Mailing) -> None:
    for state, reader in zip(Subscriber.State, make_readers(4), strict=True):
        Subscriber.objects.filter(pk=reader.pk).update(state=state)
    send_some()
    assert list(office.times) == [ONE.replace("0", "1")]


def test_nothing_leaves_before_its_hour(office: PostOffice, mailing: Mailing) -> None:
    make_readers(1)
    later = timezone.now() + datetime.timedelta(hours=1)
    queue.plan(Mailing.Kind.ISSUE, "issue-1", planned_for=later)
    assert send_some() == later
    assert not office.received


def test_a_mailing_is_planned_once(mailing: Mailing) -> None:
    again = queue.plan(Mailing.Kind.ISSUE, "issue-1", planned_for=timezone.now())
    assert again == mailing
    Mailing.objects.update(state=Mailing.State.DONE)
    assert queue.plan(Mailing.Kind.ISSUE, "issue-1", planned_for=timezone.now()).state == Mailing.State.DONE


def test_what_was_begun_and_killed_is_begun_again_without_a_second_row(mailing: Mailing) -> None:
    make_readers(7)
    queue.add_letters(mailing, {Subscriber.objects.first().pk: {}})  # killed there
    assert queue.begin(mailing)
    assert mailing.letters.count() == 7
    assert not queue.begin(mailing)
    assert mailing.letters.count() == 7


class TestTheLetterItself:
    def received(self, office: PostOffice) -> email.message.EmailMessage:
        make_readers(1)
        send_some()
        return email.message_from_bytes(office.received[0].raw, policy=email.policy.default)

    def test_says_how_to_leave_in_one_click(self, office: PostOffice, mailing: Mailing) -> None:
        message = self.received(office)
        assert message["List-Unsubscribe"].strip() == f"<{one_click_url(Subscriber.objects.get())}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_names_itself_and_its_list(self, office: PostOffice, mailing: Mailing) -> None:
        message = self.received(office)
        assert message["Message-ID"] == f"<{OutboxLetter.objects.get().message_key}@localhost>"
        assert message["List-Id"].endswith("<lettre.localhost>")
        assert message["Date"]
        assert message["Precedence"] == "bulk"

    def test_has_both_texts_and_nothing_else(self, office: PostOffice, mailing: Mailing) -> None:
        message = self.received(office)
        assert message.get_body(("plain",)).get_content().strip() == "Bonjour à vous"
        assert "<p>Bonjour à vous</p>" in message.get_body(("html",)).get_content()
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/alternative", "text/plain", "text/html",
        ]  # fmt: skip

    def test_comes_back_to_the_mailbox_that_is_read(
        self, office: PostOffice, mailing: Mailing, settings: Settings
    ) -> None:
        settings.BOUNCE_ADDRESS = "retours@portail.test"
        message = self.received(office)
        assert office.envelope_senders == {"retours@portail.test"}
        assert "retours" not in message["From"]
        assert f"<mailto:retours@portail.test?subject=quitter-{OutboxLetter.objects.get().message_key}>" in (
            message["List-Unsubscribe"].replace("\n", "").replace(" ", "")
        )

    def test_takes_no_header_from_its_subject(
        self, office: PostOffice, mailing: Mailing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_readers(1)
        sort = kinds.Sort(
            lambda mailing: {"subject": "x"},
            issues.recipients,
            lambda letter: Plain("x\nBcc: autre@exemple.test", "", ""),
        )
        monkeypatch.setitem(kinds._sorts, Mailing.Kind.ISSUE, sort)
        send_some()
        assert not office.received
        assert letter_to(ONE).state == State.WAITING


class TestWhatTheServerAnswers:
    def test_later_is_tried_later_and_only_so_often(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(2)
        office.answers[ONE] = ["451 4.3.0 later"] * 20
        send_some()
        letter = letter_to(ONE)
        assert letter.state == State.WAITING
        assert letter.answer == "451 4.3.0"
        assert letter.not_before > timezone.now() + rules.RETRIES[0] / 2
        for _ in rules.RETRIES:
            all_due()
            send_some()
        assert states(mailing) == {ONE: State.GIVEN_UP, TWO: State.SENT}
        assert letter_to(ONE).attempts == 1 + len(rules.RETRIES)
        assert Bounce.objects.get().kind == Bounce.Kind.SOFT

    def test_a_letter_that_is_given_up_counts_among_those_that_did_not_arrive(
        self, office: PostOffice, mailing: Mailing
    ) -> None:
        make_readers(1)
        office.answers[ONE] = ["451 4.2.2 mailbox full"]
        queue.begin(mailing)
        mailing.letters.update(attempts=len(rules.RETRIES))  # made in vain until now, and never handed over
        send_some()
        assert letter_to(ONE).state == State.GIVEN_UP
        assert Subscriber.objects.get().soft_bounces == 1

    def test_nobody_has_this_address_retires_it(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(2)
        office.answers[ONE] = [f"550 5.1.1 <{ONE}> no such user"]
        send_some()
        assert states(mailing) == {ONE: State.REFUSED, TWO: State.SENT}
        letter = letter_to(ONE)
        assert letter.answer == "550 5.1.1"
        assert letter.subscriber.state == Subscriber.State.RETIRED
        assert Bounce.objects.get().kind == Bounce.Kind.HARD

    @pytest.mark.parametrize("said", ["554 5.7.1 relay access denied", "550 blocked"])
    def test_a_refusal_that_is_not_the_readers_fault_retires_nobody(
        self, office: PostOffice, mailing: Mailing, said: str
    ) -> None:
        make_readers(1)
        office.answers[ONE] = [said]
        send_some()
        assert states(mailing) == {ONE: State.REFUSED}
        assert Subscriber.objects.get().state == Subscriber.State.ACTIVE

    def test_a_letter_refused_for_what_it_holds_is_not_sent_again(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(1)
        office.letters[ONE] = ["554 5.6.0 bad content"]
        send_some()
        assert states(mailing) == {ONE: State.REFUSED}

    def test_a_server_that_refuses_everybody_stops_the_mailing(
        self, office: PostOffice, mailing: Mailing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_readers(30)
        office.everybody = "554 5.7.1 you are blocked"
        send_some()
        mailing.refresh_from_db()
        assert mailing.state == Mailing.State.PAUSED
        assert mailing.letters.filter(state=State.REFUSED).count() == rules.FAILURES_IN_A_ROW
        assert "554" in problems.current()

    def test_a_server_that_puts_everybody_off_is_left_alone(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(30)
        office.everybody = "451 4.7.0 slow down"
        send_some()
        assert mailing.letters.filter(attempts__gt=0).count() == rules.FAILURES_IN_A_ROW
        assert Mailing.objects.get().state == Mailing.State.SENDING
        assert "d’attendre" in problems.current()

    def test_a_server_that_refuses_our_sender_costs_no_letter_anything(
        self, office: PostOffice, mailing: Mailing
    ) -> None:
        make_readers(2)
        office.senders = "550 5.7.1 not yours"
        send_some()
        assert set(mailing.letters.values_list("state", "attempts")) == {(State.WAITING, 0)}
        assert "expéditeur" in problems.current()
        office.senders = "250 OK"
        send_some()
        assert problems.current() == ""
        assert Mailing.objects.get().state == Mailing.State.DONE

    def test_a_server_that_is_away_costs_no_letter_anything_and_is_told(
        self, mailing: Mailing, settings: Settings
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        make_readers(2)
        assert send_some() > timezone.now()
        assert set(mailing.letters.values_list("state", "attempts")) == {(State.WAITING, 0)}
        assert "ne répond pas" in problems.current()

    def test_a_line_that_the_server_closes_between_letters_is_opened_again(
        self, office: PostOffice, mailing: Mailing
    ) -> None:
        make_readers(7)
        office.letters_a_line = 3
        send_some()
        assert Mailing.objects.get().state == Mailing.State.DONE
        assert set(mailing.letters.values_list("attempts", "doubtful")) == {(1, False)}
        assert set(office.times.values()) == {1}
        assert office.lines == 3

    def test_a_line_cut_before_the_letter_is_no_doubt(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(1)
        office.cuts[ONE] = 1
        send_some()
        all_due()
        send_some()
        assert states(mailing) == {ONE: State.SENT}
        assert not letter_to(ONE).doubtful
        assert office.times == {ONE: 1}


class TestWhenNobodyKnows:
    def test_it_is_sent_once_more_later_and_counted(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(3)
        office.hangs_up[TWO] = 1
        send_some()
        letter = letter_to(TWO)
        assert (letter.state, letter.doubtful) == (State.WAITING, True)
        assert letter.not_before > timezone.now() + rules.DOUBT / 2
        all_due()
        send_some()
        assert office.times == {ONE: 1, TWO: 2, THREE: 1}
        assert len({one.key for one in office.received if one.to == TWO}) == 1  # the same Message-ID
        assert list(mailing.letters.filter(doubtful=True).values_list("subscriber__email", flat=True)) == [TWO]

    def test_a_server_that_answers_too_late_leaves_a_doubt(
        self, office: PostOffice, mailing: Mailing, settings: Settings
    ) -> None:
        make_readers(1)
        settings.EMAIL_TIMEOUT, office.delay = 0.5, 1.5
        send_some()
        assert (letter_to(ONE).state, letter_to(ONE).doubtful) == (State.WAITING, True)
        settings.EMAIL_TIMEOUT, office.delay = 5, 0.0
        all_due()
        send_some()
        assert (letter_to(ONE).state, letter_to(ONE).answer) == (State.SENT, "250")

    def test_it_is_let_be_the_second_time(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(1)
        office.hangs_up[ONE] = 5
        for _ in range(4):
            send_some()
            all_due()
        assert office.times == {ONE: 2}
        letter = letter_to(ONE)
        assert (letter.state, letter.doubtful, letter.answer) == (State.SENT, True, handing.IN_DOUBT)
        assert Mailing.objects.get().state == Mailing.State.DONE

    def test_a_letter_of_a_dead_worker_is_in_doubt_once_its_time_is_over(
        self, office: PostOffice, mailing: Mailing
    ) -> None:
        make_readers(1)
        queue.begin(mailing)
        assert handing.hand_over(letter_to(ONE), "dead")
        send_some()
        assert not office.received
        assert Mailing.objects.get().state == Mailing.State.SENDING
        all_due()
        send_some()
        all_due()
        send_some()
        assert (letter_to(ONE).state, letter_to(ONE).doubtful) == (State.SENT, True)
        assert office.times == {ONE: 1}

    def test_a_worker_believed_dead_changes_nothing_any_more(self, mailing: Mailing) -> None:
        make_readers(1)
        queue.begin(mailing)
        letter = letter_to(ONE)
        handing.hand_over(letter, "slow")
        all_due()
        handing.doubt_the_abandoned(mailing)
        assert not handing.settle(letter, "slow", State.SENT, "250")
        assert letter_to(ONE).state == State.WAITING

    def test_two_workers_never_hand_over_the_same_letter(self, mailing: Mailing) -> None:
        make_readers(1)
        queue.begin(mailing)
        letter = letter_to(ONE)
        assert handing.hand_over(letter, "one")
        assert not handing.hand_over(letter, "two")


class TestMeanwhile:
    def test_who_left_since_receives_nothing(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(2)
        queue.begin(mailing)
        Subscriber.objects.filter(email=ONE).update(state=Subscriber.State.LEFT)
        Subscriber.objects.filter(email=TWO).delete()
        send_some()
        assert not office.received
        assert set(mailing.letters.values_list("state", flat=True)) == {State.SKIPPED}

    def test_who_leaves_at_the_very_moment_receives_nothing(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(3)
        office.after_each = None
        queue.begin(mailing)
        letter = letter_to(ONE)
        Subscriber.objects.filter(email=ONE).update(state=Subscriber.State.LEFT)
        assert not handing.hand_over(letter, "holder")

    def test_a_mailing_that_is_suspended_stops_and_goes_on(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(3)
        queue.begin(mailing)
        assert queue.pause(mailing)
        send_some()
        assert not office.received
        assert queue.resume(mailing)
        send_some()
        assert len(office.received) == 3

    def test_a_mailing_suspended_while_it_is_sent_leaves_its_letters_waiting(
        self, mailing: Mailing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_readers(3)
        real = handing.hand_over

        def suspended_meanwhile(letter: OutboxLetter, holder: str) -> bool:
            queue.pause(mailing)
            return real(letter, holder)

        monkeypatch.setattr(handing, "hand_over", suspended_meanwhile)
        send_some()
        assert set(mailing.letters.values_list("state", "attempts")) == {(State.WAITING, 0)}

    def test_a_mailing_that_is_cancelled_sends_nothing_more(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(2)
        queue.begin(mailing)
        assert queue.cancel(mailing)
        send_some()
        assert not office.received
        assert not queue.resume(mailing)
        assert not queue.cancel(mailing)

    def test_a_mailing_cancelled_while_it_began_forgets_nobody_once_planned_again(
        self, office: PostOffice, mailing: Mailing
    ) -> None:
        first, *_ = make_readers(3)
        queue.add_letters(mailing, {first.pk: {}})  # it begins
        assert queue.cancel(mailing)
        queue.plan(mailing.kind, mailing.name, planned_for=timezone.now())
        send_some()
        assert set(office.times) == {ONE, TWO, THREE}

    def test_only_one_process_sends_at_a_time(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(1)
        leases.take(rules.SENDER, "another", rules.LEASE)
        assert send_some() is None
        assert not office.received
        JobRun.objects.update(claimed_until=timezone.now())  # killed
        send_some()
        assert len(office.received) == 1

    def test_who_lost_the_lease_while_a_mailing_began_sends_nothing(
        self, office: PostOffice, mailing: Mailing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_readers(1)

        def long_to_begin() -> None:
            queue.begin(mailing)
            JobRun.objects.filter(name=rules.SENDER).update(claimed_until=timezone.now())
            assert leases.take(rules.SENDER, "another process", rules.LEASE)

        monkeypatch.setattr(queue, "begin_due", long_to_begin)
        assert send_some() is None
        assert not office.received
        assert leases.is_taken(rules.SENDER)

    def test_no_more_than_so_many_leave_a_minute(self, office: PostOffice, mailing: Mailing) -> None:
        make_readers(8)
        set_pace(5)
        assert send_some() > timezone.now() + datetime.timedelta(seconds=30)
        assert len(office.received) == 5
        assert Pace.as_set().wait() > datetime.timedelta(seconds=30)  # in another process too
        OutboxLetter.objects.filter(state=State.SENT).update(handed_at=timezone.now() - rules.MINUTE)
        send_some()
        assert len(office.received) == 8

    def test_no_address_reaches_the_log_or_the_outbox(
        self, office: PostOffice, mailing: Mailing, caplog: pytest.LogCaptureFixture
    ) -> None:
        make_readers(3)
        office.answers[ONE] = [f"550 5.1.1 <{ONE}> unknown"]
        office.answers[TWO] = [f"451 <{TWO}> later"]
        office.hangs_up[THREE] = 1
        with caplog.at_level(logging.DEBUG, logger="newsletter"):
            send_some()
        said = caplog.text + "".join(map(str, OutboxLetter.objects.values_list("answer", "claimed_by", "message_key")))
        assert "exemple.test" not in said
