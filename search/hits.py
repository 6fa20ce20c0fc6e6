"""What lists, exports and feeds show of the items found, read from the index without loading the items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from core.caching import kept_by_id
from core.dates import PartialDate
from core.pictures import Picture, card_pictures
from core.reviews import is_due
from core.routing import url_of
from core.takeaway import Taken
from core.visibility import visible_q

from .engines.database import DatabaseEngine
from .interface import Match, Query
from .models import IndexedItem
from .passages import Start, place_at
from .registry import kinds

MOST_KEPT = 2_000  # items, some 2 KB each
MOST_KEPT_PASSAGES = 200  # items: those of a long recording weigh 50 KB


class Shown(NamedTuple):
    """What lists show of an item, whatever was asked."""

    kind: str
    url: str
    title: str
    summary: str
    date: PartialDate | str
    themes: Sequence[Mapping[str, str]]
    territories: Sequence[str]
    organisations: Sequence[str]
    facts: Mapping[str, str]
    image: Picture | None
    due_on: str  # the day of its next review, and of the last one, ISO; "" where there is none
    confirmed_on: str


@dataclass(slots=True)
class Hit:
    """One item of a list, ready for its card. Strings are empty where the kind has nothing to say."""

    id: int
    kind: str
    kind_label: str
    url: str
    title: SafeString
    summary: str
    extract: SafeString
    date: PartialDate | str
    themes: Sequence[Mapping[str, str]]
    territories: Sequence[str]
    organisations: Sequence[str]
    facts: Mapping[str, str]
    image: Picture | None = None
    where: str = ""  # in which part of the item the extract stands, if that part has an address
    where_url: str = ""
    review: str = ""  # what its card says of how fresh it is

    def __getattr__(self, name: str) -> str:
        """The facts of the card: ``hit.outcome_label`` and the like."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.facts.get(name, "")

    @property
    def where_is_a_file(self) -> bool:
        return bool(self.where_url) and not self.where_url.startswith(self.url)


def top(*queries: Query) -> list[list[Hit]]:
    """The first items of each query, without counting the others: what the front page shows."""
    engine = DatabaseEngine()
    found = [engine.first(query) for query in queries]
    hits = {hit.id: hit for hit in hits_of([match for matches in found for match in matches])}
    return [[hits[match.id] for match in matches if match.id in hits] for matches in found]


def hits_of(found_matches: Sequence[Match]) -> list[Hit]:
    """What lists show of the items found, in their order."""
    matches = {match.id: match for match in found_matches}
    items = _shown(list(matches))
    passages = _passages([pk for pk, match in matches.items() if match.place is not None and pk in items])
    return [_hit(items[pk], match, passages.get(pk, ())) for pk, match in matches.items() if pk in items]


def _hit(item: Shown, match: Match, passages: Sequence[Start]) -> Hit:
    where = place_at(passages, match.place) if match.place is not None else None
    return Hit(
        id=match.id,
        kind=item.kind,
        kind_label=kinds()[item.kind].label if item.kind in kinds() else "",
        url=item.url,
        title=match.title or SafeString(escape(item.title)),
        summary=item.summary,
        extract=match.extract or SafeString(""),
        date=item.date,
        themes=item.themes,
        territories=item.territories,
        organisations=item.organisations,
        facts=item.facts,
        image=item.image,
        where=where.label if where else "",
        where_url=_address(where.url, item.url) if where else "",
        review=_review(item),
    )


@kept_by_id(MOST_KEPT)
def _shown(ids: Sequence[int]) -> dict[int, Shown]:
    """Those of these items that the public may see. What one page has read the next ones find: one looks at the same
    practices through many filters."""
    # The index follows what is public; asking the pages again makes a leak impossible even if it lagged.
    items = IndexedItem.objects.filter(visible_q("page__"), pk__in=ids)
    rows = list(items.values_list("pk", "kind", "page__url_path", "title", "summary", "sort_date", "card"))
    pictures = card_pictures({card.get("image") for *_, card in rows} - {None})
    return {
        pk: Shown(
            kind=kind,
            url=url_of(url_path),
            title=title,
            summary=summary,
            date=date,
            themes=card.get("themes", []),
            territories=card.get("territories", []),
            organisations=card.get("organisations", []),
            facts=card.get("facts", {}),
            image=pictures.get(card.get("image")),
            due_on=card.get("due_on") or "",
            confirmed_on=card.get("confirmed_on") or "",
        )
        for pk, kind, url_path, title, summary, date, card in rows
    }


@kept_by_id(MOST_KEPT_PASSAGES)
def _passages(ids: Sequence[int]) -> dict[int, Sequence[Start]]:
    """Where the parts of these items start in their texts."""
    return dict(IndexedItem.objects.filter(pk__in=ids).values_list("pk", "passages"))


def _review(item: Shown) -> str:
    """« à relire », « relecture en mars 2026 » or ""."""
    if is_due(item.due_on):
        return "à relire"
    return f"relecture en {PartialDate(item.confirmed_on[:7]).label}" if item.confirmed_on else ""


def _address(of_part: str, of_item: str) -> str:
    return of_part if of_part.startswith("/") else of_item + of_part


def taken(items: Iterable[IndexedItem], base: str) -> list[Taken]:
    """What exports and feeds say of each item; ``base`` is the site's address, without final slash."""
    return [
        Taken(
            title=item.title,
            summary=item.summary,
            url=f"{base}{url_of(item.page.url_path)}",
            kind=item.kind,
            kind_label=kinds()[item.kind].label,
            date=item.sort_date,
            updated=item.page.last_published_at or timezone.now(),
            themes=[theme["name"] for theme in item.card.get("themes", [])],
            territories=item.card.get("territories", []),
            organisations=item.card.get("organisations", []),
        )
        for item in items
    ]


def visible_items(ids: Sequence[int]) -> list[IndexedItem]:
    """The index entries of these items, in this order, those the public may see."""
    found = IndexedItem.objects.filter(visible_q("page__"), pk__in=ids).defer("text", "passages")
    by_id = {item.pk: item for item in found.select_related("page__page_ptr")}
    return [by_id[pk] for pk in ids if pk in by_id]
