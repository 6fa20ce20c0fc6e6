"""The directory of organisations."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from french.folding import fold

from .models import Organisation

PER_PAGE = 50


def organisation_list(request: HttpRequest) -> HttpResponse:
    """Organisations by name, narrowed by type (``type``) and by a part of their name or acronym (``q``)."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    chosen = request.GET.get("type", "")
    organisations = Organisation.objects.select_related("territory__commune")
    if text:
        named = Q(name__icontains=text) | Q(acronym__icontains=text) | Q(aliases__folded__contains=fold(text))
        organisations = organisations.filter(named | Q(territory__folded__contains=fold(text))).distinct()
    if chosen in Organisation.Type.values:
        organisations = organisations.filter(type=chosen)
    page = Paginator(organisations, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "directory/organisation_list.html",
        {"page_obj": page, "organisations": page.object_list, "types": _types(chosen), "q": text, "chosen": chosen},
    )


def _types(chosen: str) -> list[dict[str, object]]:
    counts = dict(Organisation.objects.values_list("type").annotate(count=Count("pk")).order_by())
    return [
        {"value": value, "label": label, "count": counts[value], "selected": value == chosen}
        for value, label in Organisation.Type.choices
        if value in counts
    ]
