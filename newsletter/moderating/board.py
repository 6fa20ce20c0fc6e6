"""The board of brèves: a column a state, filtered by letter and by partner."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict

from directory.models import Organisation
from newsletter.composing.entries import placed
from newsletter.composing.versions import latest
from newsletter.models import IssuePage, Item

from .flags import Flag, flags_of

State = Item.State
PER_COLUMN = 20
MOST_LETTERS = 24  # offered by the filter, from the newest


@dataclass(frozen=True, slots=True)
class Column:
    """``name``: in addresses and in the page; ``previous``, ``next``: addresses, or ""."""

    name: str
    title: str
    page: Page
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: str
    states: tuple[Item.State, ...]
    ordering: tuple[str, ...]


KINDS = (
    Kind("proposees", "Proposées", (State.PROPOSED,), ("proposed_at", "pk")),  # who has waited longest is first
    Kind("a-completer", "À compléter", (State.CHANGES_ASKED,), ("modified_at", "pk")),
    Kind("validees", "Validées", (State.VALIDATED,), ("-decided_at", "-pk")),
    Kind("parues", "Parues", (State.PUBLISHED,), ("-published_at", "-pk")),
    Kind("refusees", "Refusées ou retirées", (State.DECLINED, State.WITHDRAWN), ("-modified_at", "-pk")),
)


@dataclass(frozen=True, slots=True)
class Board:
    columns: list[Column]
    flags: dict[int, list[Flag]]
    letters: list[tuple[str, str]]
    partners: list[tuple[str, str]]
    letter: str
    partner: str
    total: int


def board(asked: QueryDict) -> Board:
    """``asked``: ``lettre``, ``partenaire``, and ``page-…`` of each column; what means nothing is not heard."""
    letters = [(str(one.pk), one.title) for one in map(latest, _letters())]
    partners = [(str(pk), name) for pk, name in _partners()]
    letter, partner = _one_of(asked.get("lettre", ""), letters), _one_of(asked.get("partenaire", ""), partners)
    items = _filtered(letter, partner)
    kept = {name: value for name, value in (("lettre", letter), ("partenaire", partner)) if value}
    columns = [_column(kind, items, asked, kept) for kind in KINDS]
    shown = [item for column in columns for item in column.page.object_list]
    total = sum(column.page.paginator.count for column in columns)
    return Board(columns, flags_of(shown), letters, partners, letter, partner, total)


def sent_to_us() -> QuerySet[Item]:
    """All but drafts: these are their partners' own."""
    return Item.objects.exclude(state=State.DRAFT)


def number_waiting() -> int:
    return Item.objects.filter(state=State.PROPOSED).count()


def next_to_read(item: Item) -> Item | None:
    """Of the others that nobody has read, the one that has waited longest."""
    return Item.objects.filter(state=State.PROPOSED).exclude(pk=item.pk).order_by(*KINDS[0].ordering).first()


def _letters() -> QuerySet[IssuePage]:
    return IssuePage.objects.filter(alias_of=None).select_related("latest_revision").order_by("-pk")[:MOST_LETTERS]


def _partners() -> QuerySet[Organisation]:
    those = sent_to_us().order_by().values("organisation")
    return Organisation.objects.filter(pk__in=those).order_by("name").values_list("pk", "name")


def _filtered(letter: str, partner: str) -> QuerySet[Item]:
    """Of a letter: what was proposed for it, and what stands in it."""
    items = sent_to_us().select_related("organisation", "wanted_issue")
    if letter:
        inside = placed(latest(IssuePage.objects.get(pk=letter)).content)[0]
        items = items.filter(Q(wanted_issue=letter) | Q(pk__in=inside))
    return items.filter(organisation=partner) if partner else items


def _column(kind: Kind, items: QuerySet[Item], asked: QueryDict, kept: dict[str, str]) -> Column:
    name = f"page-{kind.name}"
    found = items.filter(state__in=kind.states).order_by(*kind.ordering)
    page = Paginator(found, PER_COLUMN).get_page(asked.get(name))
    around = {f"page-{one.name}": asked.get(f"page-{one.name}") for one in KINDS if asked.get(f"page-{one.name}")}

    def address(number: int) -> str:
        return f"?{urlencode({**kept, **around, name: number})}#{kind.name}"

    return Column(
        kind.name,
        kind.title,
        page,
        address(page.previous_page_number()) if page.has_previous() else "",
        address(page.next_page_number()) if page.has_next() else "",
    )


def _one_of(told: str, choices: list[tuple[str, str]]) -> str:
    return told if told in dict(choices) else ""
