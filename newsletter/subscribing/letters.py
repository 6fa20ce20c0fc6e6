"""The letters that those who subscribe are sent one by one. They repeat nothing that was typed but a search's words
from our own vocabularies: otherwise the form would send anybody's words to anybody."""

from __future__ import annotations

import logging

from wagtail.models import Site

from core.letters import sent, to_somebody
from newsletter.models import Alert, NewsletterSettings, Subscriber

from .links import alert_url, confirm_url, manage_url

NOT_YOU = (
    "Si vous n’avez rien demandé, quelqu’un s’est sans doute trompé d’adresse : ne faites rien, vous ne recevrez rien "
    "d’autre."
)
SEVEN_DAYS = "Ce lien vaut sept jours. Sans réponse, votre adresse est effacée."

logger = logging.getLogger(__name__)


def confirm(subscriber: Subscriber) -> bool:
    return _send(
        subscriber,
        "Confirmez votre inscription à la lettre",
        f"Vous avez demandé à recevoir « {letter_name()} ». Il reste un geste : ouvrez cette page, pressez le bouton.",
        confirm_url(subscriber),
        SEVEN_DAYS,
        NOT_YOU,
    )


def already(subscriber: Subscriber) -> bool:
    return _send(
        subscriber,
        "Vous recevez déjà la lettre",
        f"On vient de demander « {letter_name()} » pour cette adresse, qui la reçoit déjà : rien n’a changé.",
        f"Pour changer vos choix, ou vous désinscrire :\n{manage_url(subscriber)}",
        NOT_YOU,
    )


def confirm_alert(subscriber: Subscriber, alert: Alert) -> bool:
    if alert.is_confirmed:
        said = "On vient de demander une recherche par courriel que vous recevez déjà : rien n’a changé."
        return _send(subscriber, "Vous recevez déjà cette recherche", said, alert_url(alert, subscriber), NOT_YOU)
    return _send(
        subscriber,
        "Confirmez votre recherche par courriel",
        "Vous avez demandé à recevoir une recherche par courriel. Il reste un geste : ouvrez cette page, qui dit "
        "laquelle, et pressez le bouton.",
        alert_url(alert, subscriber),
        SEVEN_DAYS,
        NOT_YOU,
    )


def too_many_alerts(subscriber: Subscriber) -> bool:
    return _send(
        subscriber,
        "Vous avez déjà beaucoup d’alertes",
        "Vous avez demandé une recherche par courriel de plus. Pour la recevoir, arrêtez-en d’abord une autre :",
        manage_url(subscriber),
        NOT_YOU,
    )


def still_wanted(subscriber: Subscriber, days: int) -> bool:
    return _send(
        subscriber,
        "Voulez-vous encore recevoir la lettre ?",
        f"Vous recevez « {letter_name()} » depuis longtemps et nous ne gardons pas d’adresse sans raison. Si vous "
        "voulez continuer, ouvrez cette page et pressez « Oui » :",
        manage_url(subscriber),
        f"Sans réponse dans les {days} jours, votre adresse est effacée et vous ne recevez plus rien.",
    )


def letter_name() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return NewsletterSettings.for_site(site).title if site else NewsletterSettings().title


def _send(subscriber: Subscriber, subject: str, *paragraphs: str) -> bool:
    return sent(to_somebody(subscriber.email, subject, *paragraphs), logger)
