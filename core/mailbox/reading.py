"""Letters that were kept as files, read to be shown."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-f]{8}")
LARGEST = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    at: datetime.datetime
    message: Message

    @property
    def subject(self) -> str:
        return self.header("Subject") or "(sans objet)"

    @property
    def to(self) -> str:
        return self.header("To")

    @property
    def sender(self) -> str:
        return self.header("From")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, self.header(name)) for name in dict.fromkeys(self.message.keys())]

    @property
    def text(self) -> str:
        return self._part("text/plain")

    @property
    def html(self) -> str:
        return self._part("text/html")

    def header(self, name: str) -> str:
        value = str(self.message.get(name, ""))
        try:
            return str(make_header(decode_header(value)))
        except (ValueError, LookupError):
            return value

    def _part(self, content_type: str) -> str:
        for part in self.message.walk():
            if part.get_content_type() == content_type:
                return part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8", "replace")
        return ""


def names() -> list[str]:
    """The latest first."""
    folder = settings.MAILBOX_DIR
    found = (path.stem for path in folder.glob("*.eml")) if folder and folder.is_dir() else ()
    return sorted((name for name in found if NAME.fullmatch(name)), reverse=True)


def read(name: str) -> Kept | None:
    """None where there is no such letter."""
    folder = settings.MAILBOX_DIR
    path: Path | None = folder / f"{name}.eml" if folder and NAME.fullmatch(name) else None
    if path is None or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    at = datetime.datetime.strptime(name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=datetime.UTC)
    return Kept(name, at, message_from_bytes(path.read_bytes()))
