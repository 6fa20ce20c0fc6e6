"""What must happen when an essaimage is published, withdrawn or changed: the practices say so, and are found by it."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_init, post_save

from core.caching import content_changed
from core.models import KnowledgePage
from search.signal_handlers import index_pages

from .models import Adoption


def remember_practice(instance: Adoption, **_: object) -> None:
    """Before it may be changed: the practice that it was told of must forget it."""
    instance._practice_it_was_of = instance.__dict__.get("practice_id")


def index_adoption(instance: Adoption, **_: object) -> None:
    content_changed()
    told = {instance.practice_id, instance.own_practice_id, getattr(instance, "_practice_it_was_of", None)}
    index_pages(KnowledgePage.objects.filter(pk__in=told - {None}))
    remember_practice(instance)


def index_deleted_adoption(instance: Adoption, origin: Model | QuerySet | None = None, **_: object) -> None:
    """Unless it goes with its practice: the index must not take back what is being deleted."""
    if isinstance(origin, Adoption) or getattr(origin, "model", None) is Adoption:
        index_adoption(instance)


def connect() -> None:
    post_init.connect(remember_practice, sender=Adoption, dispatch_uid="experiences.adoption_read")
    post_save.connect(index_adoption, sender=Adoption, dispatch_uid="experiences.adoption_saved")
    post_delete.connect(index_deleted_adoption, sender=Adoption, dispatch_uid="experiences.adoption_deleted")
