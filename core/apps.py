from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "tronc commun"

    def ready(self) -> None:
        from . import signal_handlers

        signal_handlers.connect()
