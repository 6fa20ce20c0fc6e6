"""How the API answers: to everyone alike, cheaply, and never with a failure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from core.models import KnowledgePage
from directory.models import User
from search.registry import facets
from tests.conftest import visit
from tests.factories import FACTORIES, ExperiencePageFactory, ThemeFactory, in_days

pytestmark = pytest.mark.django_db

LISTS = (
    "/api/v1/", "/api/v1/items/", "/api/v1/facets/", "/api/v1/facets/theme/", "/api/v1/kinds/", "/api/v1/themes/",
    "/api/v1/territories/", "/api/v1/organisations/", "/api/v1/openapi.json",
)  # fmt: skip
MOST_QUERIES = 12


# -- who asks ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", LISTS)
def test_everyone_reads_the_same_without_a_cookie(
    portal: list[KnowledgePage], editor: User, signed_in: Callable[[User | None], Client], address: str
) -> None:
    ExperiencePageFactory(draft=True)
    ExperiencePageFactory(private=True)
    anonymous, edits = Client().get(address), signed_in(editor).get(address)
    assert anonymous.content == edits.content
    assert not anonymous.cookies
    assert not edits.cookies
    assert "cookie" not in anonymous.get("Vary", "").lower()


@pytest.mark.parametrize("address", [*LISTS, "/api/v1/items/999999/", "/api/v1/items/?limit=x", "/api/v1/rien/"])
def test_any_site_may_read_it(client: Client, address: str) -> None:
    response = client.get(address, headers={"Origin": "https://ailleurs.example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert {"ETag", "Link"} <= set(response["Access-Control-Expose-Headers"].split(", "))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(client: Client, method: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = getattr(strict, method)("/api/v1/items/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("address", [*LISTS, "/api/v1/rien/"])
def test_a_browser_may_ask_what_is_allowed(client: Client, address: str) -> None:
    asked = {"Origin": "https://ailleurs.example.org", "Access-Control-Request-Method": "GET"}
    response = client.options(address, headers=asked)
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.content == b""


@pytest.mark.parametrize("address", LISTS)
def test_head_tells_what_get_would(client: Client, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert head.status_code == 200
    assert head.content == b""
    for name in ("Content-Type", "ETag", "Cache-Control"):
        assert head[name] == get[name]


# -- what is known already --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", LISTS)
def test_what_is_known_already_is_not_looked_for_again(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = client.get(address)["ETag"]
    monkeypatch.setattr("search.engines.database.DatabaseEngine.search", lambda *_: pytest.fail("it was looked for"))
    monkeypatch.setattr("search.harvest.ids", lambda *_: pytest.fail("it was looked for"))
    response = client.get(address, headers={"If-None-Match": tag})
    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == tag
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"If-None-Match": f'"autre", {tag}'}).status_code == 304


def test_a_tag_is_of_one_address_and_of_one_state(client: Client, publish: Callable[[Page], Page]) -> None:
    page = ExperiencePageFactory()
    tags = {client.get(address)["ETag"] for address in (*LISTS, "/api/v1/items/?limit=2")}
    assert len(tags) == len(LISTS) + 1
    before = client.get("/api/v1/items/")["ETag"]
    publish(page)
    response = client.get("/api/v1/items/", headers={"If-None-Match": before})
    assert response.status_code == 200
    assert response["ETag"] != before


def test_a_renamed_theme_is_another_state(client: Client) -> None:
    theme = ThemeFactory()
    ExperiencePageFactory(themes=[theme])
    before = client.get("/api/v1/items/")["ETag"]
    theme.name = "Autre nom"
    theme.save()
    assert client.get("/api/v1/items/", headers={"If-None-Match": before}).status_code == 200


def test_what_expires_makes_another_state_though_nobody_saved_anything(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ExperiencePageFactory(expire_at=in_days(1))
    tag = client.get(f"/api/v1/items/{page.pk}/")["ETag"]
    later = in_days(2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.get(f"/api/v1/items/{page.pk}/", headers={"If-None-Match": tag}).status_code == 404


def test_whatever_there_is_is_not_what_there_is_not(client: Client) -> None:
    assert client.get("/api/v1/items/999999/", headers={"If-None-Match": "*"}).status_code == 404
    assert client.get("/api/v1/items/", headers={"If-None-Match": "*"}).status_code == 304


def test_refusals_are_not_kept(client: Client) -> None:
    for address in ("/api/v1/items/?limit=x", "/api/v1/items/999999/"):
        response = client.get(address)
        assert response["Cache-Control"] == "no-cache"
        assert "ETag" not in response


# -- what is refused --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        ("limit=0", "limit", "au moins 1"),
        ("limit=201", "limit", "au plus 200"),
        ("limit=beaucoup", "limit", "nombre entier"),
        ("sort=title", "sort", "'-date' or 'date'"),
        ("since=hier", "since", "forme attendue"),
        ("until=2013-13", "until", "forme attendue"),
        ("cursor=abc", "cursor", "forme attendue"),
        ("modified_since=2024-05-31", "modified_since", "fuseau"),
        ("theme=", "theme", "retirez ce paramètre"),
        (f"theme={'x' * 121}", "theme", "120 caractères"),
        (f"q={'x' * 301}", "q", "300 caractères"),
        ("&".join(f"theme={number}" for number in range(31)), "theme", "30 valeurs"),
        ("themes=dechets", "themes", "n’existe pas ici"),
        ("page=2", "page", "cursor"),
    ],
)
def test_what_is_not_understood_is_named_and_explained(client: Client, query: str, parameter: str, said: str) -> None:
    response = client.get(f"/api/v1/items/?{query}")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == 422
    assert parameter in {error["parameter"] for error in told["errors"]}
    assert said in " ".join(error["message"] for error in told["errors"])


@pytest.mark.parametrize("address", ["/api/v1/items/999999/", "/api/v1/facets/couleur/", "/api/v1/rien/"])
def test_what_is_not_there_is_said_in_the_same_shape(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail", "errors"}


HOSTILE = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        ["\x00", "a\x00b", "-1", "٣", "1e9", "9" * 30, "NaN", "' OR 1=1 --", '"', "*", "(", "\ud83d", "%", "‮", "\n", "x" * 10_000]
    ),
)  # fmt: skip


@settings(max_examples=120)
@given(data=st.data())
def test_nothing_that_is_asked_makes_it_fail(portal: list[KnowledgePage], client: Client, data: st.DataObject) -> None:
    address = data.draw(st.sampled_from(LISTS))
    names = st.sampled_from([*facets(), "q", "since", "until", "modified_since", "sort", "limit", "cursor", "offset"])
    query = data.draw(st.dictionaries(names | HOSTILE, HOSTILE, max_size=3))
    query = {name.encode(errors="replace"): value.encode(errors="replace") for name, value in query.items()}
    assert client.get(address, query).status_code in (200, 422)


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "٣", "abc", "9" * 30, "%00", str(2**53), str(2**63)])
def test_no_number_makes_it_fail(client: Client, number: str) -> None:
    assert client.get(f"/api/v1/items/{number}/").status_code in (404, 422)


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client: Client) -> None:
    assert client.get("/api/v1/items?limit=2")["Location"] == "/api/v1/items/?limit=2"


# -- what it costs ----------------------------------------------------------------------------------------------------
def test_it_asks_the_database_as_little_for_many_items_as_for_few(client: Client) -> None:
    first = {kind: factory(with_everything=True) for kind, factory in FACTORIES.items()}
    addresses = [*LISTS, "/api/v1/items/?limit=200", *(f"/api/v1/items/{page.pk}/" for page in first.values())]
    few = {address: visit(address) for address in addresses}
    for number in range(25):
        source = first["experience"]
        ExperiencePageFactory(
            featured_image=source.featured_image,
            themes=[ThemeFactory()],
            territories=[source.page_territories.get().territory],
            links=list(first.values()) if number < 5 else [],
        )
    many = {address: visit(address) for address in addresses}
    grown = {address: (few[address].count, many[address].count) for address in addresses}
    assert {address: counts for address, counts in grown.items() if counts[0] != counts[1]} == {}
    heavy = {address: visited.listing for address, visited in many.items() if visited.count > MOST_QUERIES}
    assert not heavy, str({address: listing[:200] for address, listing in heavy.items()})
