"""What a server's answer to one letter means."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from enum import Enum

ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# Without an enhanced code, only words tell an address that does not exist from a server that wants none of ours.
NOBODY = re.compile(
    r"unknown|no such|not exist|doesn't exist|not found|invalid (?:user|mailbox|recipient|address)|no mailbox|"
    r"user unavailable|inconnu",
    re.IGNORECASE,
)
NOBODY_CODES = re.compile(r"5\.1\.(?:0|1|2|3|6|10)$|5\.2\.1$")
NO_ADDRESS_CODES = ("550", "551", "553")
CLOSING = 421


class Meaning(Enum):
    LATER = "later"  # it did not leave; it may, some time
    NOBODY = "nobody"  # the address receives nothing and never will
    REFUSED = "refused"  # this letter will not leave, and the address is not at fault
    UNKNOWN = "unknown"  # nobody knows whether it left
    OURS = "ours"  # the server wants nothing of us: no letter is at fault


@dataclass(frozen=True, slots=True)
class Answer:
    """``code``: the server's, "550 5.1.1"; never its words, in which addresses stand."""

    meaning: Meaning
    code: str = ""


def answer_to(error: Exception, *, data_begun: bool) -> Answer:
    """``data_begun``: the letter itself was on its way, so a silence tells nothing."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()), (0, b""))
            return _of_recipient(code, _read(text))
        case smtplib.SMTPSenderRefused():
            shown = _shown(error.smtp_code, _read(error.smtp_error))
            return Answer(Meaning.LATER if 400 <= error.smtp_code < 500 else Meaning.OURS, shown)
        case smtplib.SMTPDataError():
            shown = _shown(error.smtp_code, _read(error.smtp_error))
            return Answer(Meaning.REFUSED if error.smtp_code >= 500 else Meaning.LATER, shown)
        case smtplib.SMTPException() if not is_lost(error):
            return Answer(Meaning.REFUSED, type(error).__name__[:30])
        case _:
            return Answer(Meaning.UNKNOWN if data_begun else Meaning.LATER, type(error).__name__[:30])


def is_lost(error: Exception) -> bool:
    """Whether nothing more can be said over this connection."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == CLOSING for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == CLOSING
    return isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException)


def says_nobody(code: str, text: str = "") -> bool:
    """Whether this answer (its codes, "550 5.1.1", then its words) says that nobody has this address."""
    enhanced = ENHANCED.search(f"{code} {text}")
    if enhanced:
        return bool(NOBODY_CODES.match(enhanced[1]))
    return code[:3] in NO_ADDRESS_CODES and bool(NOBODY.search(text))


def _of_recipient(code: int, text: str) -> Answer:
    shown = _shown(code, text)
    if code < 500:
        return Answer(Meaning.LATER, shown)
    return Answer(Meaning.NOBODY if says_nobody(shown, text) else Meaning.REFUSED, shown)


def _shown(code: int, text: str) -> str:
    enhanced = ENHANCED.search(text)
    return f"{code} {enhanced[1]}" if enhanced else str(code)


def _read(text: bytes | str) -> str:
    return text.decode("ascii", "replace") if isinstance(text, bytes) else str(text)
