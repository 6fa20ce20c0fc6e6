"""Forms of French that must find each other, from what is typed to what the engines in use answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.test import override_settings

from exchange.bulk import pages
from exchange.bulk.pages import NewPage
from home.models import NewsIndexPage, NewsPage
from search.engines.choice import engine
from search.engines.elastic import remaking
from search.engines.elastic import server as elastic_server
from search.interface import Query
from tests.search.conftest import drop_the_copy, elasticsearch_url
from tests.word_lists import rows

pytestmark = pytest.mark.django_db

PAIRS = [*rows("french/pairs.tsv"), *rows("search/pairs.tsv")]
DECOYS = rows("french/decoys.tsv")
BARS = {"database": 0.92, "elasticsearch": 0.95}  # the share of the pairs that must be found
PLACES = ("title", "summary", "body")
READ = 100  # results looked at

Items = dict[tuple[str, str], int]  # what an item says, and where it says it → the item


def news(said: str, place: str, number: int) -> NewsPage:
    """An item that says this in that place, and otherwise no word of the lists."""
    return NewsPage(
        title=said if place == "title" else f"Zzz {number}",
        summary=said if place == "summary" else "Zzz.",
        body=[("paragraph", f"<p>{said}</p>")] if place == "body" else [],
        published_on="2020-01-01",
        slug=f"item-{number}",
    )


@pytest.fixture(scope="module")
def items(kept_for_the_module: None) -> Items:
    """The second form of each pair in one place or another, and both forms of each decoy in every place: written at
    once, as the importer does."""
    said = [(other, PLACES[number % len(PLACES)]) for number, (_, _, other) in enumerate(PAIRS)]
    said += [(form, place) for decoy in DECOYS for form in decoy for place in PLACES]
    written = {key: news(*key, number) for number, key in enumerate(dict.fromkeys(said))}
    parent = NewsIndexPage.objects.get()
    pages.add([NewPage(page, parent) for page in written.values()], publish=True, before=lambda: None)
    return {key: page.pk for key, page in written.items()}


@pytest.fixture(scope="module", params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def name(request: pytest.FixtureRequest, items: Items) -> Iterator[str]:
    """Each engine in turn, once it holds the items."""
    if request.param == "database":
        yield request.param
        return
    with override_settings(ELASTICSEARCH_URL=elasticsearch_url(), ELASTICSEARCH_INDEX=f"test-{uuid.uuid4().hex}"):
        elastic_server.breaker.succeeded()
        remaking.rebuild()
        yield request.param
        drop_the_copy()


def found(name: str, text: str) -> list[int]:
    return [match.id for match in engine(name).search(Query(text, per_page=READ)).matches]


def test_pairs_of_forms_find_each_other(name: str, items: Items) -> None:
    missed = []
    for number, (kind, one, other) in enumerate(PAIRS):
        if items[other, PLACES[number % len(PLACES)]] not in found(name, one):
            missed.append(f"{kind}: {one} → {other}")
    rate = 1 - len(missed) / len(PAIRS)
    assert rate >= BARS[name], f"{rate:.1%} of {len(PAIRS)} pairs; missed:\n" + "\n".join(missed)


@pytest.mark.parametrize("place", PLACES)
def test_of_two_forms_that_meet_the_one_typed_comes_first(name: str, items: Items, place: str) -> None:
    behind = []
    for one, other in [*DECOYS, *((other, one) for one, other in DECOYS)]:
        ids = found(name, one)
        places = [ids.index(items[form, place]) if items[form, place] in ids else READ for form in (one, other)]
        if places[0] > places[1] or places[0] == READ:
            behind.append(f"{one} after {other}")
    assert not behind, "\n".join(behind)
