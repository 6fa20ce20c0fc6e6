"""Whether a brève says what another, or a page of the portal, says already.

Measured by rapidfuzz on folded words: titles in any order of their words, texts letter by letter. The thresholds are
choices: below them, notices of the same series ("Atelier vélo n° 3", "n° 4") would all be flagged.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from rapidfuzz import fuzz, process

from core.models import KnowledgePage
from french.folding import fold
from newsletter.models import Item, ItemPage

RECENT = datetime.timedelta(days=120)
MOST_ITEMS, MOST_PAGES = 400, 400  # compared, from the newest
SAME_TITLE, SAME_TEXT = 88, 85  # out of 100
SHORTEST_TEXT = 60  # characters: shorter texts look alike by chance
MOST_SHOWN = 3

State = Item.State


@dataclass(frozen=True, slots=True)
class Known:
    """Another brève (``item`` is its pk), or a page (0). ``folded``, ``text``: its title and text, folded."""

    item: int
    title: str
    label: str
    url: str
    folded: str
    text: str
    link: str


def known_elsewhere() -> list[Known]:
    """Brèves that are open or recent, and the newest pages that anybody may read."""
    return [*_items(), *_pages()]


def duplicates_of(item: Item, known: list[Known]) -> list[tuple[Known, str]]:
    """The likeliest, each with why."""
    others = [one for one in known if one.item != item.pk]
    found: dict[int, str] = {}
    link = same_link(item.link)
    if link:
        found |= {place: "Même lien" for place, one in enumerate(others) if one.link == link}
    title, text = _folded(item.title), _folded(item.text)
    if title:
        near = process.extract(
            title,
            [one.folded for one in others],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=SAME_TITLE,
            limit=MOST_SHOWN,
        )
        for _, _, place in near:
            found.setdefault(place, "Titre très proche")
    if len(text) >= SHORTEST_TEXT:
        for place in _near(text, [one.text for one in others], fuzz.ratio, SAME_TEXT):
            found.setdefault(place, "Texte très proche")
    return [(others[place], why) for place, why in found.items()][:MOST_SHOWN]


def same_link(link: str) -> str:
    """What two addresses of one page have in common; "" where there is none, or it is a whole site's."""
    try:
        told = urlsplit(link.strip())
    except ValueError:
        return ""
    path = told.path.rstrip("/")
    if not path and not told.query:
        return ""
    return f"{told.netloc.lower().removeprefix('www.')}{path}?{told.query}"


def _near(told: str, others: list[str], scorer: Callable[..., float], least: int) -> list[int]:
    """The places of the nearest, from the nearest."""
    return [place for _, _, place in process.extract(told, others, scorer=scorer, score_cutoff=least, limit=MOST_SHOWN)]


def _items() -> list[Known]:
    is_open = Q(state__in=(State.PROPOSED, State.CHANGES_ASKED, State.VALIDATED))
    is_recent = Q(state=State.PUBLISHED, modified_at__gte=timezone.now() - RECENT)
    found = Item.objects.filter(is_open | is_recent).select_related("organisation").order_by("-modified_at", "-pk")
    return [
        Known(
            item=item.pk,
            title=item.title,
            label=f"brève {item.get_state_display().lower()}, {item.organisation}",
            url=reverse("newsletter_item", args=[item.pk]),
            folded=_folded(item.title),
            text=_folded(item.text),
            link=same_link(item.link),
        )
        for item in found[:MOST_ITEMS]
    ]


def _pages() -> list[Known]:
    """But those that brèves have become: they are there as brèves."""
    became = Item.objects.exclude(became=None).values("became")
    found = KnowledgePage.objects.visible().not_type(ItemPage).exclude(pk__in=became).order_by("-pk")
    return [
        Known(
            item=0,
            title=title,
            label="page du portail",
            url=reverse("wagtailadmin_pages:edit", args=[pk]),
            folded=_folded(title),
            text=_folded(summary),
            link="",
        )
        for pk, title, summary in found.values_list("pk", "title", "summary")[:MOST_PAGES]
    ]


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
