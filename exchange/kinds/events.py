"""Rencontres."""

from __future__ import annotations

from core.blocks import PROSE
from events.models import EventPage
from exchange.given import Given
from exchange.shapes import FILE, NUMBER, TEXT, Number, objects
from exchange.streams import set_stream

from .common import described_image, with_common
from .kind import PageKind, Sources

COUNTS = ("participants_by_category", "participants_by_origin")
NUMBERS = ("capacity", "participants", "participants_on_site", "participants_online")
LINES = ("venue", "address", "online_url", "status_reason", "registration_url")


def fill(page: EventPage, given: Given, sources: Sources) -> None:
    page.event_type = given.choice("type", EventPage.Type, required=True)
    page.format = given.choice("format", EventPage.Format, required=True)
    page.status = given.choice("status", EventPage.Status, required=True)
    page.ends_on = given.partial_date("ends_on")
    page.start_time, page.end_time = given.hour("start_time"), given.hour("end_time")
    for name in LINES:
        setattr(page, name, given.line(name))
    for name in NUMBERS:
        setattr(page, name, given.number(name))
    page.participants_note = given.text("participants_note")
    series = given.line("series")
    page.series = given.attempt("series", lambda: sources.known.one_series(series), None) if series else None
    programme = [
        {
            "time": one.line("time"),
            "title": one.line("title"),
            "speakers": one.line("speakers"),
            "text": one.rich_text("text", PROSE),
        }
        for one in given.objects("programme")
    ]
    set_stream(page, "programme", [("item", one) for one in programme], given)
    photos = [
        one.attempt("file", lambda one=one: described_image(one, sources, "file", "alt", "credit"), None)
        for one in given.objects("photos")
    ]
    set_stream(page, "photos", [("photo", photo.pk) for photo in photos if photo], given)
    for name in COUNTS:
        counts = [{"label": one.line("label"), "count": one.number("count")} for one in given.objects(name)]
        set_stream(page, name, [("count", one) for one in counts], given)


KIND = PageKind(
    "event",
    EventPage,
    with_common(
        type=TEXT, format=TEXT, status=TEXT, ends_on=TEXT, start_time=TEXT, end_time=TEXT,
        participants_note=TEXT, series=TEXT, **dict.fromkeys(LINES, TEXT), **dict.fromkeys(NUMBERS, NUMBER),
        programme=objects(time=TEXT, title=TEXT, text=TEXT, speakers=TEXT),
        photos=objects(file=FILE, alt=TEXT, credit=TEXT),
        **{name: objects(label=TEXT, count=Number(or_none=True)) for name in COUNTS},
    ),
    fill,
    {"event_type": "type"},
)  # fmt: skip
