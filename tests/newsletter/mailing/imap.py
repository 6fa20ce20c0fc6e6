"""A mailbox that speaks just enough IMAP to be read."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """``flags``: by number of the letter, from 1."""

    letters: list[bytes] = field(default_factory=list)
    flags: dict[int, set[str]] = field(default_factory=dict)
    password: str = "secret"
    fetched_whole: list[int] = field(default_factory=list)

    def unread(self) -> list[int]:
        return [n for n in range(1, len(self.letters) + 1) if not self.flags.get(n, set()) & {r"\Seen", r"\Deleted"}]


@contextmanager
def open_mailbox(mailbox: Mailbox) -> Iterator[int]:
    """The port where it answers, without TLS."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            for line in self.rfile:
                tag, _, said = line.decode().strip().partition(" ")
                name, _, rest = said.partition(" ")
                answer = getattr(self, f"do_{name.lower()}", lambda rest: "OK")(rest)
                self.wfile.write(f"{tag} {answer} done\r\n".encode())

        def do_capability(self, rest: str) -> str:
            self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            return "OK"

        def do_login(self, rest: str) -> str:
            return "OK" if mailbox.password in rest else "NO"

        def do_select(self, rest: str) -> str:
            self.wfile.write(f"* {len(mailbox.letters)} EXISTS\r\n".encode())
            return "OK"

        def do_search(self, rest: str) -> str:
            self.wfile.write(f"* SEARCH {' '.join(map(str, mailbox.unread()))}\r\n".encode())
            return "OK"

        def do_fetch(self, rest: str) -> str:
            number = int(rest.split()[0])
            raw = mailbox.letters[number - 1]
            if "RFC822.SIZE" in rest:
                self.wfile.write(f"* {number} FETCH (RFC822.SIZE {len(raw)})\r\n".encode())
            else:
                mailbox.fetched_whole.append(number)
                self.wfile.write(f"* {number} FETCH (BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")
            return "OK"

        def do_store(self, rest: str) -> str:
            mailbox.flags.setdefault(int(rest.split()[0]), set()).update(re.findall(r"\\\w+", rest))
            return "OK"

        def do_logout(self, rest: str) -> str:
            self.wfile.write(b"* BYE\r\n")
            return "OK"

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
