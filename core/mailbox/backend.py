"""Keeps each letter as a file ``.eml`` instead of sending it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class MailboxBackend(BaseEmailBackend):
    """A file appears whole or not at all, whoever reads the folder meanwhile. Its name begins with the hour."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = settings.MAILBOX_DIR
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}"
            half_written = folder / f".{name}"
            half_written.write_bytes(message.message().as_bytes())
            os.replace(half_written, folder / f"{name}.eml")
        return len(email_messages)
