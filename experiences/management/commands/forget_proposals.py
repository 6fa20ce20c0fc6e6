"""``manage.py forget_proposals``: warns of drafts soon erased, erases old ones, and who proposed what is closed."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from core.open_forms.pace import forget_old
from experiences.proposing.retention import forget_old_drafts, forget_people, warn_of_old_drafts


class Command(BaseCommand):
    help = "Efface les brouillons abandonnés (après un courriel) et les noms des propositions closes. Chaque jour."

    def handle(self, *, verbosity: int, **_: object) -> None:
        forget_old()
        warned, erased, forgotten = warn_of_old_drafts(), forget_old_drafts(), forget_people()
        if verbosity:
            self.stdout.write(
                f"Personnes prévenues : {warned}. Brouillons effacés : {erased}. Noms effacés : {forgotten}."
            )
