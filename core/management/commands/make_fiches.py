"""``manage.py make_fiches``: the fiches (PDF) that nobody has asked for yet, so that no reader waits for one."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from core.caching import asked_once
from core.fiche.lookup import make_in_advance
from core.models import KnowledgePage


class Command(BaseCommand):
    help = "Prépare en PDF les fiches qui ne le sont pas encore, telles qu’elles sont en ligne."

    def handle(self, *, verbosity: int, **_: object) -> None:
        kinds = [kind for kind in KnowledgePage.__subclasses__() if kind.is_printed]
        made = there = 0
        for kind in kinds:
            for pk in kind.objects.visible().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=1_000):
                with asked_once():
                    if make_in_advance(pk):
                        made += 1
                    else:
                        there += 1
        if verbosity:
            self.stdout.write(f"Fiches faites : {made} ; déjà prêtes : {there}.")
