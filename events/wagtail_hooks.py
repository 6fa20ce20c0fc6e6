"""Series of rencontres in the admin."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Series


class SeriesViewSet(SnippetViewSet):
    model = Series
    menu_label = "Séries de rencontres"
    menu_hook = "register_vocabulary_menu_item"
    menu_order = 600
    icon = "date"
    list_display = ["name"]
    search_fields = ["name", "description"]
    panels = [
        FieldPanel("name", help_text="Le nom que portent toutes ces rencontres : « Les matinées de la GUSP »."),
        FieldPanel("description"),
    ]


register_snippet(SeriesViewSet)
