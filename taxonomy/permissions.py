"""Who may change a territory: nobody changes the official référentiel, editors keep the quartiers."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from wagtail.permission_policies import ModelPermissionPolicy

from .models import Territory


class TerritoryPermissionPolicy(ModelPermissionPolicy):
    def user_has_permission_for_instance(self, user: AbstractUser, action: str, instance: Territory) -> bool:
        if action in ("change", "delete") and instance.level != Territory.Level.QUARTIER:
            return False
        return super().user_has_permission_for_instance(user, action, instance)
