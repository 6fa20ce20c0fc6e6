"""A rencontre as a calendar file."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from icalendar import Calendar, Event

from core.models import KnowledgePage

from .models import EventPage

STATUS = {
    "planned": "CONFIRMED",
    "held": "CONFIRMED",
    "adapted": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}


def ical(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(EventPage.objects.visible(), pk=pk)
    if not page.published_on or not page.published_on.is_day:
        raise Http404
    return calendar_file(_event(page), page.slug)


def calendar_file(event: Event, name: str) -> HttpResponse:
    """One event as a file that calendars open."""
    calendar = Calendar()
    calendar.add("prodid", "-//Centre de ressources GUSP//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def calendar_event(page: KnowledgePage, what: str, description: str) -> Event:
    """What any page announces, without its dates yet; ``what`` it is begins the name by which calendars know it."""
    event = Event()
    event.add("uid", f"{what}-{page.translation_key}@portail-gusp")
    event.add("dtstamp", page.last_published_at or timezone.now())
    event.add("summary", page.title)
    event.add("description", description)
    event.add("url", page.full_url)
    return event


def _event(page: EventPage) -> Event:
    event = calendar_event(page, "rencontre", page.summary)
    event.add("status", STATUS[page.status])
    event.add("location", ", ".join(part for part in (page.venue, page.address) if part) or page.online_url)
    start, end = _bounds(page)
    event.add("dtstart", start)
    event.add("dtend", end)
    return event


def _bounds(page: EventPage) -> tuple[datetime.date, datetime.date]:
    """Start and end; whole days where no hour is known (RFC 5545: the end day is the one after the last)."""
    first, last = page.published_on.first_day, page.last_day
    if page.start_time is None:
        return first, last + datetime.timedelta(days=1)
    zone = timezone.get_default_timezone()
    start = datetime.datetime.combine(first, page.start_time, zone)
    if page.end_time is None:
        return start, start + datetime.timedelta(hours=2)
    return start, datetime.datetime.combine(last, page.end_time, zone)
