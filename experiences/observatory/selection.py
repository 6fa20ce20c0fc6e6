"""The practices that a reader keeps: they stand in the address (``?p=12&p=34``), nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from core.routing import url_of
from experiences.models import ExperiencePage
from search.addresses import address, ready_for_more

PARAMETER = "p"
MOST_KEPT = 20
FEWEST_COMPARED, MOST_COMPARED = 2, 4
LONGEST_ID = 18  # digits that a database can hold
FORMS = ("pdf", "ris", "csv")


@dataclass(frozen=True, slots=True)
class Kept:
    """One practice of a selection; ``remove_url`` is the page at hand without it."""

    id: int
    title: str
    url: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Pick:
    """The link by which a card adds its practice, or removes it; "" where the selection is full."""

    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Here:
    """The address of the page at hand, but for the selection that it holds: the link of each card is made of it."""

    before: str
    after: str

    @classmethod
    def at(cls, path: str, parameters: QueryDict) -> Here:
        lists = list(parameters.lists())
        place = next((place for place, (name, _) in enumerate(lists) if name == PARAMETER), len(lists))
        return cls(address(path, lists[:place]), address("", lists[place + 1 :])[1:])

    def holding(self, ids: Sequence[int]) -> str:
        held = "&".join([*(f"{PARAMETER}={pk}" for pk in ids), *([self.after] if self.after else [])])
        return ready_for_more(self.before) + held if held else self.before


@dataclass(frozen=True, slots=True)
class Selection:
    """``here``: the page at hand, which its links lead back to."""

    here: Here
    entries: Sequence[Kept] = ()
    unknown: int = 0  # asked for and not to be seen: withdrawn, or never there
    beyond: int = 0  # asked for beyond what a selection holds
    ids: tuple[int, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.ids)

    def __bool__(self) -> bool:
        return bool(self.ids)

    @property
    def page_url(self) -> str:
        return selection_url("selection", self.ids)

    @property
    def compare_url(self) -> str:
        """ "" where there are too few to compare; of more than can be, one chooses on the page of the selection."""
        if len(self.ids) < FEWEST_COMPARED:
            return ""
        return selection_url("compare" if len(self.ids) <= MOST_COMPARED else "selection", self.ids)

    @property
    def files(self) -> dict[str, str]:
        return {form: selection_url("selection_file", self.ids, form) for form in FORMS}

    @property
    def clear_url(self) -> str:
        return self._leading_to(())

    @property
    def observatory_url(self) -> str:
        """Where one adds others."""
        return selection_url("observatory", self.ids)

    @property
    def is_full(self) -> bool:
        return len(self.ids) >= MOST_KEPT

    def pick(self, pk: int) -> Pick:
        if pk in self.ids:
            return Pick(self._leading_to(tuple(one for one in self.ids if one != pk)), True)
        return Pick("" if self.is_full else self._leading_to((*self.ids, pk)), False)

    def _leading_to(self, ids: tuple[int, ...]) -> str:
        return self.here.holding(ids)


def selection_in(parameters: QueryDict, path: str) -> Selection:
    """The selection that an address holds: only practices that the public may see, in their order. One query, none
    where the address holds no selection."""
    asked = chosen_ids(parameters)
    wanted = asked[:MOST_KEPT]
    found = _visible(wanted) if wanted else {}
    ids = tuple(pk for pk in wanted if pk in found)
    here = Here.at(path, parameters)
    entries = [
        Kept(pk, found[pk][0], url_of(found[pk][1]), here.holding([one for one in ids if one != pk])) for pk in ids
    ]
    return Selection(here, entries, len(wanted) - len(ids), len(asked) - len(wanted), ids)


def _visible(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Id → title and url_path."""
    rows = ExperiencePage.objects.visible().filter(pk__in=ids).values_list("pk", "title", "url_path")
    return {pk: (title, url_path) for pk, title, url_path in rows}


def chosen_ids(parameters: QueryDict) -> list[int]:
    """The ids that an address holds, once each; what is none is left out."""
    values = parameters.getlist(PARAMETER)
    numbers = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= LONGEST_ID]
    return list(dict.fromkeys(numbers))


def selection_url(name: str, ids: Sequence[int], *arguments: str) -> str:
    """The page of that name, with this selection."""
    query = urlencode([(PARAMETER, pk) for pk in ids])
    return reverse(name, args=arguments) + (f"?{query}" if query else "")
