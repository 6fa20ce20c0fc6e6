"""What is done for partners without anybody asking."""

from __future__ import annotations

from core.schedule import register_job

from .reminders import remind_partners


def register() -> None:
    register_job(
        "remind_partners", run=remind_partners, at="08:30", label="Rappeler aux partenaires la date limite des brèves"
    )
