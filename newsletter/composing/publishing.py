"""The moment when a letter comes out: it is frozen, published, and each of its items gets a page of its own.

All of that is one transaction: a process killed in the middle leaves the draft as it was, and the next attempt does it
whole; once done, doing it again changes nothing. Partners are told after it. Pictures are made before, for they take
time and nobody minds finding them made.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from core.dates import today
from core.models import PageOrganisation, PageTerritory
from newsletter.models import IssuePage, Item, ItemPage
from newsletter.moderating.states import appear

from .entries import SENDABLE, placed
from .frozen import entries_of, freeze
from .versions import latest
from .words import LONGEST_SUMMARY, cut


class NothingToSend(Exception):
    """The letter holds neither a word nor an item nor a page."""


def publish(issue: IssuePage) -> IssuePage:
    """Freezes and publishes the latest version of ``issue``; NothingToSend where it is empty. Returns it as it came
    out."""
    if issue.sent is None:
        freeze(latest(issue))
    with transaction.atomic():
        stored = IssuePage.objects.select_for_update().get(pk=issue.pk)
        if stored.sent is None:
            _come_out(latest(stored))
            stored.refresh_from_db()
    _tell(stored)
    return stored


def _come_out(issue: IssuePage) -> None:
    items = _items(issue)  # locked: what a partner takes back at this very moment is taken back before, or after
    content = freeze(issue)
    if not (content["editorial"] or content["sections"]):
        raise NothingToSend
    issue.sent_at = timezone.now()
    issue.published_on = issue.published_on or today()
    issue.sent = content  # whole enough to be published; its items have no address yet
    issue.save()
    issue.save_revision(changed=False, clean=False).publish()
    for item in items:
        _make_page_of(item, issue)
    issue.sent = freeze(issue)
    issue.save(update_fields=["sent"])


def _tell(issue: IssuePage) -> None:
    """Its items have appeared, and their partners are written to: apart from the transaction, for mail may be slow and
    is not taken back. Whatever a killed process had not told is told the next time."""
    numbers = [entry["item"] for entry in entries_of(issue.sent) if entry["item"]]
    waiting = Item.objects.filter(pk__in=numbers, state=Item.State.VALIDATED).in_bulk()
    for number in numbers:
        if number in waiting:
            appear(waiting.pop(number))


def _items(issue: IssuePage) -> list[Item]:
    """In the order of the letter."""
    rows = Item.objects.select_for_update(of=("self",))
    found = rows.filter(pk__in=placed(issue.content)[0], state__in=SENDABLE).order_by("pk").in_bulk()
    return [found[pk] for pk in dict.fromkeys(placed(issue.content)[0]) if pk in found]


def _make_page_of(item: Item, issue: IssuePage) -> None:
    """Makes the page of an item, unless it has one from another letter: an item appears once."""
    if not ItemPage.objects.filter(item_number=item.pk).exists():
        page = ItemPage(
            title=item.title,
            summary=cut(item.text, LONGEST_SUMMARY) or item.title,
            published_on=issue.published_on,
            featured_image=item.image,
            item_number=item.pk,
            item_kind=item.kind,
            text=item.text,
            happens_on=item.happens_on,
            deadline=item.deadline,
            link=item.link,
            live=False,
        )
        page.page_organisations = [PageOrganisation(organisation=item.organisation, role=PageOrganisation.Role.AUTHOR)]
        page.page_territories = [PageTerritory(territory=item.territory)] if item.territory else []
        page.themes.set([item.theme] if item.theme else [])
        issue.add_child(instance=page)
        page.save_revision(clean=False).publish()
