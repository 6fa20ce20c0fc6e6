"""``manage.py remind_reviews``: asks editors to review what has aged."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from core.review_letters import send_review_letters


class Command(BaseCommand):
    help = "Écrit à celles et ceux qui ont des pages à relire, une fois par mois au plus chacun. À lancer chaque jour."

    def handle(self, *, verbosity: int, **_: object) -> None:
        sent = send_review_letters()
        if verbosity:
            self.stdout.write(f"Lettres envoyées : {sent}.")
