"""The report that names the attached files in which the search found nothing to read."""

from __future__ import annotations

from functools import cached_property

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from core.models import PortalDocument

from .models import DocumentText

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
