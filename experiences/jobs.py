"""What is forgotten each night of those who told of practices."""

from __future__ import annotations

from core.jobs import command
from core.schedule import register_job


def register() -> None:
    register_job(
        "forget_adoptions", run=command("forget_adoptions"), at="03:40", label="Oublier qui a raconté un essaimage"
    )
    register_job(
        "forget_proposals", run=command("forget_proposals"), at="03:45", label="Effacer les brouillons abandonnés"
    )
