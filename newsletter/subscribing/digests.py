"""The month's digest: what the letters of the month held, each thing once, for those who want one letter a month."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from django.utils import timezone
from django.utils.formats import date_format

from core.letters import absolute
from core.models import KnowledgePage
from core.visibility import visible_q
from newsletter.models import IssuePage, Item, Mailing, NewsletterPage

Entry = Mapping[str, object]


def send_digest(now: datetime.datetime | None = None) -> Mailing | None:
    """The mailing of the month before, once; None where nothing was published then."""
    now = now or timezone.now()
    first = _month_before(timezone.localdate(now))
    name = f"digest-{first:%Y-%m}"
    if Mailing.objects.filter(name=name).exists():
        return None
    content = content_of(first)
    if not content["sections"]:
        return None
    known = {"kind": Mailing.Kind.DIGEST, "subject": content["subject"], "content": content, "planned_for": now}
    return Mailing.objects.get_or_create(name=name, defaults=known)[0]


def content_of(first: datetime.date) -> dict[str, object]:
    """The month that begins on ``first``, in the shape of a letter; what was withdrawn since is left out."""
    month = date_format(first, "F Y")
    title = f"Résumé {'d’' if month[0] in 'ao' else 'de '}{month}"  # avril, août, octobre
    sections: dict[str, list[Entry]] = {}
    told: set[object] = set()
    for rubric, entry in _entries(_issues(first)):
        key = entry.get("page") or entry.get("url") or entry.get("title")
        if key not in told:
            told.add(key)
            sections.setdefault(rubric, []).append(entry)
    page = NewsletterPage.objects.filter(visible_q()).first()
    return {
        "title": title,
        "number": None,
        "subject": title,
        "summary": "",
        "editorial": "",
        "date": first.isoformat(),
        "url": absolute(page.get_url() or "/") if page else "",
        "sections": [{"title": rubric, "entries": entries} for rubric, entries in sections.items()],
    }


def _issues(first: datetime.date) -> list[IssuePage]:
    following = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    start, end = (timezone.make_aware(datetime.datetime.combine(day, datetime.time())) for day in (first, following))
    sent = IssuePage.objects.visible().filter(sent__isnull=False, sent_at__gte=start, sent_at__lt=end)
    return list(sent.order_by("sent_at"))


def _entries(issues: list[IssuePage]) -> Iterator[tuple[str, Entry]]:
    """What stands in these letters and may still be shown; words of the team are of their letter only."""
    entries = [
        (section["title"], entry)
        for issue in issues
        for section in issue.sent.get("sections") or ()
        for entry in section["entries"]
        if entry["kind"] != "words"
    ]
    pages = {entry.get("page") for _, entry in entries} - {None}
    public = set(KnowledgePage.objects.visible().filter(pk__in=pages).values_list("pk", flat=True))
    items = {entry.get("item") for _, entry in entries} - {None}
    appeared = set(Item.objects.filter(pk__in=items, state=Item.State.PUBLISHED).values_list("pk", flat=True))
    for rubric, entry in entries:
        if entry.get("page") in {None, *public} and entry.get("item") in {None, *appeared}:
            yield rubric, entry


def _month_before(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
