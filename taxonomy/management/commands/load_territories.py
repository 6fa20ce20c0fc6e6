"""Loads the official référentiel of territories, or brings it up to date."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from taxonomy.models import Territory
from taxonomy.referentiel import load
from taxonomy.signals import territories_loaded


class Command(BaseCommand):
    help = "Charge les régions, départements, intercommunalités et communes officiels, ou les met à jour."

    def handle(self, *args: object, **options: object) -> None:
        created, updated = load()
        territories_loaded.send(sender=Territory)
        self.stdout.write(f"Territoires : {created} ajoutés, {updated} mis à jour.")
