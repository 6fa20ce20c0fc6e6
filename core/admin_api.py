"""The admin's own API, by which its choosers read: of files, what this person may choose or change."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

from .assets import PortalDocument, PortalImage


class OwnImages(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[PortalImage]:
        return super().get_queryset().filter(pk__in=_usable(self, PortalImage).values("pk"))


class OwnDocuments(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[PortalDocument]:
        return super().get_queryset().filter(pk__in=_usable(self, PortalDocument).values("pk"))


def _usable(viewset: ImagesAdminAPIViewSet | DocumentsAdminAPIViewSet, model: type) -> QuerySet:
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(viewset.request.user, ["choose", "change"])


def filter_files(router: WagtailAPIRouter) -> None:
    """In the place of Wagtail's own, which answer to whoever enters the admin."""
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)
