"""The exploring page of the observatoire beside the search call that it makes, and whether its views, its files and the
API tell of as many practices."""

from __future__ import annotations

import csv
import io
import json
import random
import statistics
from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse

from benchmarks.questions import any_text
from benchmarks.timing import Times, as_a_request
from experiences.observatory.files import FILES
from experiences.views.observatory import FACETS, PRACTICES, VIEWS
from search.addresses import query_from
from search.engines.choice import engine
from search.interface import Query

# What somebody asks of the page, from everything to one place.
ASKED = ("", "q=collecte+des+encombrants", "q=valtourmine", "outcome=failure", "theme=encombrants&cost=none",
         "q=jardin&habitat=condominium")  # fmt: skip
HOST = "localhost"


def measured(runs: int) -> dict[str, object]:
    """Of each address: the medians of its search call, of the page made anew and of the page that is kept, in ms, and
    the queries of the page made anew."""
    client = Client(HTTP_HOST=HOST)
    told = []
    for view in VIEWS:
        for asked in ASKED:
            address = f"{reverse('observatory')}?{asked}{f'&vue={view}' if view else ''}"
            query = query_from(QueryDict(asked), FACETS, PRACTICES)
            page, kept, search = Times(), Times(), Times()
            settings.KEEP_PAGES = False
            for _ in range(2):
                client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            queries = len(captured)  # read at once: the next request forgets them
            for _ in range(runs):
                search.run(lambda query=query: _search(query))
                page.run(lambda address=address: client.get(address))
            settings.KEEP_PAGES = True
            client.get(address)
            for _ in range(runs):
                kept.run(lambda address=address: client.get(address))
            told.append(
                {
                    "address": address,
                    "page": page.told()["median_ms"],
                    "kept": kept.told()["median_ms"],
                    "search": search.told()["median_ms"],
                    "queries": queries,
                }
            )
    return {"pages": told}


def _search(query: Query) -> None:
    with as_a_request():
        engine().search(query)


def agreement(checks: int, api: str = "") -> dict[str, object]:
    """Of ``checks`` random filters: those for which a view, a file or the API tells of another number of practices than
    the first view. Files of more than a few thousand practices are read for one filter in ten."""
    setup_test_environment(debug=False)  # what tells the context of a page…
    settings.KEEP_PAGES = False  # …that is made anew
    client = Client()
    chance = random.Random("agreement")
    values = {name: sorted(of) for name, of in client.get(reverse("observatory")).context["results"].counts.items()}
    differing, compared, sizes = [], 0, []
    for number in range(checks):
        filters = _any_filters(chance, values)
        told = {f"view {view}": _of_view(client, view, filters) for view in VIEWS}
        total = told["view "]
        sizes.append(total)
        if total <= 3_000 or number % 10 == 0:
            told |= {form: read(client, filters) for form, read in _FILES.items()}
        if api:
            told["api"] = client.get(api, {**filters, "kind": "experience"}).json()["count"]
        compared += len(told)
        if len(set(told.values())) > 1:
            differing.append({"filters": filters, "told": told})
    return {"checks": checks, "compared": compared, "differing": differing, "median": statistics.median(sizes)}


def _any_filters(chance: random.Random, values: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """One to four facets with one to three values each; a word for one in three."""
    names = chance.sample([name for name in FACETS if values.get(name)], chance.randint(0, 3))
    filters = {name: chance.sample(values[name], min(len(values[name]), chance.randint(1, 3))) for name in names}
    return filters | ({"q": [any_text(chance)]} if chance.random() < 0.35 else {})


def _of_view(client: Client, view: str, filters: Mapping[str, list[str]]) -> int:
    return client.get(reverse("observatory"), {**filters, "vue": view}).context["results"].total


def _text(client: Client, form: str, filters: Mapping[str, list[str]]) -> str:
    return b"".join(client.get(reverse("practices_file", args=[form]), filters)).decode("utf-8-sig")


_FILES: Mapping[str, Callable[[Client, Mapping[str, list[str]]], int]] = {
    "csv": lambda client, filters: len(list(csv.DictReader(io.StringIO(_text(client, "csv", filters)), delimiter=";"))),
    "json": lambda client, filters: len(json.loads(_text(client, "json", filters))["practices"]),
    "geojson": lambda client, filters: len(json.loads(_text(client, "geojson", filters))["features"]),
}
assert set(_FILES) == set(FILES)
