"""What every letter that the portal sends has in common."""

from __future__ import annotations

import logging

from django.core.mail import EmailMessage

from .context_processors import Frame


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


def signature(frame: Frame) -> str:
    """Who writes, and where one answers."""
    return "\n".join(line for line in (frame.name, frame.contact_email, frame.phone) if line)
