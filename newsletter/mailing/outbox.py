"""Sends what waits in the outbox, so that nobody is forgotten and nobody written to twice unless the rule says so.

One process sends at a time: it has the lease of the sender. Each letter is marked as handed over, in a transaction of
its own, just before it is; and settled in another once the server has answered (``handing``). A letter found handed
over whose answer nobody waits for any more is in doubt: ``OutboxLetter`` has the rule.
"""

from __future__ import annotations

import datetime
import logging
import time
from copy import copy

from django.utils import timezone

from core import leases
from core.job_running import told
from newsletter.models import Bounce, Mailing, OutboxLetter, Subscriber

from . import handing, problems, queue, returns
from .answers import Answer, Meaning
from .kinds import sort_of
from .line import Halted, Line, NotSent
from .message import Letter, message_of, sender
from .pace import Pace
from .rules import BATCH, FAILURES_IN_A_ROW, LEASE, LONGEST_PAUSE, MINUTE, SENDER, SLICE

logger = logging.getLogger(__name__)

State = OutboxLetter.State


def send_some(length: datetime.timedelta = SLICE) -> datetime.datetime | None:
    """Begins what is due, and sends for so long. When to go on: None where nothing waits, or somebody else is at it."""
    holder = leases.new_holder()
    if not leases.take(SENDER, holder, LEASE):
        return None
    try:
        queue.begin_due()
        if not leases.renew(SENDER, holder, LEASE):  # what began was long, and somebody else sends by now
            return None
        turn = Turn(holder, timezone.now() + length)
        try:
            return turn.run()
        finally:
            turn.line.close()
    except Halted as halt:
        problems.note(str(halt))
        logger.warning("Sending waits: %s", halt)
        return timezone.now() + MINUTE
    finally:
        leases.release(SENDER, holder)


class Turn:
    """What one process sends while it has the lease."""

    def __init__(self, holder: str, until: datetime.datetime) -> None:
        self.holder, self.until = holder, until
        self.line, self.pace, self.who = Line(), Pace.as_set(), sender()
        self._renewed_at = timezone.now()
        self._failures = 0  # in a row
        self._succeeded = False

    def run(self) -> datetime.datetime | None:
        """When to go on."""
        for mailing in handing.SENDING.order_by("planned_for", "pk"):
            handing.doubt_the_abandoned(mailing)
            pause = self._send_what_waits(mailing)
            if pause is not None:
                return timezone.now() + pause
            handing.close_if_done(mailing)
        return handing.next_time()

    def _send_what_waits(self, mailing: Mailing) -> datetime.timedelta | None:
        """How long to leave the place to others before going on; None once nothing of it may leave for now."""
        while letters := list(handing.waiting(mailing)[:BATCH]):
            batch = copy(mailing)
            batch.content = sort_of(mailing).still_public(mailing.content)
            for letter in letters:
                if (pause := self._pause()) is not None:
                    return pause
                letter.mailing = batch  # its content is read once for all
                if not self._send(letter):
                    return None
        return None

    def _pause(self) -> datetime.timedelta | None:
        """Waits for the rate; None where the next letter may leave now, else how long to leave the place to others."""
        now, wait = timezone.now(), self.pace.wait()
        if now + wait > self.until or wait > LONGEST_PAUSE:
            return wait
        if now - self._renewed_at > LEASE / 4:
            if not leases.renew(SENDER, self.holder, LEASE):
                return LEASE
            self._renewed_at = now
        time.sleep(wait.total_seconds())
        return None

    # -- one letter ---------------------------------------------------------------------------------------------------
    def _send(self, letter: OutboxLetter) -> bool:
        """Whether the mailing goes on."""
        try:
            message = self._made(letter)
        except Exception as error:  # whoever makes letters may fail in any way; the others go on
            logger.error("A letter of %s could not be made: %s.", letter.mailing.name, told(error))
            handing.put_off(letter, type(error).__name__)
            return self._failed(letter.mailing, "La lettre n’a pas pu être composée.")
        if message is None:
            handing.skip(letter)
            return True
        self.line.open()
        if not handing.hand_over(letter, self.holder):
            return self._still_sending(letter)
        self.pace.count()
        try:
            code = self.line.send(message)
        except NotSent as failure:
            return self._not_sent(letter, failure.answer)
        except Halted:
            handing.give_back(letter, self.holder)
            raise
        handing.settle(letter, self.holder, State.SENT, code)
        self._note_success()
        return True

    def _made(self, letter: OutboxLetter) -> Letter | None:
        """None where there is nothing for this person, or nobody any more."""
        if letter.subscriber is None or letter.subscriber.state != Subscriber.State.ACTIVE:
            return None
        written = sort_of(letter.mailing).written(letter)
        return message_of(letter, written, self.who) if written else None

    def _still_sending(self, letter: OutboxLetter) -> bool:
        """Why a letter could not be taken: its reader left just now, or the whole mailing was suspended."""
        if not handing.SENDING.filter(pk=letter.mailing_id).exists():
            return False
        handing.skip(letter)
        return True

    def _not_sent(self, letter: OutboxLetter, answer: Answer) -> bool:
        match answer.meaning:
            case Meaning.UNKNOWN:
                handing.doubt_one(letter, self.holder)
                return True
            case Meaning.LATER:
                if handing.try_again(letter, self.holder, answer.code):
                    returns.note_answer(letter, Bounce.Kind.SOFT, answer.code)
                return self._put_off(answer.code)
            case Meaning.NOBODY:
                if handing.settle(letter, self.holder, State.REFUSED, answer.code):
                    returns.note_answer(letter, Bounce.Kind.HARD, answer.code)
            case _:
                handing.settle(letter, self.holder, State.REFUSED, answer.code)
        return self._failed(letter.mailing, f"La dernière réponse : {answer.code}.")

    # -- when it is not this letter's fault ---------------------------------------------------------------------------
    def _note_success(self) -> None:
        self._failures = 0
        if not self._succeeded:
            problems.forget()
            self._succeeded = True

    def _put_off(self, code: str) -> bool:
        self._failures += 1
        if self._failures >= FAILURES_IN_A_ROW:
            raise Halted(f"Le serveur d’envoi demande d’attendre (réponse {code}) : l’envoi reprendra de lui-même.")
        return True

    def _failed(self, mailing: Mailing, detail: str) -> bool:
        """Too many in a row and the mailing is suspended, for somebody to see what is wrong with it or the server."""
        self._failures += 1
        if self._failures < FAILURES_IN_A_ROW:
            return True
        queue.pause(mailing)
        problems.note(f"« {mailing} » est suspendu : {self._failures} lettres de suite ne sont pas parties. {detail}")
        return False
