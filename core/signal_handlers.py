"""What must happen when content changes: kept values are thrown away."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published

from directory.models import Organisation, Person
from taxonomy.models import Alias, Audience, Term, Territory, Theme
from taxonomy.signals import territories_loaded

from . import caching
from .fiche import keeping
from .models import KnowledgePage, PortalSettings, Tag
from .tasks import make_fiche

# Whatever a kept value may be made of.
CONTENT_MODELS = (
    Page, PageViewRestriction, Site, PortalSettings, Tag,
    Organisation, Person, Alias, Audience, Term, Territory, Theme,
    get_image_model(), get_document_model(),
)  # fmt: skip


def forget_kept_values(instance: Model, **_: object) -> None:
    if isinstance(instance, CONTENT_MODELS):
        caching.content_changed()


def forget_all_kept_values(**_: object) -> None:
    caching.content_changed()


def forget_fiche(instance: Model, **_: object) -> None:
    """What was unpublished; what is deleted goes through the next."""
    if isinstance(instance, KnowledgePage) and instance.is_printed and not instance.live:
        keeping.forget(instance.pk)


def forget_deleted_fiche(instance: Model, **_: object) -> None:
    if isinstance(instance, KnowledgePage) and instance.is_printed:
        keeping.forget(instance.pk)


def ask_for_fiche(instance: Page, **_: object) -> None:
    """Once it is published for good; that a fiche cannot be made never stands in the way of publishing."""
    if getattr(instance, "is_printed", False):
        transaction.on_commit(lambda: make_fiche.enqueue(instance.pk), robust=True)


def connect() -> None:
    territories_loaded.connect(forget_all_kept_values, dispatch_uid="core.forget_kept_values.territories")
    post_save.connect(forget_kept_values, dispatch_uid="core.forget_kept_values.save")
    post_delete.connect(forget_kept_values, dispatch_uid="core.forget_kept_values.delete")
    post_save.connect(forget_fiche, dispatch_uid="core.forget_fiche.save")
    post_delete.connect(forget_deleted_fiche, dispatch_uid="core.forget_fiche.delete")
    page_published.connect(ask_for_fiche, dispatch_uid="core.ask_for_fiche")
