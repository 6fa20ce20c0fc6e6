"""``manage.py run_all``: the site, its worker and its schedule, together, on one machine."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from home.processes import run_together

WORKER = ("db_worker", "--backend", "background", "--queue-name", "*", "--no-reload", "--verbosity", "0")


class Command(BaseCommand):
    help = "Sert le site et fait tourner ce qui travaille derrière : les tâches de fond et les travaux programmés."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="celui du site")
        parser.add_argument("--with-parent", action="store_true", help="s’arrête aussi avec le processus qui l’a lancé")

    def handle(self, *, port: int, with_parent: bool, **_: object) -> None:
        commands = {
            "site": ("runserver", "--noreload", "--skip-checks", f"0.0.0.0:{port}"),
            "tâches de fond": WORKER,
            "travaux programmés": ("schedule",),
        }
        code = run_together(commands, tell=self.stderr.write, with_parent=with_parent)
        if code:
            raise CommandError("Le site n’a pas pu démarrer.", returncode=code)
