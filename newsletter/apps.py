from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = "lettre"

    def ready(self) -> None:
        from home.models import HomePage

        from . import search_kinds, signal_handlers
        from .mailing import issues
        from .mailing import jobs as mailing_jobs
        from .partners import jobs as partners_jobs
        from .subscribing import alert_letters, service_letters
        from .subscribing import jobs as subscribing_jobs

        # The front page stands in a layer below and cannot name what stands above it.
        HomePage.subpage_types = [*HomePage.subpage_types, "newsletter.NewsletterPage"]
        search_kinds.register()
        signal_handlers.connect()
        for letters in (issues, alert_letters, service_letters):
            letters.register()
        for jobs in (mailing_jobs, partners_jobs, subscribing_jobs):
            jobs.register()
