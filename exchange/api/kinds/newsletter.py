"""Letters and the brèves that have appeared in them. Their models stand beside this layer: what is asked of their pages
is written here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Literal, Protocol

from django.urls import reverse
from ninja import Schema
from pydantic import Field

from core.models import KnowledgePage, PageOrganisation
from core.routing import url_of
from exchange.api.schemas import Term, WholeItem
from exchange.api.texts import Text, Writer
from search.registry import facets

from .terms import labelled

Entry = Mapping[str, object]


class LetterEntry(Schema):
    """Ce qui figure dans une lettre."""

    section: str = Field(description="La rubrique sous laquelle il est rangé.")
    kind: Literal["brief", "page"] = Field(description="Une brève de partenaire, ou une page du portail.")
    title: str
    url: str = Field(description="Sa page sur le portail.")
    api_url: str
    link: str | None = Field(description="Où en savoir plus, ailleurs.")


class LetterDetails(Schema):
    """Ce qui est propre à une lettre."""

    number: int | None
    sent_at: datetime.datetime | None
    editorial: Text | None
    entries: list[LetterEntry] = Field(
        description="Dans l’ordre de lecture, sans ce qui a été retiré ou n’est plus en ligne depuis l’envoi."
    )


class Letter(WholeItem):
    """Une lettre du centre, telle qu’elle a été envoyée."""

    kind: Literal["issue"]
    details: LetterDetails


class BriefDetails(Schema):
    """Ce qui est propre à une brève."""

    kind: Term | None = Field(description="Actualité, rencontre, appel à projets, ressource ou emploi.")
    text: str
    happens_on: datetime.date | None = Field(description="Le jour de ce qu’elle annonce.")
    deadline: datetime.date | None = Field(description="Pour répondre ou s’inscrire.")
    link: str | None = Field(description="Où en savoir plus, ailleurs.")
    organisation: str = Field(description="Qui l’annonce.")


class Brief(WholeItem):
    """Une brève parue dans une lettre."""

    kind: Literal["brief"]
    details: BriefDetails


class LetterPage(Protocol):
    number: int | None
    sent: Mapping[str, object] | None
    sent_at: datetime.datetime | None


class BriefPage(Protocol):
    pk: int
    item_kind: str
    text: str
    happens_on: datetime.date | None
    deadline: datetime.date | None
    link: str


def letter(page: LetterPage, writer: Writer) -> dict[str, object]:
    sent = page.sent or {}
    return {
        "number": page.number,
        "sent_at": page.sent_at,
        "editorial": writer.rich(str(sent.get("editorial") or "")),
        "entries": list(_entries(sent, writer)),
    }


def brief(page: BriefPage, writer: Writer) -> dict[str, object]:
    kinds_of_brief = facets()["brief_kind"].choices
    signed = PageOrganisation.objects.filter(page=page.pk).order_by("sort_order")
    return {
        "kind": labelled(page.item_kind, kinds_of_brief() if kinds_of_brief else {}),
        "text": page.text,
        "happens_on": page.happens_on,
        "deadline": page.deadline,
        "link": page.link or None,
        "organisation": signed.values_list("organisation__name", flat=True).first() or "",
    }


def _entries(sent: Mapping[str, object], writer: Writer) -> Iterator[dict[str, object]]:
    told = [(str(section["title"]), entry) for section in sent.get("sections") or () for entry in section["entries"]]
    pages = {entry["page"] for _, entry in told} - {None}
    public = KnowledgePage.objects.visible().filter(pk__in=pages, indexed__isnull=False)
    paths = dict(public.values_list("pk", "url_path"))
    for section, entry in told:
        if entry["page"] in paths:
            yield {
                "section": section,
                "kind": entry["kind"],
                "title": entry["title"],
                "url": writer.absolute(url_of(paths[entry["page"]])),
                "api_url": f"{writer.base}{reverse('api-1:read_item', args=[entry['page']])}",
                "link": entry["link"] or None,
            }
