"""The author of a proposal is told what becomes of it."""

from __future__ import annotations

from django.db.models.signals import pre_delete
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, page_unpublished, task_rejected

from .models import ExperiencePage
from .proposing import following


def tell_changes_asked(instance: TaskState, **_: object) -> None:
    following.changes_asked(instance)


def tell_published(instance: Page, **_: object) -> None:
    following.published(instance)


def tell_taken_down(instance: Page, **_: object) -> None:
    following.taken_down(instance)


def tell_deleted(instance: Page, **_: object) -> None:
    following.page_deleted(instance)


def connect() -> None:
    task_rejected.connect(tell_changes_asked, dispatch_uid="experiences.tell_changes_asked")
    page_published.connect(tell_published, dispatch_uid="experiences.tell_published")
    page_unpublished.connect(tell_taken_down, dispatch_uid="experiences.tell_taken_down")
    pre_delete.connect(tell_deleted, sender=ExperiencePage, dispatch_uid="experiences.tell_deleted")
