"""A real SMTP server that does what servers do to letters: takes them, refuses them, puts them off, hangs up."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

MESSAGE_ID = re.compile(rb"^Message-ID: *\r?\n? *<([^@>]+)@", re.IGNORECASE | re.MULTILINE)


@dataclass
class Received:
    to: str
    key: str
    raw: bytes


@dataclass
class PostOffice:
    """``answers``: by recipient, what it is told at RCPT, in turn (then 250). ``letters``: likewise at DATA. ``hangs_up``:
    recipients whose letter is taken, and the line cut before the answer, so many times. ``delay``: seconds at DATA."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    letters: dict[str, list[str]] = field(default_factory=dict)
    hangs_up: Counter[str] = field(default_factory=Counter)
    cuts: Counter[str] = field(default_factory=Counter)  # before any letter is sent
    letters_a_line: int = 0  # 0: as many as one likes
    delay: float = 0.0
    everybody: str = ""  # what all are told at RCPT
    senders: str = "250 OK"
    received: list[Received] = field(default_factory=list)
    lines: int = 0
    envelope_senders: set[str] = field(default_factory=set)
    after_each: Callable[[Received], None] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name, session.letters = hostname, 0
        self.lines += 1
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.letters_a_line and session.letters >= self.letters_a_line:
            server.transport.close()
            return "421 enough"
        if not self.senders.startswith("2"):
            return self.senders
        envelope.mail_from = address
        self.envelope_senders.add(address)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.cuts[address]:
            self.cuts[address] -= 1
            server.transport.close()
            return "250 OK"
        said = self.answers[address].pop(0) if self.answers.get(address) else self.everybody
        if said and not said.startswith("2"):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (address,) = envelope.rcpt_tos
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.letters.get(address):
            said = self.letters[address].pop(0)
            if not said.startswith("2"):
                return said
        found = MESSAGE_ID.search(envelope.original_content or b"")
        one = Received(address, found[1].decode() if found else "", envelope.original_content or b"")
        with self._lock:
            self.received.append(one)
        session.letters += 1
        if self.after_each:
            self.after_each(one)
        if self.hangs_up[address]:
            self.hangs_up[address] -= 1
            server.transport.close()
        return "250 OK"

    @property
    def times(self) -> Counter[str]:
        return Counter(one.to for one in self.received)


@contextmanager
def open_post_office(office: PostOffice) -> Iterator[int]:
    """The port where it answers."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(office, loop=loop, hostname="127.0.0.1"), "127.0.0.1", 0)
    )
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0)
