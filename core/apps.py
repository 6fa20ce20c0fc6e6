from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "tronc commun"

    def ready(self) -> None:
        from . import checks, signal_handlers  # noqa: F401

        signal_handlers.connect()
