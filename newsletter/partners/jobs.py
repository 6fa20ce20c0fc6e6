"""What is done for partners without anybody asking."""

from __future__ import annotations

from core.schedule import register_job

from .forgetting import forget_partners
from .reminders import remind_partners


def register() -> None:
    register_job(
        "remind_partners", run=remind_partners, at="08:30", label="Rappeler aux partenaires la date limite des brèves"
    )
    register_job(
        "forget_partners", run=forget_partners, at="03:50", label="Effacer les brouillons oubliés des partenaires"
    )
