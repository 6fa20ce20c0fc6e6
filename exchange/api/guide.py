"""The documentation of the API for people, made from its own description: it cannot say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.models import KnowledgePage
from search.registry import facets, kinds

from .items import licence
from .kinds import AnyItem
from .parameters import MOST_ITEMS
from .schemas import WholeItem
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
PROGRAM = (  # the indents of a template are not kept
    "import json",
    "from urllib.request import urlopen",
    "",
    'address = "{address}?kind=experience&limit={most}"',
    "while address:",
    "    with urlopen(address) as response:",
    "        page = json.load(response)",
    '    for item in page["items"]:',
    '        print(item["date"], item["title"], item["url"])',
    '    address = page["next"]',
)
UNTOLD = ("Items", "Facets", "Values", "Kinds", "Themes", "Places", "Bodies", "Root")  # answers told by their address


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    description: str
    type: str
    bounds: str  # « de 1 à 200, 50 si rien n’est dit » or ""
    shape: str = ""  # the object that it holds, where that has a part of its own


@dataclass(frozen=True, slots=True)
class Address:
    path: str
    name: str  # of the operation
    summary: str
    description: str
    parameters: Sequence[Parameter]
    answer: Sequence[Parameter]
    answers: Sequence[str]  # the objects of which the answer is one, where it is not told here


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    description: str
    fields: Sequence[Parameter]
    extends: str = ""  # the object whose fields it has too


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
    program: str  # an example in Python
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
        shapes=_shapes(schemas),
        program="\n".join(PROGRAM).format(address=f"{base}{items.path}", most=MOST_ITEMS),
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
        answers=[] if name else [one["$ref"].rsplit("/", 1)[-1] for one in schema["oneOf"]],
    )


def _facets() -> list[FacetEntry]:
    own = {name: [kind.plural for kind in kinds().values() if name in kind.facets] for name in facets()}
    entries = []
    for name, facet in facets().items():
        choices = {code: kind.label for code, kind in kinds().items()} if name == "kind" else {}
        choices = facet.choices() if facet.choices else choices
        entries.append(FacetEntry(name, facet.label, ", ".join(own[name]), list(choices.items())))
    return sorted(entries, key=lambda entry: (bool(entry.kinds), entry.kinds, entry.label))


def _shapes(schemas: Json) -> list[Shape]:
    """Every object, each field told once: those that all items have at Item, those that whole ones add at WholeItem."""
    known = {**schemas, "WholeItem": WholeItem.model_json_schema(ref_template="{model}")}
    extended = {"WholeItem": "Item"} | {shape.__name__: "WholeItem" for shape in AnyItem.__args__}
    shapes = []
    for name in sorted(set(known) - set(UNTOLD)):
        whole, base = _shape(name, known[name]), extended.get(name, "")
        same = set(known[base]["properties"]) if base else set()
        fields = [field for field in whole.fields if field.name not in same]
        shapes.append(Shape(name, whole.description, fields, base))
    return shapes


def _shape(name: str, schema: Json) -> Shape:
    fields = [_parameter(field, told) for field, told in schema["properties"].items()]
    return Shape(name, str(schema.get("description", "")), fields)


def _parameter(name: str, schema: Json) -> Parameter:
    types = list(_types(schema))
    shape = next((type_.split()[-1] for type_ in types if type_.split()[-1][0].isupper()), "")
    return Parameter(name, str(schema.get("description", "")), " ou ".join(types), _bounds(schema), shape)


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
