"""Keeps the public index equal to what is public: each change of an item, of its place in the tree, of its privacy, or
of a name that it carries."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.search.backends import get_search_backend
from wagtail.signals import page_slug_changed, post_page_move

from core.caching import content_changed
from core.models import KnowledgePage
from core.signals import knowledge_page_saved
from directory.models import Organisation
from taxonomy.models import Theme, ThemeAlias

from .backends.public import in_batches


def index_pages(pages: QuerySet[KnowledgePage]) -> None:
    """Brings the index up to date for ``pages``, whatever their visibility."""
    backend = get_search_backend("public")
    for batch in in_batches(pages.specific().iterator()):
        backend.add_bulk(KnowledgePage, batch)


def index_saved_page(instance: KnowledgePage, **_: object) -> None:
    get_search_backend("public").add_bulk(type(instance), [instance])


def forget_deleted_page(instance: Model, **_: object) -> None:
    if isinstance(instance, KnowledgePage):
        get_search_backend("public").delete(instance)


def index_subtree(instance: Page, **_: object) -> None:
    index_pages(KnowledgePage.objects.filter(path__startswith=instance.path))


def index_restricted_subtree(instance: PageViewRestriction, **_: object) -> None:
    content_changed()  # core hears of the restriction after search does: the paths it keeps are the former ones
    index_subtree(instance.page)


def index_renamed(instance: Model, created: bool = False, **_: object) -> None:
    if created:
        return
    if isinstance(instance, Theme):
        index_pages(KnowledgePage.objects.filter(themes=instance))
    elif isinstance(instance, ThemeAlias):
        index_pages(KnowledgePage.objects.filter(themes=instance.theme_id))
    elif isinstance(instance, Organisation):
        index_pages(KnowledgePage.objects.filter(page_organisations__organisation=instance).distinct())


def connect() -> None:
    knowledge_page_saved.connect(index_saved_page, dispatch_uid="search.saved")
    pre_delete.connect(forget_deleted_page, dispatch_uid="search.deleted")
    page_slug_changed.connect(index_subtree, dispatch_uid="search.slug_changed")
    post_page_move.connect(index_subtree, dispatch_uid="search.moved")
    post_save.connect(index_restricted_subtree, sender=PageViewRestriction, dispatch_uid="search.restricted")
    post_delete.connect(index_restricted_subtree, sender=PageViewRestriction, dispatch_uid="search.unrestricted")
    for model in (Theme, ThemeAlias, Organisation):
        post_save.connect(index_renamed, sender=model, dispatch_uid=f"search.renamed.{model.__name__}")
