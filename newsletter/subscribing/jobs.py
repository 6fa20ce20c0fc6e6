"""What the newsletter does by itself for those who receive it."""

from __future__ import annotations

from core.schedule import register_job

from .alerts import send_alerts
from .digests import send_digest
from .forgetting import forget_subscribers


def register() -> None:
    register_job(
        "send_alerts", run=send_alerts, at="06:30", weekday=0, label="Envoyer ce que les recherches ont trouvé de neuf"
    )
    register_job("send_digest", run=send_digest, at="07:00", day=1, label="Envoyer le résumé du mois")
    register_job(
        "forget_subscribers", run=forget_subscribers, at="03:40", label="Effacer les adresses qui ne servent plus"
    )
