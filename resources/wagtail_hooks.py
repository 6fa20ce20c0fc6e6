"""References in the admin."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from taxonomy.stale_saves import RecordForm

from .forms import QuickReferenceForm
from .models import Reference


def matching_references(references: QuerySet[Reference], text: str) -> QuerySet[Reference]:
    """Those with every word in their title, authors, publisher or container."""
    for word in text.split():
        references = references.filter(
            Q(title__icontains=word)
            | Q(authors__icontains=word)
            | Q(editors__icontains=word)
            | Q(publisher__icontains=word)
            | Q(container__icontains=word)
        )
    return references


class ReferenceFilterForm(SearchFilterMixin, BaseFilterForm):
    def filter(self, objects: QuerySet[Reference]) -> QuerySet[Reference]:
        text = self.cleaned_data.get("q")
        self.is_searching, self.search_query = bool(text), text
        return matching_references(objects, text) if text else objects


class ReferenceChoice:
    filter_form_class = ReferenceFilterForm

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("type", label="Sorte", accessor="get_type_display"),
            Column("authors", label="De", accessor=lambda reference: " ; ".join(reference.author_names)),
        ]


class ReferenceChooseView(ReferenceChoice, ChooseView):
    pass


class ReferenceChooseResultsView(ReferenceChoice, ChooseResultsView):
    pass


class ReferenceChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ReferenceChooseView
    choose_results_view_class = ReferenceChooseResultsView
    creation_tab_label = "Ajouter une référence"
    create_action_label = "Ajouter"
    creation_form_class = QuickReferenceForm


class ReferenceIndexView(IndexView):
    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Reference]) -> QuerySet[Reference]:
        return matching_references(queryset, self.search_query) if self.is_searching else queryset


class ReferenceViewSet(SnippetViewSet):
    model = Reference
    add_to_admin_menu = True
    menu_label = "Références"
    menu_name = "references"
    menu_order = 550
    icon = "openquote"
    index_view_class = ReferenceIndexView
    chooser_viewset_class = ReferenceChooserViewSet
    list_display = [
        "title",
        "type",
        Column("authors", label="De", accessor=lambda reference: " ; ".join(reference.author_names)),
        Column(
            "issued", label="Parution", accessor=lambda reference: reference.issued.label if reference.issued else ""
        ),
        UpdatedAtColumn(),
    ]
    list_filter = ["type", "language"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("type"),
            FieldPanel("authors"),
            FieldRowPanel([FieldPanel("issued"), FieldPanel("language")]),
            FieldPanel("abstract", help_text="Ce que l’on y trouve, en deux ou trois phrases à vous."),
            FieldPanel("availability"),
            MultiFieldPanel(
                [
                    FieldPanel("container"),
                    FieldRowPanel([FieldPanel("publisher"), FieldPanel("place")]),
                    FieldPanel("editors"),
                    FieldRowPanel([FieldPanel("pages"), FieldPanel("isbn"), FieldPanel("doi")]),
                ],
                heading="Parution",
            ),
            MultiFieldPanel([FieldPanel("url"), FieldPanel("accessed")], heading="En ligne"),
            MultiFieldPanel([FieldPanel("external_id")], heading="Import", classname="collapsed"),
        ],
        base_form_class=RecordForm,
    )


register_snippet(ReferenceViewSet)
