"""Essaimages in the admin: what people told of the practices they took up, to be read before it is public."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.choosers import ConfidentialChooser
from experiences.models import Adoption
from taxonomy.stale_saves import RecordForm

MAY_DECIDE = "experiences.change_adoption"
ADOPTIONS = "wagtailsnippets_experiences_adoption:list"


class AdoptionIndexView(IndexView):
    add_item_label = "Ajouter un essaimage"

    def get_base_queryset(self) -> QuerySet[Adoption]:
        return super().get_base_queryset().select_related("practice", "organisation")


class AdoptionViewSet(SnippetViewSet):
    model = Adoption
    chooser_viewset_class = ConfidentialChooser
    menu_label = "Essaimages"
    menu_name = "adoptions"
    menu_order = 660
    add_to_admin_menu = True
    icon = "link"
    index_view_class = AdoptionIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "who",
        Column("kind", label="Ce qui en a été fait", accessor="get_kind_display", sort_key="kind"),
        Column("practice", label="Retour d’expérience", accessor="practice.title", sort_key="practice__title"),
        Column("state", label="Suivi", accessor="get_state_display", sort_key="state"),
        DateColumn("received_at", label="Reçu", sort_key="received_at"),
    ]
    list_filter = ["state", "kind"]
    list_per_page = 50
    ordering = ["-received_at", "-pk"]
    search_backend_name = None
    search_fields = ["organisation_name", "place", "what_changed", "practice__title"]
    list_export = [
        "pk", "received_at", "get_state_display", "practice.title", "get_kind_display", "who", "place_label",
        "happened_on", "what_changed",
    ]  # fmt: skip
    export_headings = {
        "pk": "Numéro", "received_at": "Reçu le", "get_state_display": "Suivi", "practice.title": "Retour d’expérience",
        "get_kind_display": "Ce qui en a été fait", "who": "Organisation", "place_label": "Lieu",
        "happened_on": "Quand", "what_changed": "Ce qui a changé",
    }  # fmt: skip
    export_filename = "essaimages"
    edit_handler = ObjectList(
        [
            FieldPanel("state"),
            MultiFieldPanel(
                [FieldPanel("practice"), FieldPanel("kind"), FieldPanel("what_changed"), FieldPanel("happened_on")],
                heading="Ce qui a été fait",
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("organisation_name"), FieldPanel("organisation")]),
                    FieldRowPanel([FieldPanel("place"), FieldPanel("territory")]),
                    FieldPanel("own_practice"),
                ],
                heading="Par qui, où",
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("email")]),
                    FieldRowPanel(
                        [
                            FieldPanel("received_at", read_only=True),
                            FieldPanel("consented_at", read_only=True),
                            FieldPanel("notified_at", read_only=True),
                        ]
                    ),
                ],
                heading="Qui l’a écrit (jamais publié)",
            ),
        ],
        base_form_class=RecordForm,
    )


register_snippet(AdoptionViewSet)


class NewAdoptionsPanel(Component):
    name = "new_adoptions"
    order = 62
    template_name = "experiences/admin/new_adoptions.html"

    def __init__(self, number: int) -> None:
        self.number = number

    @classmethod
    def for_request(cls, request: HttpRequest) -> NewAdoptionsPanel | None:
        """None where there is none to read, or not for this person."""
        if not request.user.has_perm(MAY_DECIDE):
            return None
        number = Adoption.objects.filter(state=Adoption.State.RECEIVED).count()
        return cls(number) if number else None

    def get_context_data(self, parent_context: dict[str, object]) -> dict[str, object]:
        query = urlencode({"state": Adoption.State.RECEIVED.value})
        return {"number": self.number, "url": f"{reverse(ADOPTIONS)}?{query}"}


@hooks.register("construct_homepage_panels")
def new_adoptions(request: HttpRequest, panels: list[Component]) -> None:
    if panel := NewAdoptionsPanel.for_request(request):
        panels.append(panel)
