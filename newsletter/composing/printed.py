"""A frozen letter as pages and mails print it: the same words everywhere, dates written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.dates import PartialDate

from .entries import Entry
from .frozen import Content
from .words import local

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry. ``eyebrow``: what it is and from whom; ``facts``: (label, value); ``site``: where ``link`` leads, as
    its words say it; ``html`` and ``text`` of words hold the same."""

    kind: str
    eyebrow: str
    title: str
    text: str
    html: str
    url: str
    link: str
    site: str
    facts: Sequence[tuple[str, str]]
    image: dict[str, object] | None

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in (line.strip() for line in self.text.splitlines()) if line]


@dataclass(frozen=True, slots=True)
class Rubric:
    title: str
    lines: Sequence[Line]
    left_out: Sequence[str]  # what is said in place of what was taken away


def rubrics(content: Content, *, on_the_portal: bool = False) -> list[Rubric]:
    """``on_the_portal``: addresses of the portal as its own pages write them, for who reads it there."""
    lines = line_on_the_portal if on_the_portal else line_of
    return [
        Rubric(section["title"], [lines(entry) for entry in section["entries"]], section.get("left_out", ()))
        for section in content.get("sections") or ()
    ]


def line_on_the_portal(entry: Entry) -> Line:
    image = entry.get("image")
    image = {**image, "url": local(image["url"])} if image else None
    return line_of({**entry, "url": local(entry.get("url", "")), "image": image})


def line_of(entry: Entry) -> Line:
    said = {"Date": entry.get("happens_on"), "Date limite": entry.get("deadline")}
    return Line(
        kind=entry["kind"],
        eyebrow=" · ".join(part for part in (entry.get("label"), entry.get("organisation")) if part),
        title=entry.get("title", ""),
        text=entry.get("text", ""),
        html=entry.get("html", ""),
        url=entry.get("url", ""),
        link=entry.get("link", ""),
        site=site_of(entry.get("link", "")),
        facts=[(label, written(day)) for label, day in said.items() if day],
        image=entry.get("image"),
    )


def written(day: str) -> str:
    """« jeudi 26 novembre 2026 »; ``day``: an ISO date, to the day."""
    date = PartialDate(day)
    return f"{DAYS[date.first_day.weekday()]} {date.label}"


def site_of(link: str) -> str:
    """« ville-de-tours.fr »: where a link leads, without what nobody reads of an address."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
