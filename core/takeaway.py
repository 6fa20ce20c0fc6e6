"""What a list can be taken away as: a spreadsheet (CSV), citations (RIS), a feed (Atom). Written once for all lists."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import rispy
from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from .exports import download, spreadsheet


@dataclass(frozen=True, slots=True)
class Taken:
    """One item of a list: what all three forms say of it. ``url`` is absolute; ``date`` is ISO, to its precision."""

    title: str
    summary: str
    url: str
    kind: str
    kind_label: str
    date: str
    updated: datetime.datetime
    themes: Sequence[str]
    territories: Sequence[str]
    organisations: Sequence[str]


RIS_TYPES = {"recording": "VIDEO", "event": "CONF", "bibliography": "DATA"}
COLUMNS: dict[str, Callable[[Taken], str]] = {
    "Type": lambda item: item.kind_label,
    "Titre": lambda item: item.title,
    "Résumé": lambda item: item.summary,
    "Date": lambda item: item.date,
    "Thèmes": lambda item: " | ".join(item.themes),
    "Territoires": lambda item: " | ".join(item.territories),
    "Organisations": lambda item: " | ".join(item.organisations),
    "Adresse": lambda item: item.url,
}


def as_csv(items: Sequence[Taken], title: str, address: str) -> HttpResponse:
    rows = ([value(item) for value in COLUMNS.values()] for item in items)
    return download(spreadsheet(COLUMNS, rows), "text/csv", _dated("liste.csv"))


def as_ris(items: Sequence[Taken], title: str, address: str) -> HttpResponse:
    records = []
    for item in items:
        record = {
            "type_of_reference": RIS_TYPES.get(item.kind, "ELEC"),
            "title": item.title,
            "abstract": item.summary,
            "year": item.date[:4],
            "urls": [item.url],
            "keywords": list(item.themes),
            "authors": list(item.organisations),
            "language": "fr",
        }
        records.append({name: value for name, value in record.items() if value})
    return download(rispy.dumps(records), "application/x-research-info-systems", _dated("liste.ris"))


def as_atom(items: Sequence[Taken], title: str, address: str) -> HttpResponse:
    """``address``: the page of the list, absolute."""
    title = _printable(title)
    feed = Atom1Feed(title=title, link=address, description=title, language="fr", feed_url=address)
    for item in items:
        feed.add_item(
            title=_printable(item.title),
            link=item.url,
            description=_printable(item.summary),
            unique_id=item.url,
            updateddate=item.updated,
            pubdate=item.updated,
            categories=[_printable(label) for label in (item.kind_label, *item.themes)],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _printable(text: str) -> str:
    """``text`` without the control characters that XML refuses."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


FORMATS: dict[str, Callable[[Sequence[Taken], str, str], HttpResponse]] = {
    "csv": as_csv,
    "ris": as_ris,
    "atom": as_atom,
}


def _dated(name: str) -> str:
    return f"{timezone.localdate():%Y-%m-%d}-{name}"
