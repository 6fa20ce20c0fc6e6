"""The letters that ask editors to review what has aged: one a month at most to each of them."""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .context_processors import site_frame
from .letters import absolute, sent
from .models import KnowledgePage, ReviewLetter
from .reviews import due_on, overdue

BETWEEN = datetime.timedelta(days=30)  # two letters to the same person
MOST_READ = 1_000  # items that one run looks at, the oldest first
MOST_LISTED = 20  # in a letter: who has more begins with these


logger = logging.getLogger(__name__)


def send_review_letters() -> int:
    """Writes to those who have something to review and have had no letter for a month; how many letters left."""
    told_lately = set(
        ReviewLetter.objects.filter(sent_on__gt=timezone.localdate() - BETWEEN).values_list("account", flat=True)
    )
    left = 0
    oldest = overdue().order_by("first_published_at", "pk")[:MOST_READ].specific()
    for account, items in _by_account(oldest).items():
        if account.pk not in told_lately and sent(_letter(account, items), logger):
            ReviewLetter.objects.update_or_create(account=account, defaults={"sent_on": timezone.localdate()})
            left += 1
    return left


def _by_account(items: Iterable[KnowledgePage]) -> dict[AbstractBaseUser, list[KnowledgePage]]:
    """Whom to ask about each: who made it, or else all those who may change it."""
    found: dict[AbstractBaseUser, list[KnowledgePage]] = defaultdict(list)
    accounts = _Accounts()
    for item in items:
        for account in accounts.of(item):
            found[account].append(item)
    return found


class _Accounts:
    """Who may change what stands under a page, asked once for each."""

    def __init__(self) -> None:
        self.under = cache(self._under)

    def of(self, item: KnowledgePage) -> Sequence[AbstractBaseUser]:
        editors = self.under(item.path[: -item.steplen])
        return [editor for editor in editors if editor.pk == item.owner_id] or editors

    def _under(self, path: str) -> list[AbstractBaseUser]:
        parent = Page.objects.get(path=path)
        policy = policy_registry.get_by_type(Page)
        editors = policy.users_with_permission_for_instance("change", parent, include_superusers=False)
        owners = get_user_model().objects.filter(is_superuser=True, owned_pages__path__startswith=path)
        return [account for account in {*editors, *owners} if account.is_active and account.email]


def _letter(account: AbstractBaseUser, items: Sequence[KnowledgePage]) -> EmailMessage:
    listed = [
        f"– {item.title}\n  à relire avant le {due_on(item):%d/%m/%Y}\n"
        f"  {absolute(reverse('wagtailadmin_pages:edit', args=[item.pk]))}"
        for item in items[:MOST_LISTED]
    ]
    if len(items) > MOST_LISTED:
        listed.append(f"… et {len(items) - MOST_LISTED} autres, quand vous en aurez fini avec celles-ci.")
    one = len(items) == 1
    said = "Une page attend une relecture" if one else f"{len(items)} pages attendent une relecture"
    name = f" {account.first_name}" if account.first_name else ""
    lines = [
        f"Bonjour{name},",
        f"{said} : le temps a passé depuis {'sa' if one else 'leur'} publication.",
        *listed,
        "Si tout est encore juste, un clic sur « Toujours juste » suffit, depuis l’accueil de l’espace d’édition :\n"
        f"{absolute(reverse('wagtailadmin_home'))}",
        "Sinon, mettez la page à jour, puis confirmez-la de même. Vous recevez au plus une lettre comme celle-ci par "
        "mois.",
        site_frame().name,
    ]
    return EmailMessage(
        subject=said, body="\n\n".join(lines), to=[account.email], headers={"Auto-Submitted": "auto-generated"}
    )
