"""Attached files in the admin: the report of those in which the search found nothing to read, and what changes many of
them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from core.models import PortalDocument

from .attachments import items_attaching
from .models import DocumentText
from .signal_handlers import index_pages

SILENT = (DocumentText.Status.EMPTY, DocumentText.Status.LOCKED, DocumentText.Status.UNREADABLE)


class SilentDocumentsView(ReportView):
    page_title = "Pièces jointes sans texte"
    header_icon = "doc-empty"
    model = DocumentText
    index_url_name = "silent_documents"
    index_results_url_name = "silent_documents_results"
    any_permission_required = ["add", "change"]
    no_results_message = "Tous les documents ont pu être lus : la recherche publique les trouve par leur contenu."
    columns = [
        TitleColumn(
            "document",
            label="Document",
            accessor="document.title",
            get_url=lambda text: reverse("wagtaildocs:edit", args=[text.pk]),
        ),
        Column("status", label="Ce que la lecture a donné", accessor="get_status_display"),
        DateColumn("extracted_at", label="Lu", width="16%"),
    ]
    list_export = ["document.title", "get_status_display", "extracted_at"]
    export_headings = {
        "document.title": "Document",
        "get_status_display": "Ce que la lecture a donné",
        "extracted_at": "Lu",
    }

    @cached_property
    def permission_policy(self):
        return policy_registry.get_by_type(PortalDocument)

    def get_base_queryset(self) -> QuerySet[DocumentText]:
        documents = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["change", "delete"]
        )
        silent = DocumentText.objects.filter(status__in=SILENT, document__in=documents)
        return silent.select_related("document").order_by("document__title", "pk")


class SilentDocumentsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(PortalDocument)
        return policy.user_has_any_permission(request.user, SilentDocumentsView.any_permission_required)


@hooks.register("register_admin_urls")
def silent_documents_urls() -> list[URLPattern]:
    return [
        path("reports/pieces-jointes/", SilentDocumentsView.as_view(), name="silent_documents"),
        path(
            "reports/pieces-jointes/results/",
            SilentDocumentsView.as_view(results_only=True),
            name="silent_documents_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def silent_documents_menu_item() -> MenuItem:
    return SilentDocumentsMenuItem(
        SilentDocumentsView.page_title,
        reverse("silent_documents"),
        name="silent-documents",
        icon_name=SilentDocumentsView.header_icon,
        order=1200,
    )


@hooks.register("after_bulk_action")
def index_refiled_documents(request: HttpRequest, action: str, objects: Sequence[Model], view: object) -> None:
    """Documents put together into another collection, which may be kept for some people: no signal tells of it."""
    ids = [document.pk for document in objects if isinstance(document, PortalDocument)]
    if action == "add_to_collection" and ids:
        index_pages(items_attaching(PortalDocument.objects.filter(pk__in=ids)))
