"""Lists: the same filters and counts as on the portal, read from one end to the other."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from core.models import KnowledgePage
from search.models import FacetValue
from search.registry import facets
from tests.factories import NewsPageFactory, TagFactory

from .conftest import Json, Read

pytestmark = pytest.mark.django_db

ON_THE_PAGE = (
    "theme", "territory", "outcome", "evidence", "approach", "cost", "duration", "effort", "habitat", "governance",
    "programme", "organisation_type", "audience", "year",
)  # fmt: skip


def known_values() -> dict[str, list[str]]:
    rows = FacetValue.objects.order_by("facet", "value").values_list("facet", "value").distinct()
    values: dict[str, list[str]] = {}
    for facet, value in rows:
        values.setdefault(facet, []).append(value)
    return values


def pieces(client: Client, address: str) -> Iterator[Json]:
    """The answers that ``next`` leads to, one after the other."""
    following: str | None = address
    while following:
        response = client.get(following)
        assert response.status_code == 200
        piece = response.json()
        assert (f'<{piece["next"]}>; rel="next"' if piece["next"] else None) == response.get("Link")
        yield piece
        following = piece["next"]


def harvested(client: Client, address: str) -> list[int]:
    return [item["id"] for piece in pieces(client, address) for item in piece["items"]]


def drawn_filters(data: st.DataObject, names: tuple[str, ...]) -> list[tuple[str, str]]:
    values = known_values()
    chosen = data.draw(st.lists(st.sampled_from([name for name in names if name in values]), max_size=3, unique=True))
    pairs = [
        (name, value)
        for name in chosen
        for value in data.draw(st.lists(st.sampled_from([*values[name], "inconnu"]), min_size=1, max_size=3))
    ]
    text = data.draw(st.sampled_from(["", "encombrants", "jardin", "de la"]))
    return [*pairs, ("q", text)] if text else pairs


@settings(max_examples=50)
@given(data=st.data())
def test_it_counts_what_the_observatoire_counts(
    portal: list[KnowledgePage], client: Client, data: st.DataObject
) -> None:
    filters = drawn_filters(data, ON_THE_PAGE)
    shown = client.get(f"/observatoire/?{urlencode(filters)}").context["results"]
    address = f"/api/v1/items/?{urlencode([*filters, ('kind', 'experience')])}"
    assert client.get(address).json()["count"] == shown.total
    counted = client.get(f"/api/v1/facets/?{urlencode([*filters, ('kind', 'experience'), ('limit', '100')])}").json()
    assert counted["count"] == shown.total
    for facet in counted["facets"]:
        if facet["name"] in shown.counts:
            told = {value["code"]: value["count"] for value in facet["values"]}
            assert told == dict(shown.counts[facet["name"]]), facet["name"]


@settings(max_examples=30)
@given(data=st.data(), limit=st.integers(1, 9), sort=st.sampled_from(["date", "-date"]))
def test_following_next_gives_each_item_once_in_order(
    portal: list[KnowledgePage], client: Client, data: st.DataObject, limit: int, sort: str
) -> None:
    filters = [*drawn_filters(data, tuple(facets())), ("sort", sort)]
    whole = client.get(f"/api/v1/items/?{urlencode([*filters, ('limit', '200')])}").json()
    address = f"/api/v1/items/?{urlencode([*filters, ('limit', str(limit))])}"
    read = list(pieces(client, address))
    assert [item for piece in read for item in piece["items"]] == whole["items"]
    assert {piece["count"] for piece in read} == {whole["count"]}
    dates = [item["date"] or "" for item in whole["items"]]
    assert dates == sorted(dates, reverse=sort == "-date")


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_what_is_published_meanwhile_neither_hides_nor_doubles_anything(
    portal: list[KnowledgePage], client: Client, sort: str
) -> None:
    before = harvested(client, f"/api/v1/items/?sort={sort}")
    seen: list[int] = []
    for number, piece in enumerate(pieces(client, f"/api/v1/items/?sort={sort}&limit=7")):
        seen += [item["id"] for item in piece["items"]]
        NewsPageFactory(published_on=("2001", "2013-10", "2035")[number % 3])
    assert len(seen) == len(set(seen))
    assert [pk for pk in seen if pk in before] == before


def test_what_leaves_meanwhile_hides_nothing(portal: list[KnowledgePage], client: Client) -> None:
    before = harvested(client, "/api/v1/items/")
    first = client.get("/api/v1/items/?limit=5").json()
    Page.objects.get(pk=first["items"][-1]["id"]).specific.unpublish()
    assert harvested(client, first["next"]) == before[5:]


def test_modified_since_keeps_what_changed(
    portal: list[KnowledgePage], read: Read, publish: Callable[[Page], Page]
) -> None:
    newest = max(item["modified_at"] for item in read("/items/", limit=200)["items"])
    assert read("/items/", modified_since=newest)["count"] == 1
    changed = publish(portal[5])
    told = read("/items/", modified_since=newest)
    assert {item["id"] for item in told["items"]} >= {changed.pk}
    assert told["count"] == len(told["items"]) <= 2
    tomorrow = datetime.datetime.fromisoformat(newest) + datetime.timedelta(days=1)
    assert read("/items/", modified_since=tomorrow.isoformat())["count"] == 0


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [("2013", "2013", {"2013"}), ("2013-10", "2013-10-31", {"2013"}), ("2020", "", {"2020"}), ("", "2012", {"2012"})],
)
def test_dates_may_be_a_day_a_month_or_a_year(
    portal: list[KnowledgePage], read: Read, since: str, until: str, years: set[str]
) -> None:
    told = read("/items/", kind="experience", since=since, until=until, limit=200)
    assert {item["date"][:4] for item in told["items"]} == years


def test_a_theme_takes_its_sub_themes_and_a_place_what_it_holds(portal: list[KnowledgePage], read: Read) -> None:
    whole, part = (read("/items/", theme=slug)["count"] for slug in ("gestion-des-dechets", "compost"))
    assert whole > part > 0
    place = next(page for page in portal if page.kind == "experience").page_territories.get().territory
    assert read("/items/", territory=place.region.code)["count"] >= read("/items/", territory=place.code)["count"] > 0


def test_a_value_that_nothing_has_finds_nothing(portal: list[KnowledgePage], read: Read) -> None:
    assert read("/items/", theme="inconnu") == {"count": 0, "next": None, "items": []}


def test_facet_values_come_with_their_labels_the_most_frequent_first(portal: list[KnowledgePage], read: Read) -> None:
    told = read("/facets/outcome/", kind="experience")
    assert {value["code"]: value["label"] for value in told["values"]}["failure"] == "Échec"
    counts = [value["count"] for value in told["values"]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == read("/items/", kind="experience")["count"]


def test_a_long_facet_is_read_by_parts(portal: list[KnowledgePage], client: Client) -> None:
    for number in range(12):
        NewsPageFactory(tags=[TagFactory(name=f"mot {number}").name])
    read = list(pieces(client, "/api/v1/facets/tag/?limit=5"))
    codes = [value["code"] for piece in read for value in piece["values"]]
    assert len(codes) == len(set(codes)) == read[0]["count"] > 12


def test_each_value_leads_to_as_many_items_as_it_says(portal: list[KnowledgePage], client: Client, read: Read) -> None:
    checked = 0
    for facet in read("/facets/", limit=100)["facets"]:
        for value in facet["values"]:
            assert read("/items/", **{facet["name"]: value["code"]})["count"] == value["count"], (facet, value)
            checked += 1
    assert checked > 50


@pytest.mark.parametrize("name", ["kinds", "themes", "territories", "organisations"])
def test_each_entry_of_a_vocabulary_leads_to_as_many_items_as_it_says(
    portal: list[KnowledgePage], client: Client, read: Read, name: str
) -> None:
    entries = read(f"/{name}/")[name]
    assert entries
    for entry in entries:
        assert client.get(entry["items_url"]).json()["count"] == entry["count"], entry


def test_links_between_answers_lead_somewhere(portal: list[KnowledgePage], client: Client, read: Read) -> None:
    root = read("/")
    addresses = [address for address in root.values() if str(address).startswith("http")]
    addresses += [facet["url"] for facet in read("/facets/", kind="experience", q="encombrants")["facets"]]
    addresses += [theme["url"] for theme in read("/themes/")["themes"]]
    addresses += [place["url"] for place in read("/territories/")["territories"]]
    addresses += [body["url"] for body in read("/organisations/")["organisations"]]
    for address in addresses:
        assert client.get(address).status_code == 200, address
    kept = dict(parse_qsl(urlsplit(read("/facets/", kind="experience", limit=2)["facets"][0]["url"]).query))
    assert kept == {"kind": "experience"}
