"""``manage.py forget_adoptions``: who told of an essaimage is forgotten six months after the answer."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from experiences.spreading.retention import forget_adoptions


class Command(BaseCommand):
    help = "Efface qui a raconté un essaimage, six mois après la réponse. À lancer chaque jour."

    def handle(self, *, verbosity: int, **_: object) -> None:
        forgotten = forget_adoptions()
        if verbosity:
            self.stdout.write(f"Essaimages dont l’auteur est oublié : {forgotten}.")
