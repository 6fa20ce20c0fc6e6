"""``manage.py check_search``: whether the public index holds what is public, and its copy what it holds."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.rebuilding import copy_drift, database_drift, repair_copy, repair_database

LISTED = 10


class Command(BaseCommand):
    help = (
        "Compare les contenus publiés à l’index de la base, puis l’index de la base à sa copie sur Elasticsearch, "
        "identifiant par identifiant et version par version. Avec --repair, corrige ce qui diffère."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="corrige ce qui diffère")
        parser.add_argument("--json", action="store_true", dest="as_json", help="écrit du JSON")

    def handle(self, *, repair: bool, as_json: bool, **_: object) -> None:
        drifts = {"database": database_drift()}
        if repair and drifts["database"]:
            repair_database(drifts["database"])
        if settings.ELASTICSEARCH_URL:
            try:
                drifts["elasticsearch"] = copy_drift()
                if repair:
                    repair_copy()
            except ConnectionError as error:
                raise CommandError(
                    f"Elasticsearch ne répond pas ({error}) : la base de données répond en attendant."
                ) from error
        self._tell(drifts, repair, as_json)
        if any(drifts.values()) and not repair:
            raise CommandError("Des écarts restent : relancez avec --repair.", returncode=3)

    def _tell(self, drifts: dict[str, set[int]], repaired: bool, as_json: bool) -> None:
        if as_json:
            told = {name: sorted(ids) for name, ids in drifts.items()}
            self.stdout.write(json.dumps({"drift": told, "repaired": repaired}))
            return
        for name, ids in drifts.items():
            listed = ", ".join(map(str, sorted(ids)[:LISTED])) + (" …" if len(ids) > LISTED else "")
            done = " (corrigés)" if ids and repaired else ""
            self.stdout.write(f"{name} : {len(ids)} écart(s){done}{' : ' + listed if ids else ''}")
