"""A bibliography is found by the references it holds: when one changes, so does what search knows of it."""

from __future__ import annotations

from django.db.models.signals import post_save

from search.signal_handlers import index_pages

from .models import BibliographyPage, Reference


def index_its_bibliographies(instance: Reference, created: bool = False, **_: object) -> None:
    if not created:
        index_pages(BibliographyPage.objects.filter(entries__reference=instance).distinct())


def connect() -> None:
    post_save.connect(index_its_bibliographies, sender=Reference, dispatch_uid="resources.reference_changed")
