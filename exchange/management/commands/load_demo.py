"""``manage.py load_demo``: the demonstration content, on a portal that has none."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site

from core.models import KnowledgePage, PortalSettings
from exchange.models import ImportRun
from home.models import HomePage
from taxonomy.models import Territory

from .import_content import REFUSED

DEMO = Path(settings.BASE_DIR) / "demo"
INTRO = (
    "<p>Des retours d’expérience, des fiches pratiques et des captations pour celles et ceux qui font vivre un "
    "quartier ensemble : habitants, communes, bailleurs, associations.</p>"
)
PUBLISHER = {
    "publisher": "Centre de ressources GUSP",
    "contact_email": "maison.habitant@ville-pontdeclaix.fr",
    "phone": "04 76 29 86 29",
    "address": "Avenue des Îles de Mars, 38800 Le Pont-de-Claix",
}


class Command(BaseCommand):
    help = "Importe le contenu de démonstration (demo/) dans un portail vide ; ne fait rien s’il y est déjà."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=DEMO, help="dossier des fichiers (demo/ par défaut)")

    def handle(self, *, folder: Path, verbosity: int, **_: object) -> None:
        files = sorted(folder.glob("*.jsonl"))
        if self._is_loaded(files):
            return
        if not Territory.objects.exists():
            call_command("load_territories", verbosity=verbosity)
        try:
            call_command("import_content", *map(str, files), "--create-missing", verbosity=verbosity)
        except SystemExit as stopped:
            if stopped.code != REFUSED:
                raise
        self._present()
        call_command("make_fiches", verbosity=0)

    def _is_loaded(self, files: Sequence[Path]) -> bool:
        """Whether the content is there, whole. A run cut short is taken up again."""
        last = ImportRun.objects.filter(files=", ".join(file.name for file in files)).first()
        if last is not None:
            return last.finished_at is not None
        # The legal pages that a new portal has from its migrations have no revision yet.
        return KnowledgePage.objects.filter(external_id__in=_identifiers(files)).exclude(latest_revision=None).exists()

    def _present(self) -> None:
        """Who speaks on the front page, where nobody has said so yet."""
        site = Site.objects.get(is_default_site=True)
        portal = PortalSettings.for_site(site)
        for name, value in PUBLISHER.items():
            setattr(portal, name, getattr(portal, name) or value)
        portal.save()
        home = HomePage.objects.first()
        if home is not None and home.latest_revision_id is None:
            home.intro = INTRO
            home.save_revision().publish()


def _identifiers(files: Sequence[Path]) -> Iterator[str]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line).get("external_id", "")
