"""What the search does by itself."""

from __future__ import annotations

import datetime

from django.conf import settings

from core.jobs import command
from core.schedule import register_job

OFTEN = datetime.timedelta(minutes=10)


def register() -> None:
    repair = command("check_search", "--repair")
    if settings.ELASTICSEARCH_URL:  # what was published while it was away
        register_job("check_search", run=repair, every=OFTEN, label="Vérifier l’index de recherche et sa copie")
    else:
        register_job("check_search", run=repair, at="03:10", label="Vérifier l’index de recherche")
    register_job(
        "make_vectors", run=command("make_vectors"), every=OFTEN, label="Calculer le sens des contenus, avec un modèle"
    )
    register_job(
        "forget_searches", run=command("forget_searches"), at="03:30", label="Oublier les recherches anciennes"
    )
    register_job("forget_requests", run=command("forget_requests"), at="03:35", label="Effacer les demandes fermées")
