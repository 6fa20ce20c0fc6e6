"""What becomes of an item that was taken back after it had appeared, and of letters that hold what is hidden."""

from __future__ import annotations

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.models import Page

from newsletter.models import IssuePage, Item, ItemPage

from .frozen import entries_of


def withdraw_page(item: Item) -> None:
    """The page of an item that has appeared leaves the archive, feeds and search; its letters say that something was
    taken away, and where it was is not found any more."""
    page = ItemPage.objects.filter(item_number=item.pk).first()
    if page is not None and page.live:
        with transaction.atomic():
            page.unpublish()


def hidden(instance: Page, **kwargs: object) -> None:
    """A page is public no more: its words leave what is found of every letter that holds it."""
    _leave_letters(instance.pk)


def deleted(instance: Page, **kwargs: object) -> None:
    """The same, once it is gone for good: perhaps its letter goes with it."""
    pk = instance.pk  # which is forgotten by then
    transaction.on_commit(lambda: _leave_letters(pk))


def _leave_letters(pk: int) -> None:
    """While a page is being deleted its row is still public: its time comes later."""
    if Page.objects.filter(pk=pk, live=True).exists():
        return
    holding = IssuePage.objects.filter(live=True, sent__isnull=False).annotate(written=Cast("sent", TextField()))
    for issue in holding.filter(written__contains=f'"page": {pk}'):
        if any(entry["page"] == pk for entry in entries_of(issue.sent)):
            issue.save()
