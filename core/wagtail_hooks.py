"""What the portal changes in the Wagtail admin."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from taxonomy.merging import merge
from taxonomy.modeladmins import MergingModelAdmin

from . import job_hooks, review_hooks  # noqa: F401
from .admin_api import filter_files
from .choosers import hide_foreign_drafts
from .exports import defuse_admin_exports
from .files import may_read_document
from .guide import guide, guide_image
from .models import PortalDocument, Tag
from .territories import tell_what_was_proposed
from .userbar import PortalContentChecker

defuse_admin_exports()
hide_foreign_drafts()

# Entries that lead out of the portal, in English, or to something that it does not use.
FOREIGN_HELP = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("before_serve_document")
def refuse_documents_of_hidden_items(document: PortalDocument, request: HttpRequest) -> None:
    if not may_read_document(request, document):
        raise Http404


# -- look and help ----------------------------------------------------------------------------------------------------
@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_js() -> SafeString:
    scripts = ("js/admin-names.js", "js/admin-autosave.js")
    return format_html_join("", '<script src="{}"></script>', ((static(script),) for script in scripts))


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    return [
        path("guide/", guide, name="editing_guide"),
        path("guide/images/<str:name>", guide_image, name="editing_guide_image"),
    ]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    return MenuItem("Guide d’édition", reverse("editing_guide"), name="editing-guide", icon_name="help", order=100)


@hooks.register("construct_main_menu")
def name_recordings_in_french(request: HttpRequest, items: list[MenuItem]) -> None:
    for item in items:
        if item.name == "media":
            item.label, item.order = "Sons et vidéos", 450


@hooks.register("construct_help_menu")
def leave_only_our_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(FOREIGN_HELP)]


@hooks.register("construct_wagtail_userbar")
def check_content_by_our_rules(request: HttpRequest, items: list[BaseItem], page: Page | None) -> None:
    for position, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[position] = PortalContentChecker(in_editor=item.in_editor)


# -- editing ----------------------------------------------------------------------------------------------------------
for name in ("before_publish_page", "after_edit_page", "after_create_page"):
    hooks.register(name, tell_what_was_proposed)


@hooks.register("construct_page_chooser_queryset")
def offer_only_pages_of_ones_own(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Somebody who writes in one section does not read the titles of the drafts of the others."""
    if request.user.is_superuser:
        return pages
    seen = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(pk__in=seen.values("pk"))


@hooks.register("before_move_page")
def name_only_pages_that_may_be_moved(request: HttpRequest, page: Page, destination: Page) -> None:
    """What asks to confirm a move names both pages, whoever asks."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


hooks.register("construct_admin_api", filter_files, order=1_000)


# This report names the last page edited of each type, wherever it stands and whatever its state.
PageTypesUsageReportView.any_permission_required = ["publish"]


@hooks.register("construct_reports_menu")
def leave_page_types_to_those_who_publish(request: HttpRequest, items: list[MenuItem]) -> None:
    if not policy_registry.get_by_type(Page).user_has_permission(request.user, "publish"):
        items[:] = [item for item in items if item.name != "page-types-usage"]


# -- keywords ---------------------------------------------------------------------------------------------------------
class TagAdmin(MergingModelAdmin):
    model = Tag
    menu_label = "Mots-clés"
    menu_icon = "tag"
    menu_order = 200
    base_url_path = "mots-cles"
    add_to_admin_menu = False
    list_display = ("name", "uses")
    list_per_page = 100
    search_fields = ("name",)
    ordering = ("lower_name",)
    panels = [
        FieldPanel(
            "name", help_text="Un mot ou deux, au singulier et en minuscules : « encombrant », « pied d’immeuble »."
        ),
        MultiFieldPanel([FieldPanel("slug")], heading="Adresse", classname="collapsed"),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Tag]:
        return Tag.objects.annotate(use_count=models.Count("tagged_pages"), lower_name=Lower("name"))

    def merge(self, source: Tag, target: Tag) -> None:
        merge(source, target)
        target.save()

    def uses(self, tag: Tag) -> int:
        return tag.use_count

    uses.short_description = "fiches"
    uses.admin_order_field = "use_count"


tag_admin = TagAdmin()
tag_admin.register_with_wagtail()


@hooks.register("register_vocabulary_menu_item")
def register_tags() -> MenuItem:
    return tag_admin.get_menu_item()
