"""The letters that a request sends: one to the centre, one to whoever asked.

The second repeats nothing of what was typed: otherwise the form would send anybody's words to anybody.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from core.context_processors import site_frame
from core.letters import sent, signature

from .models import DocumentaryRequest

EDIT_VIEW = "wagtailsnippets_search_documentaryrequest:edit"
SAID = (("Question", "question"), ("Pour quoi faire", "purpose"), ("Lieu", "place"), ("Nom", "name"),
        ("Organisation", "organisation"), ("Courriel", "email"))  # fmt: skip


logger = logging.getLogger(__name__)


def tell_everyone(request: DocumentaryRequest) -> None:
    """Sends both letters. The request is kept before, and stays whatever becomes of them."""
    if sent(_to_the_centre(request), logger):
        DocumentaryRequest.objects.filter(pk=request.pk).update(notified_at=timezone.now())
    sent(_acknowledgement(request), logger)


def _to_the_centre(request: DocumentaryRequest) -> EmailMessage:
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(EDIT_VIEW, args=[request.pk])
    said = [f"{label} :\n{getattr(request, name)}" for label, name in SAID if getattr(request, name)]
    closing = f"Pour la suivre et noter la réponse :\n{address}"
    return EmailMessage(
        subject=f"Demande documentaire n° {request.pk}",
        body="\n\n".join(["Une demande est arrivée par le portail.", *said, closing]),
        to=[centre] if (centre := site_frame().contact_email) else [],
        reply_to=[request.email],
    )


def _acknowledgement(request: DocumentaryRequest) -> EmailMessage:
    frame = site_frame()
    lines = [
        "Bonjour,",
        f"Votre demande documentaire est bien arrivée au {frame.name}, sous le numéro {request.pk}. Nous cherchons et "
        "nous vous répondons à cette adresse.",
        "Elle sera effacée douze mois après notre réponse. Vous pouvez demander qu’elle le soit plus tôt.",
        "Si vous n’avez rien demandé, quelqu’un s’est sans doute trompé d’adresse : ne tenez pas compte de ce message.",
        signature(frame),
    ]
    return EmailMessage(
        subject="Votre demande est bien arrivée",
        body="\n\n".join(lines),
        to=[request.email],
        reply_to=[frame.contact_email] if frame.contact_email else [],
        headers={"Auto-Submitted": "auto-replied"},
    )
