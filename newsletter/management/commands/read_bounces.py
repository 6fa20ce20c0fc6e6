"""``manage.py read_bounces``: reads the mailbox where letters come back."""

from __future__ import annotations

import imaplib

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsletter.mailing.reading import read_mailbox


class Command(BaseCommand):
    help = (
        "Lit la boîte où reviennent les lettres (BOUNCE_IMAP_HOST…) : retire les adresses qui n’existent plus et "
        "celles de qui se plaint, désinscrit qui le demande par courriel."
    )

    def handle(self, *, verbosity: int, **_: object) -> None:
        if not settings.BOUNCE_IMAP_HOST:
            raise CommandError("BOUNCE_IMAP_HOST ne nomme aucun serveur : voyez .env.example.")
        try:
            reading = read_mailbox()
        except (OSError, imaplib.IMAP4.error) as error:
            raise CommandError(f"La boîte ne peut pas être lue ({type(error).__name__}).") from error
        if verbosity:
            self.stdout.write(f"Courriels lus : {reading.read}. Retours comptés : {reading.counted}.")
