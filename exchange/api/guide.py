"""The documentation of the API for people, made from its own description: it cannot say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.models import KnowledgePage
from search.registry import facets, kinds

from .items import licence
from .parameters import MOST_ITEMS
from .serving import FRESH_FOR

Json = Mapping[str, object]
BREADCRUMB = [{"title": "Accueil", "url": "/"}, {"title": "API", "url": ""}]
TYPES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "vrai ou faux",
    "null": "null",
    "date-time": "date et heure (RFC 3339)",
    "date": "jour (AAAA-MM-JJ)",
    "time": "heure",
}
UNTOLD = ("Items", "Facets", "Values", "Kinds", "Themes", "Places", "Bodies", "Root")  # answers told by their address


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    description: str
    type: str
    bounds: str  # « de 1 à 200, 50 si rien n’est dit » or ""


@dataclass(frozen=True, slots=True)
class Address:
    path: str
    name: str  # of the operation
    summary: str
    description: str
    parameters: Sequence[Parameter]
    answer: Sequence[Parameter]
    answer_name: str  # of the object that describes the answer, where it has a part of its own


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    description: str
    fields: Sequence[Parameter]


@dataclass(frozen=True, slots=True)
class FacetEntry:
    name: str
    label: str
    kinds: str  # those whose items alone have it; "" for all
    values: Sequence[tuple[str, str]]  # code, label; empty where the list is open


@dataclass(frozen=True, slots=True)
class Guide:
    base: str  # the portal's address, without final slash
    addresses: Sequence[Address]
    facets: Sequence[FacetEntry]
    common: Sequence[Parameter]  # parameters that are no facet
    shapes: Sequence[Shape]
    licences: Sequence[Mapping[str, object]]
    most_items: int
    fresh_for: int


def guide(description: Json, base: str) -> Guide:
    """``description``: the OpenAPI document."""
    schemas = description["components"]["schemas"]
    addresses = [_address(path, operations["get"], schemas) for path, operations in description["paths"].items()]
    items = next(address for address in addresses if address.name == "list_items")
    return Guide(
        base=base,
        addresses=addresses,
        facets=_facets(),
        common=[one for one in items.parameters if one.name not in facets()],
        shapes=[_shape(name, schema) for name, schema in sorted(schemas.items()) if name not in UNTOLD],
        licences=[licence(code) for code in KnowledgePage.Licence.values],
        most_items=MOST_ITEMS,
        fresh_for=FRESH_FOR,
    )


def _address(path: str, operation: Json, schemas: Json) -> Address:
    schema = operation["responses"][200]["content"]["application/json"]["schema"]
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    return Address(
        path=path,
        name=operation["operationId"],
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=[_parameter(one["name"], one["schema"]) for one in operation["parameters"]],
        answer=_shape(name, schemas[name]).fields if name else [],
        answer_name="" if name else "WholeItem",
    )


def _facets() -> list[FacetEntry]:
    own = {name: [kind.plural for kind in kinds().values() if name in kind.facets] for name in facets()}
    entries = []
    for name, facet in facets().items():
        choices = {code: kind.label for code, kind in kinds().items()} if name == "kind" else {}
        choices = facet.choices() if facet.choices else choices
        entries.append(FacetEntry(name, facet.label, ", ".join(own[name]), list(choices.items())))
    return sorted(entries, key=lambda entry: (bool(entry.kinds), entry.kinds, entry.label))


def _shape(name: str, schema: Json) -> Shape:
    fields = [_parameter(field, told) for field, told in schema["properties"].items()]
    return Shape(name, str(schema.get("description", "")), fields)


def _parameter(name: str, schema: Json) -> Parameter:
    return Parameter(name, str(schema.get("description", "")), " ou ".join(_types(schema)), _bounds(schema))


def _types(schema: Json) -> Iterator[str]:
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        for choice in choices:
            yield from _types(choice)
    elif "$ref" in schema:
        yield str(schema["$ref"]).rsplit("/", 1)[-1]
    elif "const" in schema or "enum" in schema:
        yield " ou ".join(f"« {value} »" for value in schema.get("enum", [schema.get("const")]))
    elif schema.get("type") == "array":
        yield f"liste de {' ou '.join(_types(schema['items']))}"
    elif schema.get("type") == "object":
        inside = schema.get("additionalProperties")
        yield f"objet de {' ou '.join(_types(inside))}" if isinstance(inside, Mapping) else "objet"
    else:
        yield TYPES[str(schema.get("format", schema["type"]))]


def _bounds(schema: Json) -> str:
    if "minimum" not in schema or "default" not in schema:
        return ""
    return f"de {schema['minimum']} à {schema['maximum']}, {schema['default']} si rien n’est dit"
