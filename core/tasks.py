"""Work that nobody need wait for, done by a worker (`make worker`; see TASKS in the settings)."""

from __future__ import annotations

from django_tasks import task

from .fiche.lookup import make_in_advance

BACKGROUND = "background"
LAST = -50  # priority: letters go first, even after an import of thousands


@task(backend=BACKGROUND, priority=LAST)
def make_fiche(pk: int) -> None:
    make_in_advance(pk)
