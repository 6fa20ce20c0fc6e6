"""Trying a letter on one address before everybody gets it."""

from __future__ import annotations

import logging
import smtplib
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives, get_connection

from newsletter.mailing import message
from newsletter.models import IssuePage

from .frozen import freeze
from .letters import rendered
from .previews import SOMEBODY
from .shown import still_public

logger = logging.getLogger(__name__)

EMPTY = "La lettre est vide : il n’y a rien à essayer."
REFUSED_ADDRESS = "Le serveur d’envoi refuse cette adresse : vérifiez-la."
REFUSED_SENDER = "Le serveur d’envoi refuse l’adresse d’envoi : vérifiez « Réglages de la lettre »."
WRONG_PASSWORD = "Le serveur d’envoi refuse l’identifiant ou le mot de passe réglés par l’hébergement."
UNREACHABLE = "Le serveur d’envoi ne répond pas. Réessayez dans un moment, ou prévenez la personne qui l’héberge."
REFUSED = "Le serveur d’envoi a refusé le message. Prévenez la personne qui l’héberge."


def send_trial(issue: IssuePage, address: str) -> str:
    """ "" once it has left; otherwise what went wrong, in words."""
    letter = rendered(still_public(issue.sent) if issue.sent is not None else freeze(issue), SOMEBODY)
    if letter is None:
        return EMPTY
    trial = EmailMultiAlternatives(
        subject=f"[Essai] {letter.subject}",
        body=letter.text,
        from_email=sender(),
        to=[address],
        alternatives=[(letter.html, "text/html")],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        with get_connection() as connection:
            connection.send_messages([trial])
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("A letter could not be tried (%s).", type(error).__name__)
        return in_words(error)
    return ""


def sender() -> str:
    """Who letters come from: « La lettre du centre <lettre@exemple.fr> »."""
    who = message.sender()
    return formataddr((who.name, who.email))


def in_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return REFUSED_ADDRESS
    if isinstance(error, smtplib.SMTPSenderRefused):
        return REFUSED_SENDER
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return WRONG_PASSWORD
    if isinstance(error, smtplib.SMTPResponseException):
        return REFUSED
    return UNREACHABLE
