"""The letters that an essaimage sends: one to the centre, one to whoever told it, who is not quoted to anybody."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from core.context_processors import site_frame
from core.letters import sent, signature
from experiences.models import Adoption

EDIT_VIEW = "wagtailsnippets_experiences_adoption:edit"
SAID = (("Ce qui a changé", "what_changed"), ("Organisation", "organisation_name"), ("Lieu", "place"),
        ("Quand", "happened_on"), ("Nom", "name"), ("Courriel", "email"))  # fmt: skip


logger = logging.getLogger(__name__)


def tell_everyone(adoption: Adoption) -> None:
    """Sends both letters. What was told is kept before, and stays whatever becomes of them."""
    if sent(_to_the_centre(adoption), logger):
        Adoption.objects.filter(pk=adoption.pk).update(notified_at=timezone.now())
    sent(_acknowledgement(adoption), logger)


def _to_the_centre(adoption: Adoption) -> EmailMessage:
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(EDIT_VIEW, args=[adoption.pk])
    said = [f"{label} :\n{getattr(adoption, name)}" for label, name in SAID if getattr(adoption, name)]
    opening = f"Quelqu’un a repris « {adoption.practice.title} » ({adoption.get_kind_display().lower()})."
    return EmailMessage(
        subject=f"Essaimage n° {adoption.pk}",
        body="\n\n".join([opening, *said, f"Pour relire, publier ou écarter :\n{address}"]),
        to=[centre] if (centre := site_frame().contact_email) else [],
        reply_to=[adoption.email],
    )


def _acknowledgement(adoption: Adoption) -> EmailMessage:
    frame = site_frame()
    lines = [
        "Bonjour,",
        f"Vos lignes sont bien arrivées au {frame.name}, sous le numéro {adoption.pk}. L’équipe les relit avant de les "
        "publier ; elle vous écrit si elle a une question.",
        "Votre nom et votre adresse ne sont pas publiés. Ils sont effacés six mois après notre réponse, ou plus tôt si "
        "vous le demandez.",
        "Si vous n’avez rien envoyé, quelqu’un s’est sans doute trompé d’adresse : ne tenez pas compte de ce message.",
        signature(frame),
    ]
    return EmailMessage(
        subject="Merci, vos lignes sont bien arrivées",
        body="\n\n".join(lines),
        to=[adoption.email],
        reply_to=[frame.contact_email] if frame.contact_email else [],
        headers={"Auto-Submitted": "auto-replied"},
    )
