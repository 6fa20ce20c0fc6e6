"""``manage.py forget_requests``: a request is erased a year after it is closed."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from search.retention import forget_requests


class Command(BaseCommand):
    help = "Efface les demandes documentaires fermées depuis plus de douze mois. À lancer chaque jour."

    def handle(self, *, verbosity: int, **_: object) -> None:
        erased = forget_requests()
        if verbosity:
            self.stdout.write(f"Demandes effacées : {erased}.")
