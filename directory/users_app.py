"""Stands in INSTALLED_APPS in place of « wagtail.users » (apart from apps.py, where one app has one configuration)."""

from wagtail.users.apps import WagtailUsersAppConfig


class PortalUsersAppConfig(WagtailUsersAppConfig):
    user_viewset = "directory.accounts.PortalUserViewSet"
