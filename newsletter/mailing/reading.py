"""The mailbox where letters come back (BOUNCE_IMAP_HOST and its like in the environment)."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from .receiving import take_in
from .reports import LARGEST, read_report

TIMEOUT = 20  # seconds
MOST_AT_ONCE = 500
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class Reading:
    read: int
    counted: int


def read_mailbox() -> Reading:
    """Reads what has not been read yet. A report that is taken in is erased from the mailbox, for it holds an address;
    everything else is left there for people to read, marked as read. Raises OSError or IMAP4.error."""
    read = counted = 0
    with _opened() as mailbox:
        for number in _unread(mailbox):
            raw = _fetched(mailbox, number)
            report = read_report(raw) if raw else None
            read += 1
            if report is None:
                mailbox.store(number, "+FLAGS", r"(\Seen)")
                continue
            counted += take_in(report)
            mailbox.store(number, "+FLAGS", r"(\Seen \Deleted)")
        mailbox.expunge()
    return Reading(read, counted)


@contextmanager
def _opened() -> Iterator[imaplib.IMAP4]:
    kind = imaplib.IMAP4_SSL if settings.BOUNCE_IMAP_SSL else imaplib.IMAP4
    mailbox = kind(settings.BOUNCE_IMAP_HOST, settings.BOUNCE_IMAP_PORT, timeout=TIMEOUT)
    try:
        mailbox.login(settings.BOUNCE_IMAP_USER, settings.BOUNCE_IMAP_PASSWORD)
        status, _ = mailbox.select(f'"{settings.BOUNCE_IMAP_FOLDER}"')
        if status != "OK":
            raise imaplib.IMAP4.error("no such folder")
        yield mailbox
    finally:
        try:
            mailbox.logout()
        except (OSError, imaplib.IMAP4.error):
            pass  # the server hung up first


def _unread(mailbox: imaplib.IMAP4) -> list[str]:
    _, found = mailbox.search(None, "UNSEEN", "UNDELETED")
    return [number.decode() for number in (found[0] or b"").split()[:MOST_AT_ONCE]]


def _fetched(mailbox: imaplib.IMAP4, number: str) -> bytes:
    """b"" for what is too large to be read."""
    _, told = mailbox.fetch(number, "(RFC822.SIZE)")
    size = SIZE.search(told[0] if told and isinstance(told[0], bytes) else b"")
    if size is None or int(size[1]) > LARGEST:
        return b""
    _, parts = mailbox.fetch(number, "(BODY.PEEK[])")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")
