"""The addresses of the API, under /api/v1/."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Schema
from ninja.errors import ValidationError

from search import harvest
from search.registry import facets

from . import vocabularies
from .answers import answer
from .items import Said, items
from .kinds import OneItem
from .parameters import FacetFilters, ItemFilters, NoParameters, Parameters, Slice, ValueFilters, cursor_of
from .portal_api import PortalAPI
from .problems import Problem, problem, refused, unknown
from .schemas import Items
from .texts import Writer
from .whole import whole

LARGEST_ID = 2**53 - 1  # what JavaScript counts exactly
LAST_MODIFIED = "%a, %d %b %Y %H:%M:%S GMT"


class Root(Schema):
    """Ce que l’API offre : le nom et l’adresse de chaque liste."""

    name: str
    version: str
    documentation: str
    openapi: str
    items: str
    facets: str
    kinds: str
    themes: str
    territories: str
    organisations: str


api = PortalAPI()
api.add_exception_handler(ValidationError, lambda request, error: refused(error.errors))


def resource(
    path: str, response: object, parameters: type[Parameters] = NoParameters, missing: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """An address that one reads. ``missing``: there may be nothing at it."""
    answers = {200: response, 422: Problem} | ({404: Problem} if missing else {})
    known = set(parameters.model_fields)

    def register(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, **given: object) -> HttpResponse:
            strangers = set(request.GET) - known
            return unknown(sorted(strangers), known) if strangers else view(request, **given)

        summary, _, description = (view.__doc__ or "").partition("\n")
        register_at = api.get(
            path,
            response=answers,
            operation_id=view.__name__,
            url_name=view.__name__,
            summary=summary.strip(),
            description=" ".join(description.split()),
        )
        return register_at(guarded)

    return register


def _writer(request: HttpRequest) -> Writer:
    return Writer(request.build_absolute_uri("/")[:-1])


@resource("/", Root)
def read_root(request: HttpRequest) -> HttpResponse:
    """Ce que l’API offre."""
    here = {name: request.build_absolute_uri(reverse(f"api-1:{view}")) for name, view in ROOTS.items()}
    documentation = request.build_absolute_uri(reverse("api_documentation"))
    openapi = request.build_absolute_uri(reverse("api_openapi"))
    return answer(
        {"name": api.title, "version": api.version, "documentation": documentation, "openapi": openapi, **here}
    )


ROOTS = {
    "items": "list_items",
    "facets": "list_facets",
    "kinds": "list_kinds",
    "themes": "list_themes",
    "territories": "list_territories",
    "organisations": "list_organisations",
}


@resource("/items/", Items, ItemFilters)
def list_items(request: HttpRequest, parameters: Query[ItemFilters]) -> HttpResponse:
    """Les contenus publics qui répondent aux filtres, par date.

    Entre deux facettes, il faut répondre aux deux ; entre deux valeurs d’une facette, une suffit. « next » mène à la
    suite, sans doublon ni oubli, même si des contenus sont publiés entre-temps.
    """
    found = harvest.ids(parameters.query(parameters.sort), parameters.after, parameters.limit, parameters.written_since)
    following = _following(request, cursor=cursor_of(found.last)) if found.last else None
    return _listed({"count": found.total, "next": following, "items": items(found.ids, _writer(request))})


@resource("/items/{item_id}/", OneItem, missing=True)
def read_item(request: HttpRequest, item_id: int = Path(..., ge=1, le=LARGEST_ID)) -> HttpResponse:
    """Un contenu entier, avec ce qui est propre à sa sorte dans « details »."""
    said = whole(item_id, _writer(request))
    if said is None:
        return problem(404)
    response = answer(said)
    response["Last-Modified"] = said["modified_at"].strftime(LAST_MODIFIED)
    return response


@resource("/facets/", vocabularies.Facets, FacetFilters)
def list_facets(request: HttpRequest, parameters: Query[FacetFilters]) -> HttpResponse:
    """Les facettes, leurs valeurs les plus fréquentes et combien de contenus les ont.

    Les nombres sont exacts. Ceux d’une facette ignorent ce qui est choisi dans cette facette même.
    """
    query = parameters.query(wanted=tuple(facets()))
    kept = request.GET.copy()
    kept.pop("limit", None)
    return answer(vocabularies.facets_of(query, parameters.limit, kept, _writer(request)))


@resource("/facets/{name}/", vocabularies.Values, ValueFilters, missing=True)
def read_facet(
    request: HttpRequest, parameters: Query[ValueFilters], name: str = Path(..., max_length=20)
) -> HttpResponse:
    """Toutes les valeurs d’une facette, les plus fréquentes d’abord."""
    if name not in facets():
        return problem(404)
    count, values = vocabularies.values_of(name, parameters.query(wanted=(name,)), parameters.offset, parameters.limit)
    return _sliced(request, count, "values", values, parameters)


@resource("/kinds/", vocabularies.Kinds)
def list_kinds(request: HttpRequest) -> HttpResponse:
    """Les sortes de contenus."""
    found = vocabularies.all_kinds(_writer(request))
    return answer({"count": len(found), "kinds": found})


@resource("/themes/", vocabularies.Themes)
def list_themes(request: HttpRequest) -> HttpResponse:
    """Les thèmes, rubriques puis sous-thèmes."""
    found = vocabularies.all_themes(_writer(request))
    return answer({"count": len(found), "themes": found})


@resource("/territories/", vocabularies.Places, Slice)
def list_territories(request: HttpRequest, parameters: Query[Slice]) -> HttpResponse:
    """Les territoires dont un contenu parle, les plus cités d’abord."""
    count, found = vocabularies.used_places(parameters.offset, parameters.limit, _writer(request))
    return _sliced(request, count, "territories", found, parameters)


@resource("/organisations/", vocabularies.Bodies, Slice)
def list_organisations(request: HttpRequest, parameters: Query[Slice]) -> HttpResponse:
    """Les organisations dont un contenu parle, les plus citées d’abord."""
    count, found = vocabularies.used_bodies(parameters.offset, parameters.limit, _writer(request))
    return _sliced(request, count, "organisations", found, parameters)


def _sliced(request: HttpRequest, count: int, name: str, found: list[Said], part: Slice) -> HttpResponse:
    end = part.offset + part.limit
    following = _following(request, offset=str(end)) if end < count else None
    return _listed({"count": count, "next": following, name: found})


def _listed(said: Mapping[str, object]) -> HttpResponse:
    """``said`` has the address of what follows in ``next``: the header ``Link`` says it too."""
    response = answer(said)
    if said["next"]:
        response["Link"] = f'<{said["next"]}>; rel="next"'
    return response


def _following(request: HttpRequest, **changed: str) -> str:
    """This address with these parameters in place of its own."""
    parameters = request.GET.copy()
    for name, value in changed.items():
        parameters[name] = value
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
