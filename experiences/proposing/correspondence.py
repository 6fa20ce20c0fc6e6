"""The letters that the author of a proposal is sent, at each step of its way.

They go to the address that the author gave, and repeat nothing of what was typed: otherwise the form would send
anybody's words to anybody. One that does not leave costs nothing.
"""

from __future__ import annotations

import logging
from functools import partial

from django.core.mail import EmailMessage
from django.db.transaction import on_commit
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from core.context_processors import site_frame
from core.letters import absolute, sent, to_somebody, to_the_centre
from core.visibility import is_visible
from experiences.models import Proposal

NOT_YOURS = (
    "Si vous n’avez rien proposé, quelqu’un s’est sans doute trompé d’adresse : ne tenez pas compte de ce message."
)
KEEP_IT = "Ce lien est personnel : qui l’a peut lire et modifier votre proposition."


logger = logging.getLogger(__name__)


def private_link(proposal: Proposal) -> str:
    return absolute(reverse("proposal", args=[proposal.current_secret()]))


def send_link(proposal: Proposal) -> bool:
    """The link of a draft, to go on later; whether it left."""
    return sent(
        _letter(
            proposal,
            "Le lien de votre proposition",
            "Vous avez commencé à raconter une expérience sur le portail. Voici le lien pour la reprendre, quand vous "
            "voudrez et sur l’appareil de votre choix :",
            private_link(proposal),
            KEEP_IT,
            "Sans nouvelles de vous pendant six mois, nous l’effacerons ; nous vous préviendrons un mois avant.",
            NOT_YOURS,
        ),
        logger,
    )


def tell_received(proposal: Proposal) -> None:
    _after_commit(
        _letter(
            proposal,
            "Votre proposition est bien arrivée",
            f"Merci. Votre proposition est arrivée au {site_frame().name} : l’équipe la "
            "relit, puis vous écrit. Rien n’est publié avant cette relecture.",
            "Pour savoir où elle en est, ou la retirer :",
            private_link(proposal),
            KEEP_IT,
            NOT_YOURS,
        )
    )
    _after_commit(_to_the_centre(proposal))


def tell_changes_asked(proposal: Proposal) -> None:
    _after_commit(
        _letter(
            proposal,
            "Votre proposition : quelque chose à compléter",
            "L’équipe a relu votre proposition et vous demande de la compléter avant de la publier.",
            *_words_of_the_centre(proposal),
            "Reprenez-la par ce lien, puis envoyez-la de nouveau :",
            private_link(proposal),
            KEEP_IT,
        )
    )


def tell_published(proposal: Proposal) -> None:
    page = proposal.page
    if page is None or not is_visible(page):
        return
    _after_commit(
        _letter(
            proposal,
            "Votre retour d’expérience est publié",
            "Votre retour d’expérience est en ligne, merci de l’avoir partagé :",
            absolute(page.get_url() or "/"),
            "Une erreur, une suite à raconter ? Répondez à ce message.",
            "Votre nom et votre adresse seront effacés de nos fichiers dans douze mois.",
        )
    )


def tell_declined(proposal: Proposal) -> None:
    _after_commit(
        _letter(
            proposal,
            "Votre proposition n’a pas été retenue",
            "L’équipe a lu votre proposition et ne la publiera pas. Merci d’avoir pris le temps de l’écrire.",
            *_words_of_the_centre(proposal),
            "Une question ? Répondez à ce message.",
            "Votre nom et votre adresse seront effacés de nos fichiers dans douze mois, plus tôt si vous le demandez.",
        )
    )


def tell_taken_down(proposal: Proposal) -> None:
    _after_commit(
        _letter(
            proposal,
            "Votre retour d’expérience n’est plus en ligne",
            "Le retour d’expérience que vous aviez proposé a été retiré du portail.",
            "Vous voulez savoir pourquoi, ou le remettre ? Répondez à ce message.",
        )
    )


def warn_of_erasure(proposal: Proposal) -> bool:
    """Whether the warning left."""
    return sent(
        _letter(
            proposal,
            "Votre brouillon sera effacé dans un mois",
            "Vous avez commencé à raconter une expérience sur le portail ; rien n’y a changé depuis cinq mois. Sans "
            "nouvelles de vous, ce brouillon sera effacé dans un mois.",
            "Pour le reprendre, ou l’effacer tout de suite :",
            private_link(proposal),
        ),
        logger,
    )


def tell_taken_back(proposal: Proposal) -> None:
    """The centre, where somebody may be reading it."""
    said = "La personne qui l’avait envoyée l’a reprise : il n’y a plus rien à relire."
    _after_commit(to_the_centre(f"Proposition n° {proposal.pk} retirée", said))


def _letter(proposal: Proposal, subject: str, *paragraphs: str) -> EmailMessage:
    begun = date_format(timezone.localtime(proposal.created_at), "j F Y")
    which = f"(Proposition n° {proposal.pk}, commencée le {begun}.)"
    return to_somebody(proposal.email, subject, *paragraphs, which)


def _words_of_the_centre(proposal: Proposal) -> list[str]:
    return ["L’équipe vous écrit :", proposal.comment] if proposal.comment else []


def _to_the_centre(proposal: Proposal) -> EmailMessage:
    page = ("wagtailadmin_pages:edit", [proposal.page_id]) if proposal.page_id else ("wagtailadmin_home", [])
    address = absolute(reverse(page[0], args=page[1]))
    said = f"Un retour d’expérience proposé par le portail attend une relecture :\n{address}"
    return to_the_centre(f"Proposition n° {proposal.pk}", said)


def _after_commit(message: EmailMessage) -> None:
    on_commit(partial(sent, message, logger))
