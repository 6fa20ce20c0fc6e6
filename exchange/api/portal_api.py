"""The API as a whole: what it is called, how its answers are written, and what its OpenAPI description says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, MutableMapping
from functools import cached_property

from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from .parameters import PARAMETER_MODELS
from .problems import CONTENT_TYPE
from .serving import served

TITLE = "API du centre de ressources GUSP"
VERSION = "1"
DESCRIPTION = (
    "Les contenus publics du portail, en lecture seule, sans clé ni compte. La version 1 ne fait que s’enrichir : "
    "des champs et des paramètres peuvent s’y ajouter, aucun n’en part ni ne change de sens."
)
HEADERS = {
    "ETag": "Le nom de cette réponse : rendez-le dans If-None-Match, un 304 dit que rien n’a changé.",
    "Link": "L’adresse de la suite, s’il y en a une (rel=\"next\").",
    "Last-Modified": "Quand le contenu a été publié ou modifié.",
}  # fmt: skip
HEADERS_OF = {"list_items": ("Link",), "read_item": ("Last-Modified",)}


class PortalAPI(NinjaAPI):
    def __init__(self) -> None:
        super().__init__(
            title=TITLE,
            version=VERSION,
            description=DESCRIPTION,
            openapi_url=None,
            docs_url=None,
        )

    @property
    def routes(self) -> tuple[list[URLPattern], str, str]:
        """What ``path()`` includes."""
        patterns, app, namespace = self.urls
        for pattern in patterns:
            pattern.callback = served(pattern.callback, lambda: self.shape)
        return patterns, app, namespace

    @cached_property
    def description_for_tools(self) -> OpenAPISchema:
        """The OpenAPI document; nothing in it changes while the site runs."""
        return self.get_openapi_schema()

    @cached_property
    def shape(self) -> str:
        """Names what the answers look like in this release."""
        return hashlib.sha256(json.dumps(self.description_for_tools, sort_keys=True).encode()).hexdigest()[:16]

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, object] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _complete(operation)
        for model in PARAMETER_MODELS:  # each parameter is told where it is asked for
            schema["components"]["schemas"].pop(model.__name__, None)
        return schema


def _complete(operation: MutableMapping[str, object]) -> None:
    """Says what Ninja leaves out: the type of problems, headers, 304, and that a parameter is absent, never null."""
    responses = operation["responses"]
    assert isinstance(responses, dict)
    for status, answer in responses.items():
        if int(status) >= 400:
            answer["content"] = {CONTENT_TYPE: answer["content"]["application/json"]}
    if operation.get("description") == operation["summary"]:
        del operation["description"]  # Ninja repeats the line
    names = ("ETag", *HEADERS_OF.get(str(operation["operationId"]), ()))
    responses[200]["headers"] = {name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in names}
    responses[304] = {"description": "Rien n’a changé depuis la réponse dont vous rendez l’ETag."}
    for parameter in operation["parameters"]:
        parameter["schema"] = _without_null(parameter["schema"])


def _without_null(schema: Mapping[str, object]) -> Mapping[str, object]:
    choices = schema.get("anyOf")
    if not isinstance(choices, list):
        return schema
    (chosen,) = [choice for choice in choices if choice != {"type": "null"}]
    return {**{name: value for name, value in schema.items() if name not in ("anyOf", "default")}, **chosen}
