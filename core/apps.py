from django.apps import AppConfig
from django.urls import register_converter

from .converters import ItemIdConverter


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "tronc commun"

    def ready(self) -> None:
        from . import checks, jobs, signal_handlers  # noqa: F401

        signal_handlers.connect()
        jobs.register()
        register_converter(ItemIdConverter, "item_id")
