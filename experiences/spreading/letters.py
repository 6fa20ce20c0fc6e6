"""The letters that an essaimage sends: one to the centre, one to whoever told it, who is not quoted to anybody."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.urls import reverse

from core.context_processors import site_frame
from core.letters import absolute, answers, to_somebody, to_the_centre
from experiences.models import Adoption

EDIT_VIEW = "wagtailsnippets_experiences_adoption:edit"
SAID = (("Ce qui a changé", "what_changed"), ("Organisation", "organisation_name"), ("Lieu", "place"),
        ("Quand", "happened_on"), ("Nom", "name"), ("Courriel", "email"))  # fmt: skip


def letters(adoption: Adoption) -> tuple[EmailMessage, EmailMessage]:
    return _to_the_centre(adoption), _acknowledgement(adoption)


def _to_the_centre(adoption: Adoption) -> EmailMessage:
    return to_the_centre(
        f"Essaimage n° {adoption.pk}",
        f"Quelqu’un a repris « {adoption.practice.title} » ({adoption.get_kind_display().lower()}).",
        *answers(adoption, SAID),
        f"Pour relire, publier ou écarter :\n{absolute(reverse(EDIT_VIEW, args=[adoption.pk]))}",
        reply_to=adoption.email,
    )


def _acknowledgement(adoption: Adoption) -> EmailMessage:
    return to_somebody(
        adoption.email,
        "Merci, vos lignes sont bien arrivées",
        f"Vos lignes sont bien arrivées au {site_frame().name}, sous le numéro {adoption.pk}. L’équipe les relit avant "
        "de les publier ; elle vous écrit si elle a une question.",
        "Votre nom et votre adresse ne sont pas publiés. Ils sont effacés six mois après notre réponse, ou plus tôt si "
        "vous le demandez.",
        "Si vous n’avez rien envoyé, quelqu’un s’est sans doute trompé d’adresse : ne tenez pas compte de ce message.",
        is_reply=True,
    )
