from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "recherche"

    def ready(self) -> None:
        from core.listing import serve_lists_with

        from . import jobs, labels, signal_handlers
        from .views.lists import kind_list

        labels.register_facets()
        signal_handlers.connect()
        jobs.register()
        serve_lists_with(kind_list)
