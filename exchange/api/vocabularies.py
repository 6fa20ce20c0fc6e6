"""What the filters may be given, each with how many public items have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import QueryDict
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from directory.models import Organisation
from search.counts import counts_of
from search.engines.choice import engine
from search.interface import Query
from search.labels import value_labels
from search.registry import facets, kinds
from taxonomy.models import Territory, Theme

from .items import Said, place
from .kinds.terms import labelled
from .schemas import Place, Term
from .texts import Writer


class Value(Schema):
    """Une valeur d’une facette."""

    code: str = Field(description="Ce que le filtre prend.")
    label: str
    count: int = Field(description="Combien de contenus publics l’ont, sous les autres filtres.")


class Facet(Schema):
    """Une façon de filtrer."""

    name: str = Field(description="Le nom du paramètre.")
    label: str
    total: int = Field(description="Combien de valeurs différentes.")
    values: list[Value] = Field(description="Les plus fréquentes d’abord.")
    url: str = Field(description="Toutes ses valeurs, sous les mêmes filtres.")


class Facets(Schema):
    """Les facettes, avec leurs premières valeurs."""

    count: int = Field(description="Combien de contenus répondent aux filtres.")
    facets: list[Facet]


class Values(Schema):
    """Une partie des valeurs d’une facette."""

    count: int = Field(description="Combien de valeurs différentes.")
    next: str | None
    values: list[Value]


class Kind(Schema):
    """Une sorte de contenu."""

    code: str
    label: str
    plural: str
    count: int
    facets: list[str] = Field(description="Les facettes qui lui sont propres.")
    items_url: str


class Kinds(Schema):
    """Les sortes de contenus."""

    count: int
    kinds: list[Kind]


class ThemeEntry(Schema):
    """Un thème ou une rubrique."""

    code: str
    name: str
    parent: str | None = Field(description="Le code de sa rubrique ; null pour une rubrique.")
    description: str
    count: int = Field(description="Combien de contenus, ceux de ses sous-thèmes compris.")
    url: str
    items_url: str


class Themes(Schema):
    """L’arbre des thèmes."""

    count: int
    themes: list[ThemeEntry]


class UsedPlace(Place):
    """Un territoire dont un contenu parle."""

    count: int = Field(description="Combien de contenus, ceux des territoires qu’il contient compris.")
    url: str
    items_url: str


class Places(Schema):
    """Une partie des territoires."""

    count: int
    next: str | None
    territories: list[UsedPlace]


class UsedBody(Schema):
    """Une organisation dont un contenu parle."""

    code: str
    name: str
    acronym: str
    type: Term
    territory: str | None = Field(description="Le code du territoire où elle agit.")
    website: str | None
    count: int
    url: str
    items_url: str


class Bodies(Schema):
    """Une partie des organisations."""

    count: int
    next: str | None
    organisations: list[UsedBody]


def facets_of(query: Query, most: int, parameters: QueryDict, writer: Writer) -> Said:
    """``query`` asks for every facet; the links carry ``parameters`` along."""
    answer = engine().search(query)
    return {
        "count": answer.total,
        "facets": [
            {
                "name": name,
                "label": facet.label,
                "total": len(answer.counts.get(name, {})),
                "values": _values(name, _most_first(answer.counts.get(name, {}))[:most]),
                "url": _address(writer, "read_facet", [name], parameters),
            }
            for name, facet in facets().items()
        ],
    }


def values_of(name: str, query: Query, offset: int, limit: int) -> tuple[int, list[Said]]:
    """How many values a facet has under ``query``, and those of one part of them."""
    counts = _most_first(dict(engine().search(query).counts.get(name, {})))
    return len(counts), _values(name, counts[offset : offset + limit])


def all_kinds(writer: Writer) -> list[Said]:
    counts = counts_of("kind")
    return [
        {
            "code": code,
            "label": kind.label,
            "plural": kind.plural,
            "count": counts.get(code, 0),
            "facets": list(kind.facets),
            "items_url": _items_url(writer, kind=code),
        }
        for code, kind in kinds().items()
    ]


def all_themes(writer: Writer) -> list[Said]:
    counts = counts_of("theme")
    rows = Theme.objects.order_by("parent__position", "parent__name", "position", "name")
    return [
        {
            "code": slug,
            "name": name,
            "parent": parent,
            "description": description,
            "count": counts.get(slug, 0),
            "url": f"{writer.base}{reverse('theme', args=[slug])}",
            "items_url": _items_url(writer, theme=slug),
        }
        for slug, name, parent, description in rows.values_list("slug", "name", "parent__slug", "description")
    ]


def used_places(offset: int, limit: int, writer: Writer) -> tuple[int, list[Said]]:
    counts = _most_first(counts_of("territory"))
    wanted = dict(counts[offset : offset + limit])
    rows = Territory.objects.filter(code__in=wanted)
    columns = ("code", "name", "level", "commune__name", "latitude", "longitude")
    said = {row[0]: place(*row) for row in rows.values_list(*columns)}
    return len(counts), [
        {
            **said[code],
            "count": count,
            "url": f"{writer.base}{reverse('territory', args=[code])}",
            "items_url": _items_url(writer, territory=code),
        }
        for code, count in wanted.items()
        if code in said
    ]


def used_bodies(offset: int, limit: int, writer: Writer) -> tuple[int, list[Said]]:
    counts = _most_first(counts_of("organisation"))
    wanted = dict(counts[offset : offset + limit])
    rows = Organisation.objects.filter(slug__in=wanted).select_related("territory")
    said = {body.slug: body for body in rows}
    return len(counts), [_body(said[slug], count, writer) for slug, count in wanted.items() if slug in said]


def _body(body: Organisation, count: int, writer: Writer) -> Said:
    return {
        "code": body.slug,
        "name": body.name,
        "acronym": body.acronym,
        "type": labelled(body.type, dict(Organisation.Type.choices)),
        "territory": body.territory.code if body.territory else None,
        "website": body.website or None,
        "count": count,
        "url": f"{writer.base}{body.get_absolute_url()}",
        "items_url": _items_url(writer, organisation=body.slug),
    }


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _values(name: str, counts: Sequence[tuple[str, int]]) -> list[Said]:
    labels = value_labels(name, [value for value, _ in counts])
    return [{"code": value, "label": labels[value], "count": count} for value, count in counts]


def _items_url(writer: Writer, **chosen: str) -> str:
    parameters = QueryDict(mutable=True)
    parameters.update(chosen)
    return _address(writer, "list_items", [], parameters)


def _address(writer: Writer, view: str, arguments: Iterable[str], parameters: QueryDict) -> str:
    encoded = parameters.urlencode()
    return f"{writer.base}{reverse(f'api-1:{view}', args=list(arguments))}" + (f"?{encoded}" if encoded else "")
