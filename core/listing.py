"""The page under which the items of one kind stand; its address is their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from .blocks import PROSE
from .models import PortalPage

if TYPE_CHECKING:
    from collections.abc import Callable

# How a kind's list is rendered: search fills it in when the site starts, for core may not import what is above it.
_list_view: list[Callable[[HttpRequest, KindIndexPage], HttpResponse]] = []


def serve_lists_with(view: Callable[[HttpRequest, KindIndexPage], HttpResponse]) -> None:
    _list_view[:] = [view]


class KindIndexPage(PortalPage):
    """The list of one kind: an introduction, then what the search finds of that kind."""

    listed_kind = ""

    intro = RichTextField(
        "introduction", features=PROSE, blank=True, help_text="Une ou deux phrases : ce que l’on trouve ici."
    )

    max_count = 1
    content_panels = [*PortalPage.content_panels, FieldPanel("intro")]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return _list_view[0](request, self)
