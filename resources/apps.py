from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "ressources"

    def ready(self) -> None:
        from . import search_kinds, signal_handlers

        search_kinds.register()
        signal_handlers.connect()
