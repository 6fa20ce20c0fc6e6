"""What facets and their values are called, and in which order they are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from core.caching import kept_by_id, kept_until_content_changes
from core.models import Tag
from directory.models import Organisation, Person
from french.folding import fold
from taxonomy.models import Audience, Territory, Theme

from . import registry

MOST_CHOICES = 24
MOST_NAMED = 2 * MOST_CHOICES  # more than are shown: some may have no name any more
MOST_PLACES = 5_000  # whose labels are kept


class Choice(NamedTuple):  # made by the hundred: a dataclass would take three times as long
    key: str  # its identifier in the page
    value: str
    label: str
    count: int
    selected: bool
    depth: str
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    choices: Sequence[Choice]
    selected: int


@dataclass(frozen=True, slots=True)
class Value:
    label: str
    depth: int = 0


def register_facets() -> None:
    """The facets that items of every kind have."""
    registry.register_facet(
        registry.Facet("organisation_type", "Type d’organisation", lambda: dict(Organisation.Type.choices))
    )
    for name, label in {
        "kind": "Type de contenu",
        "theme": "Thème",
        "territory": "Territoire",
        "audience": "Pour qui",
        "organisation": "Organisation",
        "person": "Personne",
        "year": "Année",
        "tag": "Mot-clé",
    }.items():
        registry.register_facet(registry.Facet(name, label))


def facet_choices(
    name: str, counts: Mapping[str, int], selected: Sequence[str], toggle: Callable[[str], str]
) -> list[Choice]:
    """The values of a facet that lead somewhere, and those chosen, in the order of the vocabulary."""
    known = _vocabulary(name, tuple(sorted({*_worth_naming(counts), *selected})))
    shown = [value for value in known if counts.get(value) or value in selected]
    if len(shown) > MOST_CHOICES:
        kept = set(sorted(shown, key=lambda value: (value not in selected, -counts.get(value, 0)))[:MOST_CHOICES])
        shown = [value for value in shown if value in kept]
    return [
        Choice(
            key=f"f-{name}-{value}",
            value=value,
            label=known[value].label,
            count=counts.get(value, 0),
            selected=value in selected,
            depth=str(known[value].depth),
            url=toggle(value),
        )
        for value in shown
    ]


def _worth_naming(counts: Mapping[str, int]) -> Collection[str]:
    """The values that may be shown: of thousands of communes only those with the most items are asked their names."""
    if len(counts) <= MOST_NAMED:
        return counts
    least = nlargest(MOST_NAMED, counts.values())[-1]
    return [value for value, count in counts.items() if count >= least]


def value_label(name: str, value: str) -> str:
    known = _vocabulary(name, (value,)).get(value)
    return known.label if known else value


def value_labels(name: str, values: Sequence[str]) -> dict[str, str]:
    """What these values of a facet are called; a value that nothing names is its own label."""
    known = _vocabulary(name, tuple(sorted(values)))
    return {value: known[value].label if value in known else value for value in values}


def _vocabulary(name: str, values: tuple[str, ...]) -> Mapping[str, Value]:
    """The values of a facet, in order, with their labels. Open vocabularies are asked only for ``values``."""
    if name == "theme":
        return themes()
    if name == "territory":
        wide = wide_territories()
        narrow = [value for value in values if value not in wide]
        return {**wide, **_in_order(_places(narrow))} if narrow else wide
    if name == "year":
        return {value: Value(value) for value in sorted(values, reverse=True)}
    if name == "kind":
        return {code: Value(kind.plural) for code, kind in registry.kinds().items()}
    if name == "audience":
        return _audiences()
    if name in _NAMED:
        return _named(name, values)
    return _fixed(name)


@kept_until_content_changes
def _fixed(name: str) -> dict[str, Value]:
    facet = registry.facets().get(name)
    fixed = facet.choices() if facet and facet.choices else {}
    return {value: Value(str(label)) for value, label in fixed.items()}


@kept_until_content_changes
def themes() -> dict[str, Value]:
    """Every theme by slug, each rubric followed by its sub-themes."""
    children: dict[int | None, list[Theme]] = {}
    for theme in Theme.objects.all():
        children.setdefault(theme.parent_id, []).append(theme)
    ordered: dict[str, Value] = {}

    def walk(parent: int | None, depth: int) -> None:
        for theme in children.get(parent, []):
            ordered[theme.slug] = Value(theme.name, depth)
            walk(theme.pk, depth + 1)

    walk(None, 0)
    return ordered


@kept_until_content_changes
def wide_territories() -> dict[str, Value]:
    """Régions, each followed by its départements."""
    departements: dict[int | None, list[Territory]] = {}
    for territory in Territory.objects.filter(level=Territory.Level.DEPARTEMENT):
        departements.setdefault(territory.region_id, []).append(territory)
    ordered: dict[str, Value] = {}
    for region in Territory.objects.filter(level=Territory.Level.REGION):
        ordered[region.code] = Value(region.name)
        for departement in departements.get(region.pk, []):
            ordered[departement.code] = Value(departement.name, 1)
    return ordered


@kept_by_id(MOST_PLACES)
def _places(codes: Sequence[str]) -> dict[str, Value]:
    places = Territory.objects.filter(code__in=codes).select_related("commune")
    narrow = (Territory.Level.EPCI, Territory.Level.COMMUNE, Territory.Level.ARRONDISSEMENT, Territory.Level.QUARTIER)
    return {place.code: Value(place.label, 2) for place in places if place.level in narrow}


def _in_order(places: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted(places.items(), key=lambda place: (fold(place[1].label), place[0])))


@kept_until_content_changes
def _audiences() -> dict[str, Value]:
    return {slug: Value(name) for slug, name in Audience.objects.order_by("name").values_list("slug", "name")}


_NAMED = {"organisation": Organisation, "person": Person, "tag": Tag}


@kept_until_content_changes
def _named(name: str, slugs: tuple[str, ...]) -> dict[str, Value]:
    rows = _NAMED[name].objects.filter(slug__in=slugs).order_by("name").values_list("slug", "name")
    return {slug: Value(label) for slug, label in rows}
