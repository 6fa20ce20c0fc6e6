"""``manage.py make_vectors``: what items mean, for the search by meaning."""

from __future__ import annotations

import fcntl
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand
from tqdm import tqdm

from search.meaning.making import make
from search.meaning.model import model


class Command(BaseCommand):
    help = (
        "Calcule les vecteurs des contenus nouveaux ou modifiés, pour que la recherche les trouve aussi par leur sens. "
        "À lancer toutes les dix minutes ; sans le complément requirements-semantic.txt, ne fait rien."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", dest="again", help="recalcule aussi ceux qui le sont déjà")

    def handle(self, *, again: bool, verbosity: int, **_: object) -> None:
        if model() is None:
            self._say(verbosity, "Aucun modèle : la recherche par le sens n’est pas installée.")
            return
        settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
        with (settings.STATE_DIR / "vecteurs.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._say(verbosity, "Un calcul est déjà en cours.")
                return
            made = make(lambda ids: tqdm(ids, unit="contenu", disable=verbosity == 0), again=again)
            self._say(verbosity, f"Vecteurs calculés : {made} contenu(s).")

    def _say(self, verbosity: int, text: str) -> None:
        if verbosity:
            self.stdout.write(text)
