"""Giving, sending and taking back the links by which organisations propose."""

from __future__ import annotations

import datetime

from django.utils import timezone

from newsletter.models import Invitation

from .letters import send_invitation

LASTS = datetime.timedelta(days=365)


def default_end() -> datetime.datetime:
    return timezone.now() + LASTS


def send(invitation: Invitation) -> bool:
    """Writes its link to the address it is for; whether the letter left. One that was over opens again: the same link
    where it had only expired, a new one where it was revoked. It is open before the letter leaves, and a link taken
    back while it leaves stays so."""
    if invitation.revoked_at is not None:
        invitation.give_a_link()
        invitation.revoked_at = None
    if not invitation.link_is_open:
        invitation.expires_at = default_end()
    invitation.save(update_fields=["nonce", "digest", "revoked_at", "expires_at"])
    left = send_invitation(invitation)
    if left:
        invitation.sent_at = timezone.now()
        invitation.save(update_fields=["sent_at"])
    return left


def revoke(invitation: Invitation) -> None:
    """From now on its link opens nothing; what was proposed by it stays."""
    if invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])


def state_of(invitation: Invitation) -> str:
    if invitation.revoked_at is not None:
        return "Révoquée"
    return "Valable" if invitation.link_is_open else "Expirée"
