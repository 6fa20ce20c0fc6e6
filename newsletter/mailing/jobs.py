"""What sending does by itself."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from core.schedule import register_job
from newsletter.models import Mailing, OutboxLetter

from .reading import read_mailbox
from .tasks import wake

KEPT = datetime.timedelta(days=180)


def register() -> None:
    register_job("send_letters", run=wake, every=datetime.timedelta(minutes=1), label="Envoyer les lettres prévues")
    register_job("forget_letters", run=forget_letters, at="04:10", label="Oublier qui a reçu les anciennes lettres")
    if settings.BOUNCE_IMAP_HOST:
        register_job(
            "read_bounces", run=read_mailbox, every=datetime.timedelta(minutes=10), label="Lire les retours d’erreur"
        )


def forget_letters() -> int:
    """Six months after a mailing its rows say no more who received it, only how many; those of a mailing cancelled
    before it began, neither."""
    before = timezone.now() - KEPT
    never_begun = Q(state=Mailing.State.CANCELLED, finished_at=None, planned_for__lt=before)
    old = Mailing.objects.filter(Q(finished_at__lt=before) | never_begun)
    return OutboxLetter.objects.filter(mailing__in=old, subscriber__isnull=False).update(subscriber=None, data={})
