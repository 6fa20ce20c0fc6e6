"""The letters that a partner is sent, at each step of a brève.

To the address that an editor invited, or to that of the account. Of what the partner typed they repeat the title, to
an invited address only: the owner of an account may change its address, and would write to anybody.
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
from newsletter.models import Invitation, Item, ItemPage, ItemVersion

from .links import invitation_url, item_url

FOLLOW = "Pour la suivre :"
KEEP_IT = "Ce lien est personnel : qui l’a peut lire et modifier ce que votre organisation propose par lui."
NOT_YOU = "Si ce n’est pas vous qui l’avez proposée, dites-le-nous en répondant à ce message."

SUBJECTS = {
    "received": "Votre brève est bien arrivée",
    "question": "Votre brève : une question",
    "corrected": "Votre brève a été relue",
    "validated": "Votre brève est retenue",
    "declined": "Votre brève n’a pas été retenue",
    "published": "Votre brève est parue",
    "withdrawn": "Votre brève est retirée",
}
CENTRE = {
    "received": ("Une brève à lire", "Une brève proposée par un partenaire attend une lecture :"),
    "withdrawn": ("Une brève est retirée", "Le partenaire qui l’avait proposée l’a retirée :"),
}

logger = logging.getLogger(__name__)


def tell(item: Item, event: str) -> None:
    """``event``: a name of SUBJECTS. Leaves once the transaction is over; one that does not leave costs nothing."""
    said = [_which(item), *_said(item, event)]
    _after_commit(to_somebody(_recipient(item), SUBJECTS[event], *said, is_reply=event == "received"))
    if event == "received":
        tell_the_centre(item, event)


def tell_the_centre(item: Item, event: str) -> None:
    subject, said = CENTRE[event]
    board = absolute(reverse("newsletter_board"))
    _after_commit(to_the_centre(f"{subject} (n° {item.pk})", said, board))


def send_invitation(invitation: Invitation) -> bool:
    """Its link, with the editor's word; whether it left."""
    until = date_format(timezone.localtime(invitation.expires_at), "j F Y")
    word = [invitation.word] if invitation.word else []
    name = " ".join(invitation.name.split())
    paragraphs = [
        *([f"À l’attention de {name}."] if name else []),
        f"Le {site_frame().name} vous invite à proposer des brèves pour sa lettre, au nom de « "
        f"{invitation.organisation} » : une actualité, une rencontre, un appel à projets, une ressource, un emploi.",
        *word,
        "Il ne faut ni compte ni mot de passe. Voici votre lien :",
        invitation_url(invitation),
        f"Il est valable jusqu’au {until}. {KEEP_IT}",
    ]
    return send_letter(invitation.email, "Proposez des brèves pour notre lettre", paragraphs)


def send_letter(to: str, subject: str, paragraphs: list[str]) -> bool:
    """Now; whether it left."""
    return sent(to_somebody(to, subject, *paragraphs), logger)


def _said(item: Item, event: str) -> list[str]:
    if event == "received":
        read = "Merci. L’équipe la lit, puis vous écrit. Rien ne paraît avant cette lecture."
        return [read, *_link(item, "Pour la suivre, la reprendre ou la retirer :")]
    if event == "question":
        question = item.messages.filter(by=ItemVersion.By.TEAM).last()
        said = ["L’équipe vous demande :", question.text] if question else ["L’équipe vous pose une question."]
        return [*said, *_link(item, "Pour répondre et compléter votre brève :")]
    if event == "corrected":
        return ["L’équipe l’a relue et en a changé quelques mots.", *_link(item, "Pour voir ce qui a changé :")]
    if event == "validated":
        return ["Elle paraîtra dans une prochaine lettre ; nous vous préviendrons.", *_link(item, FOLLOW)]
    if event == "declined":
        reason = ["L’équipe vous écrit :", item.reason]
        return ["L’équipe l’a lue et ne la publiera pas. Merci de l’avoir proposée.", *reason, *_link(item, FOLLOW)]
    if event == "published":
        return ["Elle est parue dans notre lettre, merci :", *_public_address(item), *_link(item, FOLLOW)]
    return [f"Elle ne figurera plus ni dans nos lettres ni sur le portail. {NOT_YOU}", *_link(item, "Elle reste ici :")]


def _public_address(item: Item) -> list[str]:
    page = ItemPage.objects.filter(item_number=item.pk).first()
    return [absolute(page.get_url() or "/")] if page and is_visible(page) else []


def _link(item: Item, said: str) -> list[str]:
    """Nothing where it would lead nowhere."""
    if item.invitation is not None and not item.invitation.link_is_open:
        return []
    return [said, item_url(item)] if item.invitation is not None or item.author is not None else []


def _recipient(item: Item) -> str:
    if item.invitation is not None:
        return item.invitation.email
    return item.author.email if item.author is not None and item.author.is_active else ""


def _which(item: Item) -> str:
    begun = date_format(timezone.localtime(item.created_at), "j F Y")
    title = f" « {item.title} »" if item.invitation is not None and item.title else ""
    return f"Votre brève n° {item.pk}{title}, commencée le {begun} :"


def _after_commit(message: EmailMessage) -> None:
    on_commit(partial(sent, message, logger))
