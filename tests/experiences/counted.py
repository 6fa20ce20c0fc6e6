"""The figures of an address, and what a list says of how many it holds."""

from __future__ import annotations

from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from experiences.figures import Figure, figures_of, figures_query
from search.addresses import Links, query_from, understood
from search.engines.database import DatabaseEngine

FACETS = ("theme", "territory", "outcome", "organisation_type", "year", "evidence")


def figures(address: str = "") -> dict[str, Figure]:
    parameters = QueryDict(address)
    query = query_from(parameters, FACETS, {"kind": ("experience",)})
    links = Links(reverse("observatory"), understood(query, parameters))
    return {figure.name: figure for figure in figures_of(query, DatabaseEngine().search(figures_query(query)), links)}


def total_at(client: Client, url: str) -> int:
    return client.get(url).context["results"].total
