"""What the portal changes in the Wagtail admin."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from wagtail import hooks

from .files import may_read_document
from .models import PortalDocument


@hooks.register("before_serve_document")
def refuse_documents_of_hidden_items(document: PortalDocument, request: HttpRequest) -> None:
    if not may_read_document(request, document):
        raise Http404
