"""``manage.py make_fiches``: the fiches (PDF) that nobody has asked for yet, so that no reader waits for one."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from django.core.management.base import BaseCommand

from core.caching import asked_once
from core.fiche.keeping import make
from core.fiche.lookup import missing
from core.models import KnowledgePage

WAITING = 4  # fiches read and not yet made, for each that is being made: so many at most are in memory


class Command(BaseCommand):
    help = "Prépare en PDF les fiches qui ne le sont pas encore, telles qu’elles sont en ligne."

    def handle(self, *, verbosity: int, **_: object) -> None:
        """One thread reads the items, as many as there are processors set them: setting them leaves Python alone."""
        hands = os.cpu_count() or 1
        being_made: deque[Future[bytes]] = deque()
        made = there = 0
        with ThreadPoolExecutor(hands) as workers:
            for pk in _printed():
                with asked_once():
                    found = missing(pk)
                if found is None:
                    there += 1
                    continue
                made += 1
                being_made.append(workers.submit(make, *found))
                if len(being_made) > WAITING * hands:
                    being_made.popleft().result()
            for one in being_made:
                one.result()
        if verbosity:
            self.stdout.write(f"Fiches faites : {made} ; déjà prêtes : {there}.")


def _printed() -> Iterator[int]:
    for kind in KnowledgePage.__subclasses__():
        if kind.is_printed:
            yield from kind.objects.visible().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=1_000)
