"""The letters that a request sends: one to the centre, one to whoever asked.

The second repeats nothing of what was typed: otherwise the form would send anybody's words to anybody.
"""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.urls import reverse

from core.context_processors import site_frame
from core.letters import absolute, answers, to_somebody, to_the_centre

from .models import DocumentaryRequest

EDIT_VIEW = "wagtailsnippets_search_documentaryrequest:edit"
SAID = (("Question", "question"), ("Pour quoi faire", "purpose"), ("Lieu", "place"), ("Nom", "name"),
        ("Organisation", "organisation"), ("Courriel", "email"))  # fmt: skip


def letters(request: DocumentaryRequest) -> tuple[EmailMessage, EmailMessage]:
    return _to_the_centre(request), _acknowledgement(request)


def _to_the_centre(request: DocumentaryRequest) -> EmailMessage:
    return to_the_centre(
        f"Demande documentaire n° {request.pk}",
        "Une demande est arrivée par le portail.",
        *answers(request, SAID),
        f"Pour la suivre et noter la réponse :\n{absolute(reverse(EDIT_VIEW, args=[request.pk]))}",
        reply_to=request.email,
    )


def _acknowledgement(request: DocumentaryRequest) -> EmailMessage:
    return to_somebody(
        request.email,
        "Votre demande est bien arrivée",
        f"Votre demande documentaire est bien arrivée au {site_frame().name}, sous le numéro {request.pk}. Nous "
        "cherchons et nous vous répondons à cette adresse.",
        "Elle sera effacée douze mois après notre réponse. Vous pouvez demander qu’elle le soit plus tôt.",
        "Si vous n’avez rien demandé, quelqu’un s’est sans doute trompé d’adresse : ne tenez pas compte de ce message.",
        is_reply=True,
    )
