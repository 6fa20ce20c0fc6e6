"""What is done to a proposal in the admin: it is read, declined or erased; its words are its author's."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy

WRITING = ("add", "change")


class ProposalPermissionPolicy(ModelPermissionPolicy):
    def user_has_permission(self, user: AbstractUser, action: str) -> bool:
        return action not in WRITING and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: AbstractUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: AbstractUser, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action)
