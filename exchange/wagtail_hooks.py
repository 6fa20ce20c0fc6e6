"""The journal of imports in the admin, to be read."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from .models import ImportRun


class ReadOnly(PermissionHelper):
    """The journal is written by imports only."""

    def user_can_create(self, user: AbstractBaseUser) -> bool:
        return False

    def user_can_edit_obj(self, user: AbstractBaseUser, obj: ImportRun) -> bool:
        return False

    def user_can_delete_obj(self, user: AbstractBaseUser, obj: ImportRun) -> bool:
        return False


@modeladmin_register
class ImportRunAdmin(ModelAdmin):
    model = ImportRun
    menu_label = "Imports"
    menu_icon = "download"
    menu_order = 900
    add_to_settings_menu = True
    permission_helper_class = ReadOnly
    list_display = ("files", "started_at", "state", "created", "changed", "unchanged", "refused")
    inspect_view_enabled = True
    inspect_view_fields = (
        "files", "started_at", "finished_at", "created", "changed", "unchanged", "refused", "messages",
    )  # fmt: skip
