"""``manage.py rebuild_search``: makes the public index anew, while it goes on answering."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.rebuilding import rebuild_copy, rebuild_database


class Command(BaseCommand):
    help = (
        "Refait l’index public à partir des contenus publiés, puis sa copie sur Elasticsearch s’il y en a une. "
        "La recherche répond pendant ce temps, et ce qui est publié entre-temps n’est pas perdu."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only",
            choices=["database", "elasticsearch"],
            help="ne refait que l’index de ce moteur (par défaut : tous)",
        )

    def handle(self, *, only: str | None, verbosity: int, **_: object) -> None:
        if only == "elasticsearch" and not settings.ELASTICSEARCH_URL:
            raise CommandError("ELASTICSEARCH_URL n’est pas défini : il n’y a pas de copie à refaire.")
        if only != "elasticsearch":
            many = rebuild_database(lambda ids: tqdm(ids, unit="contenu", disable=verbosity == 0))
            self.stdout.write(f"Index de la base : {many} contenu(s).")
        if settings.ELASTICSEARCH_URL and only != "database":
            try:
                self.stdout.write(f"Copie sur Elasticsearch : {rebuild_copy()} contenu(s).")
            except ConnectionError as error:
                raise CommandError(
                    f"Elasticsearch ne répond pas ({error}). L’ancienne copie, s’il y en a une, est restée en place ; "
                    "en attendant, la base de données répond."
                ) from error
