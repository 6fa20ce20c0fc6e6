"""What the API answers when it cannot do what is asked: always the same shape (RFC 9457), in French."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

from .answers import answer

CONTENT_TYPE = "application/problem+json"
TITLES = {
    404: "Rien à cette adresse",
    405: "Lecture seule",
    422: "Paramètre refusé",
}
DETAILS = {
    404: "Aucun contenu public n’a cette adresse : il n’existe pas, ou n’est plus public.",
    405: "L’API se lit : GET, HEAD et OPTIONS.",
    422: "Un paramètre au moins n’a pas été compris, rien n’a été cherché.",
}
# What pydantic reports, in French; the names between braces are those of its context.
MESSAGES = {
    "int_parsing": "Donnez un nombre entier.",
    "int_parsing_size": "Ce nombre est trop grand.",
    "greater_than_equal": "Donnez au moins {ge}.",
    "less_than_equal": "Donnez au plus {le}.",
    "string_too_long": "Donnez {max_length} caractères au plus.",
    "string_too_short": "Donnez une valeur, ou retirez ce paramètre.",
    "too_long": "Donnez {max_length} valeurs au plus.",
    "moment": "Donnez un moment complet, fuseau compris : 2024-05-31T08:00:00Z.",
    "literal_error": "Choisissez parmi : {expected}.",
    "string_pattern_mismatch": "Cette valeur n’a pas la forme attendue, dite par la documentation.",
}
OTHERWISE = "Cette valeur n’a pas été comprise."


class Refusal(Schema):
    """Un paramètre refusé."""

    parameter: str = Field(description="Le nom du paramètre.")
    message: str = Field(description="Ce qui ne va pas, et quoi faire.")


class Problem(Schema):
    """Ce qui n’a pas pu être fait, et pourquoi."""

    type: str = Field(description="Toujours « about:blank » : le code HTTP suffit.")
    title: str
    status: int
    detail: str
    errors: list[Refusal] = Field(description="Les paramètres refusés ; vide s’il ne s’agit pas d’eux.")


def problem(status: int, errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """``errors``: of each parameter refused, its ``parameter`` and the ``message`` that says why."""
    said = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": DETAILS[status]}
    return answer({**said, "errors": list(errors)}, status, CONTENT_TYPE)


def refused(found: Iterable[Mapping[str, object]]) -> HttpResponse:
    """``found``: what pydantic reports (``loc``, ``type``, ``ctx``)."""
    return problem(422, [{"parameter": _parameter(error["loc"]), "message": _message(error)} for error in found])


def unknown(names: Iterable[str], known: Iterable[str]) -> HttpResponse:
    offered = ", ".join(sorted(known))
    there = f"Ce paramètre n’existe pas ici. Ceux qui existent : {offered}." if offered else "Aucun paramètre ici."
    return problem(422, [{"parameter": name[:100], "message": there} for name in list(names)[:20]])


def _parameter(place: object) -> str:
    """The name in ("query", "parameters", "theme", 0)."""
    names = [part for part in place if isinstance(part, str)] if isinstance(place, tuple | list) else []
    return names[-1] if names else ""


def _message(error: Mapping[str, object]) -> str:
    context = error.get("ctx")
    known = {name: str(value) for name, value in context.items()} if isinstance(context, Mapping) else {}
    return MESSAGES.get(str(error["type"]), OTHERWISE).format_map(known)
