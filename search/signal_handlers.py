"""Keeps the public index equal to what is public: each change of an item, of its place in the tree, of its privacy, or
of a name that it carries."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.signals import request_finished
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.search.backends import get_search_backend
from wagtail.signals import post_page_move

from core.batches import in_batches
from core.caching import content_changed
from core.models import KnowledgePage, PortalDocument, Tag
from core.signals import knowledge_page_saved
from directory.models import Organisation, Person
from taxonomy.models import Audience, Territory, Theme, ThemeAlias

from .attachments import items_attaching
from .backends.public import BATCH
from .models import PromotedResult, SetAsideRule, SynonymRule
from .tally import questions
from .tasks import read_attachment


def index_pages(pages: QuerySet[KnowledgePage]) -> None:
    """Brings the index up to date for ``pages``, whatever their visibility."""
    backend = get_search_backend("public")
    for batch in in_batches(pages.specific().iterator(), BATCH):
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


# What an item carries the name of → the look-up that leads from the item to it.
NAMED_BY = {
    Organisation: "page_organisations__organisation",
    Person: "page_people__person",
    Tag: "tagged_items__tag",
    Audience: "audiences",
    Territory: "page_territories__territory",
}


def index_renamed(sender: type[Model], instance: Model, created: bool = False, **_: object) -> None:
    if not created:
        index_pages(KnowledgePage.objects.filter(**{NAMED_BY[sender]: instance}).distinct())


def index_theme(instance: Theme, created: bool = False, **_: object) -> None:
    """A theme renamed, or moved under another rubric with its sub-themes."""
    themes, found = {instance.pk}, {instance.pk}
    while found:
        found = set(Theme.objects.filter(parent__in=found).values_list("pk", flat=True)) - themes
        themes |= found
    if not created:
        index_pages(KnowledgePage.objects.filter(themes__in=themes).distinct())


def remember_the_items(instance: Model, **_: object) -> None:
    """Before a theme, a keyword… is deleted: once it is, nothing tells which items it was on."""
    look_up = NAMED_BY.get(type(instance), "themes")
    instance._items_it_was_on = list(KnowledgePage.objects.filter(**{look_up: instance}).values_list("pk", flat=True))


def index_the_items(instance: Model, **_: object) -> None:
    index_pages(KnowledgePage.objects.filter(pk__in=instance._items_it_was_on))


def index_alias(instance: ThemeAlias, **_: object) -> None:
    index_pages(KnowledgePage.objects.filter(themes=instance.theme_id))


def forget_kept_values(**_: object) -> None:
    content_changed()


# -- attached files ---------------------------------------------------------------------------------------------------
def read_saved_document(
    instance: PortalDocument, created: bool = False, update_fields: Iterable[str] | None = None, **_: object
) -> None:
    """A file that is there is read once it is sure to stay; a new title is told at once."""
    if update_fields is not None and not {"title", "file", "collection"} & set(update_fields):
        return  # Wagtail notes the size of the file, or its digest
    if not created:
        index_pages(items_attaching(PortalDocument.objects.filter(pk=instance.pk)))
    transaction.on_commit(lambda: read_attachment.enqueue(instance.pk), robust=True)  # the document is saved anyway


def remember_who_attaches(instance: PortalDocument, **_: object) -> None:
    attaching = items_attaching(PortalDocument.objects.filter(pk=instance.pk))
    instance._items_it_was_on = list(attaching.values_list("pk", flat=True))


def index_restricted_collection(instance: CollectionViewRestriction, **_: object) -> None:
    """What a file of a collection kept for some people says is not told to the others."""
    index_collection(instance.collection_id)


def index_saved_collection(instance: Collection, created: bool = False, **_: object) -> None:
    """It may be moved next, in the same transaction, among those kept for some people; no signal tells of a move."""
    if not created:
        transaction.on_commit(lambda: index_collection(instance.pk))


def index_collection(pk: int) -> None:
    for collection in Collection.objects.filter(pk=pk):  # where it is by now
        index_pages(items_attaching(PortalDocument.objects.filter(collection__path__startswith=collection.path)))


def connect() -> None:
    request_finished.connect(questions.write_if_due, dispatch_uid="search.tally")
    knowledge_page_saved.connect(index_saved_page, dispatch_uid="search.saved")
    pre_delete.connect(forget_deleted_page, dispatch_uid="search.deleted")
    post_page_move.connect(index_subtree, dispatch_uid="search.moved")
    post_save.connect(index_restricted_subtree, sender=PageViewRestriction, dispatch_uid="search.restricted")
    post_delete.connect(index_restricted_subtree, sender=PageViewRestriction, dispatch_uid="search.unrestricted")
    post_save.connect(index_theme, sender=Theme, dispatch_uid="search.theme")
    post_save.connect(index_alias, sender=ThemeAlias, dispatch_uid="search.alias")
    post_delete.connect(index_alias, sender=ThemeAlias, dispatch_uid="search.alias_deleted")
    for model in NAMED_BY:
        post_save.connect(index_renamed, sender=model, dispatch_uid=f"search.renamed.{model.__name__}")
    for model in (Theme, *NAMED_BY):
        pre_delete.connect(remember_the_items, sender=model, dispatch_uid=f"search.to_delete.{model.__name__}")
        post_delete.connect(index_the_items, sender=model, dispatch_uid=f"search.deleted.{model.__name__}")
    for model in (SynonymRule, SetAsideRule, PromotedResult):
        post_save.connect(forget_kept_values, sender=model, dispatch_uid=f"search.curated.{model.__name__}")
        post_delete.connect(forget_kept_values, sender=model, dispatch_uid=f"search.uncurated.{model.__name__}")
    post_save.connect(read_saved_document, sender=PortalDocument, dispatch_uid="search.document")
    pre_delete.connect(remember_who_attaches, sender=PortalDocument, dispatch_uid="search.document_to_delete")
    post_delete.connect(index_the_items, sender=PortalDocument, dispatch_uid="search.document_deleted")
    post_save.connect(index_saved_collection, sender=Collection, dispatch_uid="search.collection_saved")
    for signal, change in ((post_save, "restricted"), (post_delete, "unrestricted")):
        signal.connect(
            index_restricted_collection, sender=CollectionViewRestriction, dispatch_uid=f"search.collection_{change}"
        )
