"""Practices taken up elsewhere."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone

from experiences.models import Adoption

from .kinds import ExperiencePageFactory


class AdoptionFactory(factory.django.DjangoModelFactory):
    """Told, not read yet. ``published`` and ``declined``: decided, ``days_ago`` days ago."""

    class Meta:
        model = Adoption

    class Params:
        days_ago = 0
        published = factory.Trait(
            state="published",
            decided_at=factory.LazyAttribute(lambda one: timezone.now() - datetime.timedelta(days=one.days_ago)),
        )
        declined = factory.Trait(
            state="declined",
            decided_at=factory.LazyAttribute(lambda one: timezone.now() - datetime.timedelta(days=one.days_ago)),
        )

    practice = factory.SubFactory(ExperiencePageFactory)
    kind = "adapted"
    organisation_name = factory.Sequence(lambda n: f"Ville d’essai {n}")
    what_changed = "La collecte a lieu tous les quinze jours."
    name = "Anne Martin"
    email = factory.Sequence(lambda n: f"anne-{n}@example.org")
    fingerprint = factory.Sequence(lambda n: f"empreinte-{n}")
