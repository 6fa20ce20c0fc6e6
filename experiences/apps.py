from django.apps import AppConfig


class ExperiencesConfig(AppConfig):
    name = "experiences"
    verbose_name = "retours d’expérience"

    def ready(self) -> None:
        from . import jobs, search_kinds, signal_handlers

        search_kinds.register()
        signal_handlers.connect()
        jobs.register()
