"""The printed fiche of an item."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from .lookup import look_of, pdf_of


def item_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for what the public may not see, and for kinds that are not printed."""
    look = look_of(pk)
    if look is None:
        raise Http404
    etag = f'"{look.digest}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pdf = pdf_of(pk, look)
        if pdf is None:
            raise Http404
        response = pdf_response(pdf, f"{look.slug}.pdf")
    response["ETag"] = etag
    response["Last-Modified"] = http_date(look.updated)
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
