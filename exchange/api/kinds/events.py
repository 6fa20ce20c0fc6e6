"""Rencontres."""

from __future__ import annotations

import datetime
from typing import Literal

from django.urls import reverse
from ninja import Schema
from pydantic import Field
from wagtail.blocks import StreamValue

from events.models import EventPage
from exchange.api.schemas import Term, WholeItem
from exchange.api.texts import Text, Writer

from .terms import term


class Moment(Schema):
    """Un temps du programme."""

    time: str
    title: str
    speakers: str
    text: Text | None


class Count(Schema):
    """Un décompte de participants."""

    label: str
    count: int | None = Field(description="Null si la source ne le donne pas.")


class Participants(Schema):
    """Qui est venu ; les sources peuvent donner des totaux différents."""

    total: int | None
    on_site: int | None
    online: int | None
    by_category: list[Count]
    by_origin: list[Count]
    note: str


class EventDetails(Schema):
    """Ce qui est propre à une rencontre."""

    event_type: Term
    format: Term
    status: Term
    status_reason: str
    ends_on: str | None
    start_time: datetime.time | None = Field(description="À l’heure de Paris.")
    end_time: datetime.time | None
    venue: str
    address: str
    online_url: str | None = Field(description="Tant que la rencontre est à venir.")
    registration_url: str | None = Field(description="Tant que la rencontre est à venir.")
    capacity: int | None
    series: str
    programme: list[Moment]
    participants: Participants
    calendar_url: str | None = Field(description="Le fichier pour un agenda (iCalendar).")


class Event(WholeItem):
    """Une rencontre."""

    kind: Literal["event"]
    details: EventDetails


def details(page: EventPage, writer: Writer) -> dict[str, object]:
    dated = page.published_on and page.published_on.is_day
    return {
        **{name: term(page, name) for name in ("event_type", "format", "status")},
        **{name: getattr(page, name) for name in ("status_reason", "venue", "address", "capacity")},
        "ends_on": page.ends_on or None,
        "start_time": page.start_time,
        "end_time": page.end_time,
        "online_url": (page.online_url if page.is_open else "") or None,
        "registration_url": (page.registration_url if page.is_open else "") or None,
        "series": page.series.name if page.series else "",
        "programme": [
            {
                **{name: item.value[name] or "" for name in ("time", "title", "speakers")},
                "text": writer.rich(item.value["text"]),
            }
            for item in page.programme
        ],
        "participants": {
            "total": page.participants,
            "on_site": page.participants_on_site,
            "online": page.participants_online,
            "by_category": _counts(page.participants_by_category),
            "by_origin": _counts(page.participants_by_origin),
            "note": page.participants_note,
        },
        "calendar_url": writer.absolute(reverse("event_ical", args=[page.pk])) if dated else None,
    }


def _counts(rows: StreamValue) -> list[dict[str, object]]:
    return [{"label": row.value["label"], "count": row.value["count"]} for row in rows]
