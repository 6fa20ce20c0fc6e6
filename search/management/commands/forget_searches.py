"""``manage.py forget_searches``: what was counted of searches is not kept for ever."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from search.retention import forget_counts
from search.usefulness import forget_clicks


class Command(BaseCommand):
    help = (
        "Oublie les questions posées une seule fois il y a plus de trente jours, et toutes celles de plus de "
        "vingt-cinq mois. À lancer chaque jour."
    )

    def handle(self, *, verbosity: int, **_: object) -> None:
        forgotten = forget_counts() + forget_clicks()
        if verbosity:
            self.stdout.write(f"Décomptes oubliés : {forgotten}.")
