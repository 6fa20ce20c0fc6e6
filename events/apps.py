from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "rencontres"

    def ready(self) -> None:
        from . import search_kinds

        search_kinds.register()
