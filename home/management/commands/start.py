"""Everything `make run` does before it serves: an empty folder becomes a portal full of content."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from directory.models import User
from taxonomy import referentiel

ADMINISTRATOR = "admin"


class Command(BaseCommand):
    help = "Prépare le portail : base de données, territoires, contenu de démonstration, compte d’administration."

    def handle(self, *args: object, **options: object) -> None:
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty here, but looked for
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Préparation de la base de données…")
            call_command("migrate", interactive=False, verbosity=0)
        if referentiel.is_behind():
            self.stdout.write("Chargement des territoires…")
            call_command("load_territories")
        call_command("load_demo")
        self._announce()

    def _announce(self) -> None:
        self.stdout.write(f"\nLe portail répond sur {settings.WAGTAILADMIN_BASE_URL}/")
        self.stdout.write(f"L’administration est à l’adresse {settings.WAGTAILADMIN_BASE_URL}/admin/")
        if settings.MAILBOX_DIR:
            self.stdout.write(f"Les courriels se lisent à l’adresse {settings.WAGTAILADMIN_BASE_URL}/courriels/")
        if not User.objects.filter(is_superuser=True).exists():
            password = secrets.token_urlsafe(12)
            User.objects.create_superuser(ADMINISTRATOR, password=password)
            self.stdout.write(f"Compte : {ADMINISTRATOR}    Mot de passe : {password}")
            self.stdout.write("Notez-le : il ne sera plus affiché.\n")
