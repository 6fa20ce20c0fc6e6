"""Why what was sent cannot be edited."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from wagtail.locks import BaseLock


class SentLock(BaseLock):
    """Holds for everybody, for good: the archive shows what readers received."""

    def for_user(self, user: AbstractBaseUser) -> bool:
        return True

    def get_message(self, user: AbstractBaseUser) -> str:
        return (
            "Ce texte a été envoyé aux lectrices et lecteurs : il ne change plus. Pour en retirer une brève, ouvrez-la "
            "dans « Brèves » ; pour corriger, annoncez-le dans la prochaine lettre."
        )

    def get_locked_by(self, user: AbstractBaseUser) -> str:
        return "Envoyé"

    def get_description(self, user: AbstractBaseUser) -> str:
        return "Ce qui a été envoyé ne se modifie plus."
