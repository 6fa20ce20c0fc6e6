"""The front page, the news, the editorial and legal pages."""

from __future__ import annotations

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from core.blocks import PROSE
from core.listing import KindIndexPage
from core.models import KnowledgePage, PortalPage
from core.panels import knowledge_edit_handler


class HomePage(PortalPage):
    """The front page, root of everything public."""

    intro = RichTextField(
        "présentation", features=PROSE, blank=True, help_text="Deux phrases au plus : ce que le portail apporte."
    )

    max_count = 1
    template = "home/home_page.html"
    content_panels = [*PortalPage.content_panels, FieldPanel("intro")]
    subpage_types = [
        "home.StandardPage",
        "home.NewsIndexPage",
        "experiences.ExperienceIndexPage",
        "resources.PracticeSheetIndexPage",
        "resources.RecordingIndexPage",
        "resources.BibliographyIndexPage",
        "events.EventIndexPage",
    ]

    class Meta:
        verbose_name = "page d’accueil"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Finds the page by its whole address at once, where Wagtail asks two queries a level."""
        if path_components:
            url_path = f"{self.url_path}{'/'.join(path_components)}/"
            page = Page.objects.filter(slug=path_components[-1], url_path=url_path).first()
            if page is None:
                raise Http404
            return page.specific.route(request, [])
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        from .views import home

        return home(request, self)


class NewsPage(KnowledgePage):
    kind = "news"

    parent_page_types = ["home.NewsIndexPage"]
    template = "home/news_page.html"
    edit_handler = knowledge_edit_handler([FieldPanel("body")])

    class Meta:
        verbose_name = "actualité"
        verbose_name_plural = "actualités"


class NewsIndexPage(KindIndexPage):
    listed_kind = "news"
    subpage_types = ["home.NewsPage"]
    template = "home/news_index_page.html"

    class Meta:
        verbose_name = "liste des actualités"


class StandardPage(KnowledgePage):
    """An editorial page: who we are, a chantier, the legal notices."""

    kind = "page"
    dated = False

    in_search = models.BooleanField(
        "proposée par la recherche", default=True, help_text="À décocher pour les pages légales."
    )

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    template = "home/standard_page.html"
    subpage_types = ["home.StandardPage"]
    edit_handler = knowledge_edit_handler([FieldPanel("body"), FieldPanel("in_search")], dated=False)

    class Meta:
        verbose_name = "page"
        verbose_name_plural = "pages"
