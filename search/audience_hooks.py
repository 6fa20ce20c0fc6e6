"""What the public asks, in the admin: what is looked for, and the requests put to the centre."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.choosers import ConfidentialChooser
from core.menus import PermittedMenuItem
from directory.models import User
from taxonomy.stale_saves import RecordForm

from .models import DocumentaryRequest
from .panels import NewRequestsPanel
from .views.searched import PERMISSION, searched, searched_csv

MENU_HOOK = "register_search_menu_item"


# -- what is looked for -----------------------------------------------------------------------------------------------
@hooks.register("register_admin_urls")
def searched_urls() -> list[URLPattern]:
    return [
        path("ce-que-l-on-cherche/", searched, name="searched"),
        path("ce-que-l-on-cherche/<slug:report>.csv", searched_csv, name="searched_csv"),
    ]


@hooks.register(MENU_HOOK)
def searched_menu_item() -> PermittedMenuItem:
    return PermittedMenuItem(
        "Ce que l’on cherche", reverse("searched"), PERMISSION, name="searched", icon_name="search", order=100
    )


# -- requests ---------------------------------------------------------------------------------------------------------
class RequestForm(RecordForm):
    """Only those who work in the admin are given a request to follow."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("assignee")
        if field is not None:
            field.queryset = colleagues()
            field.empty_label = "Personne encore"
            field.label_from_instance = lambda user: user.get_full_name() or user.get_username()


def colleagues() -> QuerySet[User]:
    inside = Q(is_superuser=True) | Q(groups__permissions__codename="access_admin")
    return User.objects.filter(inside, is_active=True).distinct().order_by("last_name", "first_name", "username")


def followed_by(request: DocumentaryRequest) -> str:
    return request.assignee.get_full_name() or request.assignee.get_username() if request.assignee else "Personne"


class RequestIndexView(IndexView):
    add_item_label = "Ajouter une demande"

    def get_base_queryset(self) -> QuerySet[DocumentaryRequest]:
        return super().get_base_queryset().select_related("assignee")


class RequestViewSet(SnippetViewSet):
    model = DocumentaryRequest
    chooser_viewset_class = ConfidentialChooser
    menu_label = "Demandes reçues"
    menu_hook = MENU_HOOK
    menu_order = 200
    icon = "mail"
    index_view_class = RequestIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "beginning",
        Column("status", label="Suivi", accessor="get_status_display", sort_key="status"),
        DateColumn("received_at", label="Reçue", sort_key="received_at"),
        Column("assignee", label="Suivie par", accessor=followed_by),
    ]
    list_filter = ["status"]
    list_per_page = 50
    ordering = ["-received_at", "-pk"]
    search_backend_name = None
    search_fields = ["question", "purpose", "place", "organisation", "name", "answer"]
    list_export = [
        "pk", "received_at", "get_status_display", "question", "purpose", "place", "organisation", "name", "email",
        "answer", "closed_at",
    ]  # fmt: skip
    export_headings = {
        "pk": "Numéro", "received_at": "Reçue le", "get_status_display": "Suivi", "question": "Question",
        "purpose": "Pour quoi faire", "place": "Lieu", "organisation": "Organisation", "name": "Nom",
        "email": "Courriel", "answer": "Réponse donnée", "closed_at": "Fermée le",
    }  # fmt: skip
    export_filename = "demandes-documentaires"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("question"), FieldPanel("purpose"), FieldPanel("place")], heading="Ce qui est demandé"
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("organisation")]),
                    FieldPanel("email"),
                    FieldRowPanel(
                        [
                            FieldPanel("received_at", read_only=True),
                            FieldPanel("consented_at", read_only=True),
                            FieldPanel("notified_at", read_only=True),
                        ]
                    ),
                ],
                heading="Qui demande",
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("status"), FieldPanel("assignee")]), FieldPanel("notes")], heading="Suivi"
            ),
            FieldPanel("answer"),
            MultipleChooserPanel(
                "answering_pages",
                chooser_field_name="page",
                heading="Fiches indiquées",
                label="fiche",
                help_text="Les fiches du portail qui répondent à la question, pour les retrouver la prochaine fois.",
            ),
        ],
        base_form_class=RequestForm,
    )


register_snippet(RequestViewSet)


@hooks.register("construct_homepage_panels")
def new_requests(request: HttpRequest, panels: list[Component]) -> None:
    if panel := NewRequestsPanel.for_request(request):
        panels.append(panel)
