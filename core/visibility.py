"""Who may see what: the one rule that lists, search, feeds, exports and files all go through.

An item is visible to the public when it is live, not past its expiry (whether or not the scheduler has run yet), and
neither it nor a page above it is restricted. An alias is a second address of an item, not a second item: nothing lists
it, so it cannot show what its source has come to hide.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from .caching import kept_until_content_changes


@kept_until_content_changes
def restricted_paths() -> tuple[str, ...]:
    """Tree paths under which nothing is public."""
    return tuple(sorted(set(PageViewRestriction.objects.values_list("page__path", flat=True))))


def under_restriction(path: str) -> bool:
    return path.startswith(restricted_paths()) if restricted_paths() else False


def unrestricted_q(prefix: str = "") -> Q:
    """Pages under no restriction; ``prefix`` is the look-up that leads to the page (``"page__"``)."""
    condition = Q()
    for path in restricted_paths():
        condition &= ~Q(**{f"{prefix}path__startswith": path})
    return condition


def visible_q(prefix: str = "") -> Q:
    """The rule above as a condition; ``prefix`` is the look-up that leads to the page."""
    expiry = f"{prefix}expire_at"
    unexpired = Q(**{f"{expiry}__isnull": True}) | Q(**{f"{expiry}__gt": timezone.now()})
    original = Q(**{f"{prefix}alias_of__isnull": True})
    return Q(**{f"{prefix}live": True}) & original & unexpired & unrestricted_q(prefix)


def is_visible(page: Page) -> bool:
    expired = page.expire_at is not None and page.expire_at <= timezone.now()
    return page.live and page.alias_of_id is None and not expired and not under_restriction(page.path)


class VisibleQuerySet(PageQuerySet):
    def visible(self) -> VisibleQuerySet:
        """Only what the public may see."""
        return self.filter(visible_q())
