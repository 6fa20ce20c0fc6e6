"""The directory of organisations."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from french.folding import fold

from .models import Organisation

PER_PAGE = 50


def organisation_list(request: HttpRequest) -> HttpResponse:
    """Organisations by name, narrowed by type (``type``) and by a part of their name or acronym (``q``)."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    chosen = request.GET.get("type", "")
    page = Paginator(_found(fold(text), chosen), PER_PAGE).get_page(request.GET.get("page"))
    shown = Organisation.objects.select_related("territory__commune").in_bulk(list(page.object_list))
    return render(
        request,
        "directory/organisation_list.html",
        {
            "page_obj": page,
            "organisations": [shown[pk] for pk in page.object_list],
            "types": _types(chosen),
            "q": text,
            "chosen": chosen,
        },
    )


def _found(text: str, chosen: str) -> list[int]:
    """Ids of the organisations that have ``text`` (folded) in one of their names or their town's, in alphabetical
    order. Folding is ours, not the database's; organisations are few enough to compare here."""
    rows = Organisation.objects.order_by().values_list("pk", "name", "acronym", "aliases__name", "territory__name")
    if chosen in Organisation.Type.values:
        rows = rows.filter(type=chosen)
    names = {pk: fold(name) for pk, name, *others in rows if text in fold(" | ".join(filter(None, (name, *others))))}
    return sorted(names, key=lambda pk: (names[pk], pk))


def _types(chosen: str) -> list[dict[str, object]]:
    counts = dict(Organisation.objects.values_list("type").annotate(count=Count("pk")).order_by())
    return [
        {"value": value, "label": label, "count": counts[value], "selected": value == chosen}
        for value, label in Organisation.Type.choices
        if value in counts
    ]
