"""What must happen when an essaimage changes (the practices say so, and are found by it), and when something becomes of
what was proposed (its author is told)."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_init, post_save, pre_delete
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, page_unpublished, task_rejected

from core.caching import content_changed
from core.models import KnowledgePage
from search.signal_handlers import index_pages

from .models import Adoption, ExperiencePage
from .proposing import following


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


def tell_changes_asked(instance: TaskState, **_: object) -> None:
    following.changes_asked(instance)


def tell_published(instance: Page, **_: object) -> None:
    following.published(instance)


def tell_taken_down(instance: Page, **_: object) -> None:
    following.taken_down(instance)


def tell_deleted(instance: Page, **_: object) -> None:
    following.page_deleted(instance)


def connect() -> None:
    post_init.connect(remember_practice, sender=Adoption, dispatch_uid="experiences.adoption_read")
    post_save.connect(index_adoption, sender=Adoption, dispatch_uid="experiences.adoption_saved")
    post_delete.connect(index_deleted_adoption, sender=Adoption, dispatch_uid="experiences.adoption_deleted")
    task_rejected.connect(tell_changes_asked, dispatch_uid="experiences.tell_changes_asked")
    page_published.connect(tell_published, dispatch_uid="experiences.tell_published")
    page_unpublished.connect(tell_taken_down, dispatch_uid="experiences.tell_taken_down")
    pre_delete.connect(tell_deleted, sender=ExperiencePage, dispatch_uid="experiences.tell_deleted")
