"""What the people who did it would do again, and what they would avoid, gathered across practices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.items import age_of
from experiences.models import ExperiencePage, Lesson
from search.documents import plain
from search.hits import Hit

FIELDS = {Lesson.REDO: "would_redo", Lesson.AVOID: "would_avoid"}
ANCHORS = {Lesson.REDO: "a-refaire", Lesson.AVOID: "a-eviter"}
TITLES = {Lesson.REDO: "Ce que nous referions", Lesson.AVOID: "Ce que nous éviterions"}
ICONS = {Lesson.REDO: "again", Lesson.AVOID: "avoid"}


@dataclass(frozen=True, slots=True)
class Told:
    """The points of one practice, with what tells whence they come."""

    hit: Hit
    age: str  # « il y a 3 ans »
    points: Sequence[str]
    url: str  # where the page of the practice says them


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one sort, practice by practice."""

    code: str
    title: str
    icon: str
    told: Sequence[Told]


def lessons_of(hits: Iterable[Hit], wanted: Sequence[Lesson]) -> list[Group]:
    """The points of these practices, in their order; in one query, however many they are."""
    hits = list(hits)
    names = [FIELDS[lesson] for lesson in wanted]
    pages = ExperiencePage.objects.visible().filter(pk__in=[hit.id for hit in hits])
    found = {pk: dict(zip(wanted, streams, strict=True)) for pk, *streams in pages.values_list("pk", *names)}
    return [
        Group(lesson, TITLES[lesson], ICONS[lesson], [told for hit in hits if (told := _told(hit, lesson, found))])
        for lesson in wanted
    ]


def _told(hit: Hit, lesson: Lesson, found: dict) -> Told | None:
    # As plain text: a link inside a point would be a query each.
    points = [text for point in found.get(hit.id, {}).get(lesson, ()) if (text := plain(point.value.source))]
    return Told(hit, age_of(hit.date), points, f"{hit.url}#{ANCHORS[lesson]}") if points else None
