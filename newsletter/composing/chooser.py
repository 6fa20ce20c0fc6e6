"""Choosing an item for a letter: among those that were validated, and by whoever may read them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from newsletter.models import Item
from newsletter.moderating.rights import MAY_READ

from .entries import SENDABLE


def label_of(item: Item) -> str:
    """« Brocante (Ville de Tours) »; what keeps it from being sent comes first."""
    said = f"{item} ({item.organisation})"
    return said if item.state in SENDABLE else f"Ne partira pas, {item.get_state_display().lower()} : {said}"


class ItemChooser(BaseChooser):
    def get_display_title(self, instance: Item) -> str:
        return label_of(instance)


class ForReaders:
    """Only people who may read items get an answer, whatever they ask of this chooser."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.has_perm(MAY_READ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Validated:
    def get_object_list(self) -> QuerySet[Item]:
        return Item.objects.filter(state=Item.State.VALIDATED).select_related("organisation")

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,
            Column("organisation", label="De", accessor="organisation"),
            Column("kind", label="Sorte", accessor="get_kind_display"),
            DateColumn("happens_on", label="Date"),
            DateColumn("deadline", label="Date limite"),
        ]

    def can_create(self) -> bool:
        return False


class ItemChooseView(ForReaders, Validated, ChooseView):
    pass


class ItemChooseResultsView(ForReaders, Validated, ChooseResultsView):
    pass


class Chosen:
    """What was validated, and nothing else, comes back from a choice."""

    def get_object(self, pk: str) -> Item:
        return Item.objects.get(pk=pk, state=Item.State.VALIDATED)

    def get_objects(self, pks: list[str]) -> QuerySet[Item]:
        return Item.objects.filter(pk__in=pks, state=Item.State.VALIDATED)

    def get_display_title(self, instance: Item) -> str:
        return label_of(instance)


class ItemChosenView(ForReaders, Chosen, ChosenView):
    pass


class ItemChosenMultipleView(ForReaders, Chosen, ChosenMultipleView):
    pass


class ItemChooserViewSet(ChooserViewSet):
    model = Item
    icon = "comment"
    choose_one_text = "Choisir une brève"
    choose_another_text = "Choisir une autre brève"
    edit_item_text = "Ouvrir cette brève"
    per_page = 20
    register_widget = False
    base_widget_class = ItemChooser
    choose_view_class = ItemChooseView
    choose_results_view_class = ItemChooseResultsView
    chosen_view_class = ItemChosenView
    chosen_multiple_view_class = ItemChosenMultipleView

    def get_urlpatterns(self) -> list[object]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


item_chooser = ItemChooserViewSet("choisir_breve")
