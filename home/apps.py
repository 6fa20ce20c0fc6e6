from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "accueil et pages"

    def ready(self) -> None:
        from . import search_kinds

        search_kinds.register()
