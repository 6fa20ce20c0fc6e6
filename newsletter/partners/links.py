"""The addresses that partners are sent."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from newsletter.models import Invitation, Item
from newsletter.models.links import digest_of


def secret_of(invitation: Invitation) -> str:
    """What its link carries now; a new one where the key of the site has changed since it was given."""
    if digest_of(invitation.secret) != invitation.digest:
        invitation.give_a_link()
        Invitation.objects.filter(pk=invitation.pk).update(nonce=invitation.nonce, digest=invitation.digest)
    return invitation.secret


def invitation_url(invitation: Invitation) -> str:
    return absolute(reverse("invitation:space", args=[secret_of(invitation)]))


def item_url(item: Item) -> str:
    """Where its partner follows it."""
    if item.invitation is not None:
        return absolute(reverse("invitation:item", args=[secret_of(item.invitation), item.pk]))
    return absolute(reverse("partner:item", args=[item.pk]))


def absolute(path: str) -> str:
    return path if path.startswith("http") else settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
