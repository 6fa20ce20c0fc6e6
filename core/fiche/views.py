"""The printed fiche of an item."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from core.models import KnowledgePage

from .building import fiche_of
from .keeping import digest_of, made_or_kept


def item_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for what the public may not see, and for kinds that are not printed."""
    found = KnowledgePage.objects.visible().filter(pk=pk).first()
    page = found.specific if found else None
    if page is None or not page.is_printed:
        raise Http404
    fiche = fiche_of(page)
    digest = digest_of(fiche)
    unchanged = get_conditional_response(request, etag=f'"{digest}"')
    response = unchanged or pdf_response(made_or_kept(fiche, digest), f"{fiche.slug}.pdf")
    response["ETag"] = f'"{digest}"'
    response["Last-Modified"] = http_date(fiche.updated)
    response["Cache-Control"] = "no-cache"  # asked again each time: what is withdrawn is withdrawn at once
    return response


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """Shown where the browser can; ``name`` is proposed to whoever saves it."""
    headers = {
        "Content-Disposition": content_disposition_header(False, name) or "inline",
        # A browser's own reader of PDFs is an object with styles of its own; nothing else may be in it.
        "Content-Security-Policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
