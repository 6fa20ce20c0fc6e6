"""What a mail that came back says. It comes from outside, and anybody may write it: nothing is believed of it unless it
names a letter that we sent, by a key that nobody guesses; nor is any address in it read or kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from itertools import islice

from newsletter.models import Bounce

from .answers import ENHANCED, says_nobody
from .message import LEAVING

LARGEST = 1_000_000  # bytes; what is larger is not read
MOST_PARTS = 40
READ_OF_A_PART = 50_000  # characters
KEY = r"([0-9a-f]{40})"
NAMED = re.compile(rf"<{KEY}@|^x-lettre:\s*{KEY}|{LEAVING}{KEY}", re.IGNORECASE | re.MULTILINE)
LEAVE = re.compile(rf"^\s*{LEAVING}{KEY}\s*$", re.IGNORECASE)
DIAGNOSTIC = re.compile(r"\b([45]\d\d)[ -]")


@dataclass(frozen=True, slots=True)
class Report:
    """``kind``: one of ``Bounce.Kind``, or "leave" where somebody asks by mail to leave. ``source``: what names this
    report among all."""

    key: str
    kind: str
    code: str
    source: str


def read_report(raw: bytes) -> Report | None:
    """None for what is no report of ours: an answer that a person wrote, a delay, anything hostile."""
    if len(raw) > LARGEST:
        return None
    try:
        return _read(message_from_bytes(raw))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        return None  # the parser of the standard library has its own ways to fail on what is made to break it


def _read(message: Message) -> Report | None:
    leaving = LEAVE.match(str(message.get("Subject", "")))
    if leaving:
        return Report(leaving[1].lower(), "leave", "", f"leave {leaving[1].lower()}")
    parts = list(islice(message.walk(), MOST_PARTS))
    key = _key_in(parts)
    if not key:
        return None
    told = _complaint(parts) or _delivery(parts) or _plain_failure(message, parts)
    if told is None:
        return None
    kind, code = told
    return Report(key, kind, code, f"{kind} {key} {message.get('Message-ID', '')}")


def _key_in(parts: list[Message]) -> str:
    """The key of the letter that came back, from its own headers or those that quote them."""
    for part in reversed(parts):  # what came back stands last
        for text in (_headers(part), _text(part)):
            found = NAMED.search(text)
            if found:
                return next(key for key in found.groups() if key).lower()
    return ""


def _complaint(parts: list[Message]) -> tuple[str, str] | None:
    """A feedback report (RFC 5965)."""
    for fields in _fields(parts, "message/feedback-report"):
        kind = fields.get("feedback-type", "").lower()
        if kind in ("abuse", "fraud", "virus", "opt-out", "other"):
            return Bounce.Kind.COMPLAINT, kind
    return None


def _delivery(parts: list[Message]) -> tuple[str, str] | None:
    """A delivery report (RFC 3464). A delay is none: it says that the server goes on trying."""
    for fields in _fields(parts, "message/delivery-status"):
        if fields.get("action", "").lower() == "failed":
            return _kind_of(fields.get("status", ""), fields.get("diagnostic-code", ""))
    return None


def _plain_failure(message: Message, parts: list[Message]) -> tuple[str, str] | None:
    """What old servers write in words alone."""
    author = str(message.get("From", "")).lower()
    if "mailer-daemon" not in author and "postmaster" not in author and "X-Failed-Recipients" not in message:
        return None
    if any(part.get_content_type() == "message/delivery-status" for part in parts):
        return None
    said = "\n".join(_text(part) for part in parts if part.get_content_maintype() == "text")[:READ_OF_A_PART]
    enhanced, plain = ENHANCED.search(said), DIAGNOSTIC.search(said)
    if not (enhanced or plain):
        return None
    return _kind_of(enhanced[1] if enhanced else "", said if plain else "")


def _kind_of(status: str, diagnostic: str) -> tuple[str, str]:
    enhanced = ENHANCED.search(status) or ENHANCED.search(diagnostic)
    plain = DIAGNOSTIC.search(diagnostic)
    precise = ENHANCED.search(diagnostic)
    if enhanced and enhanced[1] in ("5.0.0", "5.1.0", "5.5.0") and precise:  # the server says it better
        enhanced = precise
    code = " ".join(found[1] for found in (plain, enhanced) if found)[:20]
    vague = enhanced is None or enhanced[1] == "5.0.0"
    hard = says_nobody(plain[1] if plain else "", ENHANCED.sub("", diagnostic)) if vague else says_nobody(enhanced[1])
    return (Bounce.Kind.HARD if hard else Bounce.Kind.SOFT), code


def _fields(parts: list[Message], content_type: str) -> Iterator[dict[str, str]]:
    """Each group of fields of the parts of this type. The standard library makes a delivery report of messages without
    a body; a feedback report may come so, or as text."""
    for part in parts:
        if part.get_content_type() != content_type:
            continue
        inside = part.get_payload()
        groups = inside if isinstance(inside, list) else [message_from_bytes(_text(part).encode(errors="replace"))]
        for group in groups[:MOST_PARTS]:
            yield {name.lower(): str(value).strip()[:1_000] for name, value in group.items()}


def _headers(part: Message) -> str:
    wanted = ("Message-ID", "X-Lettre", "In-Reply-To", "References")
    return "\n".join(f"{name}: {str(part.get(name, '')).strip()[:2_000]}" for name in wanted if name in part)


def _text(part: Message) -> str:
    inside = part.get_payload(decode=True)
    return inside[:READ_OF_A_PART].decode("utf-8", "replace") if isinstance(inside, bytes) else ""
