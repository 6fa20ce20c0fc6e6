"""``manage.py remind_partners``: a letter that soon closes is told to those who may propose for it."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from newsletter.partners.reminders import remind_partners


class Command(BaseCommand):
    help = "Rappelle aux partenaires, une fois par lettre, la date limite de leurs brèves. À lancer chaque jour."

    def handle(self, *, verbosity: int, **_: object) -> None:
        told = remind_partners()
        if verbosity:
            self.stdout.write(f"Partenaires prévenus : {told}.")
