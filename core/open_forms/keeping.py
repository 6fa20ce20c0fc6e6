"""Keeping what a form brought, and telling those concerned."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.mail import EmailMessage
from django.db import DatabaseError
from django.utils import timezone
from wagtail.models import Page

from core.caching import kept_until_content_changes
from core.letters import sent
from core.models import Received
from core.visibility import visible_q

from . import robots
from .forms import ReceivedForm

PRIVACY_SLUG = "donnees-personnelles"
Letters = Callable[[Received], tuple[EmailMessage, EmailMessage]]  # to the centre; to whoever sent the form

logger = logging.getLogger(__name__)


def is_kept(form: ReceivedForm, letters: Letters, not_kept: str, **known: object) -> bool:
    """Keeps what a valid form says and sends its ``letters``; False where the database refused it, which the form then
    says with the words ``not_kept``. ``known``: what the form does not say."""
    try:
        received, is_new = form.keep(**known)
    except DatabaseError as error:
        logger.error("%s: what was sent could not be kept (%s).", type(form).__name__, type(error).__name__)
        form.add_error(None, not_kept)
        return False
    if is_new:
        robots.count_one_more(form.request)
        _tell(received, letters)
    return True


def _tell(received: Received, letters: Letters) -> None:
    """What was sent is kept before, and stays whatever becomes of the letters."""
    to_the_centre, acknowledgement = letters(received)
    if sent(to_the_centre, logger):
        type(received).objects.filter(pk=received.pk).update(notified_at=timezone.now())
    sent(acknowledgement, logger)


@kept_until_content_changes
def privacy_url() -> str:
    """Where the site says what it keeps of people; "" while it says it nowhere."""
    page = Page.objects.filter(visible_q(), slug=PRIVACY_SLUG).first()
    return page.get_url() if page else ""
