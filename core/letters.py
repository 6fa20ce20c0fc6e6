"""What every letter that the portal sends has in common."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage

from .context_processors import Frame, site_frame


def sent(message: EmailMessage, logger: logging.Logger) -> bool:
    """Whether it has left; without anybody to write to, it has not. ``logger``: of whoever sends it, told of a failure,
    never of an address."""
    if not message.to:
        return False
    try:
        return bool(message.send())
    except Exception as error:  # an SMTP server has a hundred ways to fail, and none may cost what the letter tells of
        logger.warning("A message was not sent (%s).", type(error).__name__)
        return False


def to_the_centre(subject: str, *paragraphs: str, reply_to: str = "") -> EmailMessage:
    """To nobody where the site has no address."""
    centre = site_frame().contact_email
    return EmailMessage(
        subject=subject,
        body="\n\n".join(paragraphs),
        to=[centre] if centre else [],
        reply_to=[reply_to] if reply_to else [],
    )


def to_somebody(email: str, subject: str, *paragraphs: str, is_reply: bool = False) -> EmailMessage:
    """From the centre, to whoever gave this address. ``is_reply``: it answers at once what they have just sent."""
    frame = site_frame()
    return EmailMessage(
        subject=subject,
        body="\n\n".join(["Bonjour,", *paragraphs, signature(frame)]),
        to=[email] if email else [],
        reply_to=[frame.contact_email] if frame.contact_email else [],
        headers={"Auto-Submitted": "auto-replied" if is_reply else "auto-generated"},
    )


def answers(thing: object, labels: Iterable[tuple[str, str]]) -> list[str]:
    """A paragraph for each field that says something. ``labels``: label and name of each."""
    return [f"{label} :\n{said}" for label, name in labels if (said := getattr(thing, name))]


def absolute(path: str) -> str:
    """The whole address of a page, for a letter."""
    return path if path.startswith("http") else settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def signature(frame: Frame) -> str:
    """Who writes, and where one answers."""
    return "\n".join(line for line in (frame.name, frame.contact_email, frame.phone) if line)
