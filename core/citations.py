"""How an item is cited: a line to copy, and RIS for reference managers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import rispy
from django.utils import timezone
from wagtail.models import Site

if TYPE_CHECKING:
    from .models import KnowledgePage

RIS_TYPES = {"recording": "VIDEO", "event": "CONF", "bibliography": "DATA"}


def citation(page: KnowledgePage, organisations: Sequence[str]) -> str:
    """In the manner of ISO 690: who, title, year, where it stands, when it was read."""
    who = ", ".join(organisations[:3])
    parts = [who, page.title, "Centre de ressources GUSP"]
    if page.published_on:
        parts.append(str(page.published_on.year))
    today = timezone.localdate()
    return (
        ". ".join(part for part in parts if part) + f". [consulté le {today:%d/%m/%Y}]. {page.full_url or ''}".rstrip()
    )


def ris(pages: Iterable[KnowledgePage]) -> str:
    """The pages as RIS records, one after the other."""
    entries = []
    for page in pages:
        entry = {
            "type_of_reference": RIS_TYPES.get(page.kind, "ELEC"),
            "title": page.title,
            "abstract": page.summary,
            "year": str(page.published_on.year) if page.published_on else "",
            "publisher": _site_name(),
            "urls": [page.full_url or ""],
            "language": "fr",
            "keywords": [theme.name for theme in page.themes.all()],
            "authors": [link.person.name for link in page.page_people.all() if link.role in ("author", "speaker")],
        }
        entries.append({name: value for name, value in entry.items() if value})
    return rispy.dumps(entries)


def _site_name() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.site_name if site else ""
