"""Each block of a letter as plain data: see ``frozen`` for its shape. Everything is read in a few queries."""

from __future__ import annotations

from django.db.models import Prefetch
from django.utils.text import capfirst
from wagtail.blocks import StreamValue

from core.models import KnowledgePage, PageOrganisation, PageTerritory
from newsletter.models import IssuePage, Item, ItemPage
from search.registry import kinds

from .filing import AROUND, Filing, places
from .pictures import picture_of
from .words import base, cut, plain_html, plain_text

LONGEST = 500  # characters of a page's summary in a letter
SENDABLE = (Item.State.VALIDATED, Item.State.PUBLISHED)

Entry = dict[str, object]
NOTHING: Entry = {
    "kind": "", "item": None, "page": None, "label": "", "title": "", "text": "", "html": "", "url": "", "link": "",
    "happens_on": "", "deadline": "", "organisation": "", "image": None, "themes": [], "places": [], "territories": [],
}  # fmt: skip


class Sources:
    """The items and pages that a letter is made of, by pk; only those that may be sent."""

    def __init__(self, issue: IssuePage) -> None:
        self.issue = issue
        self.filing = Filing()
        items, pages = placed(issue.content)
        found = Item.objects.filter(pk__in=items, state__in=SENDABLE)
        around = (f"territory__{name}" for name in AROUND)
        self.items = found.select_related("organisation", "image", "theme", "territory", *around).in_bulk()
        self.item_pages = {
            page.item_number: page for page in ItemPage.objects.visible().filter(item_number__in=self.items)
        }
        self.pages = _pages(pages)

    def entry(self, block: StreamValue.StreamChild) -> Entry | None:
        """None where the block is not to be sent."""
        if block.block_type == "words":
            source = block.value["text"].source
            return {**NOTHING, "kind": "words", "html": plain_html(source), "text": plain_text(source)}
        if block.block_type == "brief":
            item = self.items.get(key_of(block.value["item"]))
            return self._brief(item) if item else None
        page = self.pages.get(key_of(block.value["page"]))
        return self._page(page, block.value["words"]) if page else None

    def _brief(self, item: Item) -> Entry:
        page = self.item_pages.get(item.pk)
        return {
            **NOTHING,
            "kind": "brief",
            "item": item.pk,
            "page": page.pk if page else None,
            "label": item.get_kind_display(),
            "title": item.title,
            "text": item.text,
            "url": f"{base()}{page.get_url()}" if page else "",
            "link": item.link,
            "happens_on": item.happens_on.isoformat() if item.happens_on else "",
            "deadline": item.deadline.isoformat() if item.deadline else "",
            "organisation": item.organisation.name,
            "image": picture_of(item.image, item.image_description, item.image_credit),
            "themes": self.filing.themes([item.theme]),
            **places([item.territory]),
        }

    def _page(self, page: KnowledgePage, words: str) -> Entry:
        kind = kinds().get(page.specific_class.kind)
        said = [link.organisation.name for link in page.page_organisations.all()]
        is_dated = kind is not None and kind.code == "event" and page.published_on and page.published_on.is_day
        return {
            **NOTHING,
            "kind": "page",
            "page": page.pk,
            "label": kind.label if kind else capfirst(str(page.specific_class._meta.verbose_name)),
            "title": page.title,
            "text": words.strip() or cut(page.summary, LONGEST),
            "url": f"{base()}{page.get_url()}",
            "happens_on": str(page.published_on) if is_dated else "",
            "organisation": said[0] if said else "",
            "image": picture_of(page.featured_image),
            "themes": self.filing.themes(page.themes.all()),
            **places(link.territory for link in page.page_territories.all()),
        }


def placed(content: StreamValue) -> tuple[list[int], list[int]]:
    """The pks of the items and of the pages that stand in a letter, in order; those that are gone are left out."""
    items = [key_of(block.value["item"]) for block in content if block.block_type == "brief"]
    pages = [key_of(block.value["page"]) for block in content if block.block_type == "page"]
    return [pk for pk in items if pk], [pk for pk in pages if pk]


def key_of(chosen: Item | KnowledgePage | int | None) -> int:
    """The pk of what a chooser holds; 0 where it is empty, or where what it held was deleted."""
    return getattr(chosen, "pk", chosen) or 0


def _pages(pks: list[int]) -> dict[int, KnowledgePage]:
    filed = PageTerritory.objects.select_related("territory", *(f"territory__{name}" for name in AROUND))
    found = KnowledgePage.objects.visible().filter(pk__in=pks).select_related("featured_image", "content_type")
    return found.prefetch_related(
        "themes",
        Prefetch("page_territories", filed),
        Prefetch("page_organisations", PageOrganisation.objects.select_related("organisation")),
    ).in_bulk()
