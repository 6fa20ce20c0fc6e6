"""What a list can be taken away as: a spreadsheet (CSV), citations (RIS), a feed (Atom, RSS, JSON Feed). Written once
for all lists."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import rispy
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from .context_processors import site_frame
from .exports import download, spreadsheet


@dataclass(frozen=True, slots=True)
class Taken:
    """One item of a list: what all forms say of it. ``url`` is absolute; ``date`` is ISO, to its precision."""

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


class _Dated:
    """An empty feed is of today: nothing of it moves from one minute to the next."""

    items: list[dict[str, object]]

    def latest_post_date(self) -> datetime.datetime:
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return max((item["updateddate"] for item in self.items), default=today)


class _Atom(_Dated, Atom1Feed):
    pass


class _Rss(_Dated, Rss201rev2Feed):
    pass


def as_atom(items: Sequence[Taken], title: str, address: str) -> HttpResponse:
    """``address``: the page of the list, absolute."""
    return _feed(_Atom, items, title, address, "application/atom+xml")


def as_rss(items: Sequence[Taken], title: str, address: str) -> HttpResponse:
    return _feed(_Rss, items, title, address, "application/rss+xml")


def as_json(items: Sequence[Taken], title: str, address: str) -> HttpResponse:
    """A JSON Feed 1.1 (jsonfeed.org)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _printable(title),
        "home_page_url": _site_of(address),
        "feed_url": address,
        "language": "fr",
        "authors": [{"name": site_frame().name}],
        "items": [
            {
                "id": item.url,
                "url": item.url,
                "title": _printable(item.title),
                "content_text": _printable(item.summary) or _printable(item.title),
                "date_published": item.updated.isoformat(timespec="seconds"),
                "tags": [_printable(label) for label in (item.kind_label, *item.themes)],
            }
            for item in items
        ],
    }
    return JsonResponse(feed, json_dumps_params={"ensure_ascii": False}, content_type="application/feed+json")


def _feed(
    made_by: type[SyndicationFeed], items: Sequence[Taken], title: str, address: str, content_type: str
) -> HttpResponse:
    title, site, author = _printable(title), _site_of(address), _printable(site_frame().name)
    feed = made_by(
        title=title, link=site, description=title, language="fr", feed_url=address, author_name=author, ttl=None
    )
    for item in items:
        feed.add_item(
            title=_printable(item.title),
            link=item.url,
            description=_printable(item.summary),
            unique_id=item.url,
            unique_id_is_permalink=True,
            updateddate=item.updated,
            pubdate=item.updated,
            categories=[_printable(label) for label in (item.kind_label, *item.themes)],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{content_type}; charset=utf-8")


def _site_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"


def _printable(text: str) -> str:
    """``text`` without the characters that XML refuses."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


FORMATS: dict[str, Callable[[Sequence[Taken], str, str], HttpResponse]] = {
    "csv": as_csv,
    "ris": as_ris,
    "atom": as_atom,
    "rss": as_rss,
    "json": as_json,
}


def _dated(name: str) -> str:
    return f"{timezone.localdate():%Y-%m-%d}-{name}"
