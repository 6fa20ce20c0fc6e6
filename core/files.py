"""Who may read an uploaded file: a file is as public as the items that show it."""

from __future__ import annotations

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from .assets import PortalDocument
from .visibility import visible_q

# Renditions are made for display; originals and documents are not served by path.
PUBLIC_FOLDERS = ("images",)
RECORDINGS_FOLDERS = ("media", "media_thumbnails")


def may_read_upload(request: HttpRequest | None, path: str) -> bool:
    """``request``: who asks; None for whether everyone may."""
    folder = path.split("/", 1)[0]
    if folder in PUBLIC_FOLDERS:
        return True
    if folder in RECORDINGS_FOLDERS:
        return may_read_recording(request, path)
    return is_editor(request)


def may_read_recording(request: HttpRequest | None, path: str) -> bool:
    media = apps.get_model("wagtailmedia", "Media").objects.filter(Q(file=path) | Q(thumbnail=path)).first()
    return media is not None and (shown_publicly(media) or is_editor(request))


def may_read_document(request: HttpRequest, document) -> bool:
    return shown_publicly(document) or is_editor(request)


def shown_publicly(file) -> bool:
    """Whether a page that the public may see uses the file: what only drafts use, or nothing, is not public yet."""
    references = ReferenceIndex.get_references_to(file)
    page_type = ContentType.objects.get_for_model(Page)
    ids = [
        int(object_id)
        for object_id in references.filter(base_content_type=page_type).values_list("object_id", flat=True).distinct()
    ]
    return Page.objects.filter(visible_q(), pk__in=ids).exists()


def is_editor(request: HttpRequest | None) -> bool:
    """Somebody of the team: who may add documents for the whole portal. The admin alone is not enough: it may be opened
    to a partner who writes in one section."""
    if request is None or not request.user.is_authenticated or not request.user.has_perm("wagtailadmin.access_admin"):
        return False
    documents = policy_registry.get_by_type(PortalDocument)
    return documents.collections_user_has_permission_for(request.user, "add").filter(depth=1).exists()
