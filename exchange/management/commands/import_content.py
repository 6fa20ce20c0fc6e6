"""``manage.py import_content``: see docs/import.md."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from exchange.importer import Importer, Options

REFUSED = 1  # something was refused, the rest went in
INTERRUPTED = 130


class Progress:
    """A bar on a terminal; elsewhere, messages only."""

    def __init__(self, command: BaseCommand, *, quiet: bool) -> None:
        self.command = command
        self.bar: tqdm | None = None
        self.quiet = quiet

    def start(self, total: int) -> None:
        if not self.quiet and sys.stderr.isatty():
            self.bar = tqdm(total=total, unit=" fiche", desc="Import", file=sys.stderr, dynamic_ncols=True)

    def advance(self, lines: int) -> None:
        if self.bar is not None:
            self.bar.update(lines)

    def tell(self, message: str) -> None:
        if self.bar is not None:
            self.bar.clear()
        self.command.stderr.write(message)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


class Command(BaseCommand):
    help = "Importe des fiches depuis des fichiers JSON Lines, CSV ou XLSX (docs/import.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="vérifie tout, n’écrit rien")
        parser.add_argument(
            "--create-missing",
            action="store_true",
            help="crée les mots-clés, publics, séries, organisations et personnes qui n’existent pas encore",
        )
        state = parser.add_mutually_exclusive_group()
        state.add_argument("--publish", action="store_true", default=True, help="publie les fiches (par défaut)")
        state.add_argument("--draft", dest="publish", action="store_false", help="laisse les fiches en brouillon")

    def handle(
        self, *, files: list[Path], dry_run: bool, create_missing: bool, publish: bool, verbosity: int, **_: object
    ) -> None:
        for path in files:
            if not path.is_file():
                raise CommandError(f"Le fichier {path} n’existe pas.")
        progress = Progress(self, quiet=verbosity == 0)
        importer = Importer(files, Options(create_missing, publish, dry_run), progress)
        try:
            counts = importer.run()
        except KeyboardInterrupt:
            progress.close()
            done = importer.journal.counts if hasattr(importer, "journal") else None
            told = (
                f"Import interrompu après {done.total} fiche(s) : {done}."
                if done
                else "Import interrompu avant de commencer."
            )
            self.stderr.write(f"{told} Rien n’est écrit à moitié : la même commande finira le travail.")
            sys.exit(INTERRUPTED)
        finally:
            progress.close()
        if verbosity:
            self.stdout.write(f"{'Vérification (rien n’est écrit)' if dry_run else 'Import'} : {counts}.")
        if counts.refused:
            sys.exit(REFUSED)
