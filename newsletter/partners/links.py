"""The addresses that partners are sent."""

from __future__ import annotations

from django.urls import reverse

from core.letters import absolute
from newsletter.models import Invitation, Item


def invitation_url(invitation: Invitation) -> str:
    return absolute(reverse("invitation:space", args=[invitation.current_secret()]))


def item_url(item: Item) -> str:
    """Where its partner follows it."""
    if item.invitation is not None:
        return absolute(reverse("invitation:item", args=[item.invitation.current_secret(), item.pk]))
    return absolute(reverse("partner:item", args=[item.pk]))
