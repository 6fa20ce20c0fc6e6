"""Choosing a territory among 36,000."""

from __future__ import annotations

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import BaseSnippetChooseView, ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from .lookups import by_size, level_choices, matching_territories
from .models import Territory, TerritoryQuerySet


class TerritoryFilterForm(BaseFilterForm):
    q = forms.CharField(
        label="Nom ou code",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "gennev, 92036, plaine commune…"}),
    )
    scale = forms.ChoiceField(
        label="Échelle",
        required=False,
        choices=[("", "Toutes les échelles"), *level_choices()],
        widget=forms.Select(attrs={"data-chooser-modal-search-filter": True}),
    )

    def filter(self, objects: TerritoryQuerySet) -> TerritoryQuerySet:
        text, scale = self.cleaned_data.get("q"), self.cleaned_data.get("scale")
        if scale:
            objects = objects.filter(level=scale)
        self.is_searching, self.search_query = bool(text or scale), text
        return matching_territories(objects, text) if text else by_size(objects)


class TerritoryChoice(BaseSnippetChooseView):
    """What the modal and its list of results share."""

    filter_form_class = TerritoryFilterForm

    def get_object_list(self) -> TerritoryQuerySet:
        return Territory.objects.select_related("commune", "epci", "departement")

    @cached_property
    def territory_columns(self) -> list[Column]:
        return [
            Column("level", label="Échelle", accessor="get_level_display"),
            Column("within", label="Dans", accessor=within),
            Column("population", label="Population", accessor=population),
        ]

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, *self.territory_columns]


class TerritoryChooseView(TerritoryChoice, ChooseView):
    pass


class TerritoryChooseResultsView(TerritoryChoice, ChooseResultsView):
    pass


class TerritoryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = TerritoryChooseView
    choose_results_view_class = TerritoryChooseResultsView
    url_filter_parameters = ["level"]
    preserve_url_parameters = ["multiple", "level"]


class CommuneChooser(AdminSnippetChooser):
    """The chooser of territories, open on the communes alone."""

    def __init__(self, **kwargs) -> None:
        super().__init__(model=Territory, **kwargs)

    def get_chooser_modal_url(self) -> str:
        return f"{super().get_chooser_modal_url()}?level={Territory.Level.COMMUNE}"


def within(territory: Territory) -> str:
    """The nearest places around a territory, enough to tell it from its namesakes."""
    places = [place.name for place in (territory.commune, territory.epci, territory.departement) if place is not None]
    return ", ".join(places[:2])


def population(territory: Territory) -> str:
    return "" if territory.population is None else f"{territory.population:,}".replace(",", "\u202f")
