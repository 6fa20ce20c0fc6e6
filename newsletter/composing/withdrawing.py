"""What becomes of an item that was taken back after it had appeared."""

from __future__ import annotations

from django.db import transaction

from newsletter.models import Item, ItemPage


def withdraw_page(item: Item) -> None:
    """The page of an item that has appeared leaves the archive, feeds and search; its letter says that something was
    taken away, and where it was is not found any more."""
    page = ItemPage.objects.filter(item_number=item.pk).first()
    if page is None:
        return
    with transaction.atomic():
        if page.live:
            page.unpublish()
        issue = page.get_parent().specific
        if issue.live:
            issue.save()  # the words of the item leave what is found of the letter, too
