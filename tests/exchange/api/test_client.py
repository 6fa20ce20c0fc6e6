"""A program written from the documentation alone: it knows nothing of the portal but what /api/ and its OpenAPI say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from core.models import KnowledgePage
from tests.factories import ExperiencePageFactory

pytestmark = pytest.mark.django_db

Json = Mapping[str, object]


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        return json.loads(self.body)


Fetch = Callable[[str, dict[str, str]], Answer]


@dataclass
class Mirror:
    """Keeps a copy of the practices, as somebody else's site would."""

    fetch: Fetch
    root: str  # the address that the documentation gives
    items: dict[int, Json] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)  # address → the ETag of what was read there
    latest: str = ""

    def read_all(self) -> None:
        for item in self._items(kind="experience", limit="200"):
            self._keep(item)

    def follow(self) -> int:
        """How many items had changed."""
        changed = list(self._items(kind="experience", modified_since=self.latest))
        for item in changed:
            self._keep(item)
        return len(changed)

    def forget_withdrawn(self) -> None:
        there = {item["id"] for item in self._items(kind="experience", limit="200")}
        self.items = {pk: item for pk, item in self.items.items() if pk in there}

    def unchanged(self, address: str) -> bool:
        answer = self.fetch(address, {"If-None-Match": self.tags.get(address, "")})
        self.tags[address] = answer.headers.get("ETag", "")
        return answer.status == 304

    def as_csv(self) -> str:
        text = io.StringIO()
        writer = csv.writer(text)
        for item in self.items.values():
            outcomes = [term["label"] for term in item["classification"]["outcome"]]
            writer.writerow([item["id"], item["title"], *outcomes, item["licence"]["label"], item["url"]])
        return text.getvalue()

    def figures(self, pk: int) -> list[str]:
        whole = self.fetch(self.items[pk]["api_url"], {}).json
        return [f"{one['label']} : {one['value']} {one['unit']}" for one in whole["details"]["figures"]]

    def count(self, **filters: str) -> int:
        return self._page(f"{self._list()}?{urlencode(filters)}")["count"]

    def _list(self) -> str:
        return str(self.fetch(self.root, {}).json["items"])

    def _items(self, **filters: str) -> Iterator[Json]:
        address: object = f"{self._list()}?{urlencode(filters)}"
        while address:
            page = self._page(str(address))
            yield from page["items"]
            address = page["next"]

    def _page(self, address: str) -> Json:
        answer = self.fetch(address, {})
        if answer.status != 200:
            raise ValueError(" ".join(f"{one['parameter']} : {one['message']}" for one in answer.json["errors"]))
        return answer.json

    def _keep(self, item: Json) -> None:
        self.items[item["id"]] = item
        self.latest = max(self.latest, item["modified_at"])


@pytest.fixture
def documentation(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/api/").content, "html.parser")


@pytest.fixture
def mirror(client: Client, documentation: BeautifulSoup) -> Mirror:
    def fetch(address: str, headers: dict[str, str]) -> Answer:
        response = client.get(address, headers=headers)
        return Answer(response.status_code, response.headers, response.content)

    return Mirror(fetch, documentation.select_one("#essayer + p code").text)


def test_it_copies_every_practice_and_follows_what_changes(
    portal: list[KnowledgePage], mirror: Mirror, publish: Callable[[Page], Page]
) -> None:
    mirror.read_all()
    practices = {page.pk for page in portal if page.kind == "experience"}
    assert set(mirror.items) == practices
    portal[-1].title = "Un nouveau titre"
    changed, added = publish(portal[-1]), ExperiencePageFactory()
    assert mirror.follow() >= 2
    assert mirror.items[changed.pk]["title"] == "Un nouveau titre"
    assert added.pk in mirror.items
    portal[-2].unpublish()
    mirror.forget_withdrawn()
    assert set(mirror.items) == practices | {added.pk} - {portal[-2].pk} or portal[-2].pk not in mirror.items


def test_it_reads_nothing_again_that_has_not_changed(portal: list[KnowledgePage], mirror: Mirror) -> None:
    assert not mirror.unchanged(mirror.root)
    assert mirror.unchanged(mirror.root)


def test_it_makes_a_table_and_reads_what_is_proper_to_practices(portal: list[KnowledgePage], mirror: Mirror) -> None:
    mirror.read_all()
    table = list(csv.reader(io.StringIO(mirror.as_csv())))
    assert len(table) == len(mirror.items)
    assert {row[2] for row in table} == {"Réussite", "Résultat mitigé", "Échec"}
    whole = next(page for page in portal if page.kind == "experience")
    assert mirror.figures(whole.pk) == ["Dépôts retirés : 120 tonnes"]


def test_it_is_told_what_it_did_wrong(portal: list[KnowledgePage], mirror: Mirror) -> None:
    with pytest.raises(ValueError, match="sorte : Ce paramètre n’existe pas ici"):
        mirror.count(sorte="experience")


def test_every_filter_that_the_documentation_names_works(
    portal: list[KnowledgePage], mirror: Mirror, documentation: BeautifulSoup
) -> None:
    """With each value that it gives."""
    section = documentation.find(id="filtrer").find_parent("section")
    tried = 0
    for entry in section.select("dl.api-fields:last-of-type > div"):
        name = entry.dt.code.text
        for code in entry.dd.find_all("code"):
            assert mirror.count(**{name: code.text}) >= 0
            tried += 1
        if not entry.dd.find("code"):
            values = mirror.fetch(entry.dd.a["href"], {}).json["values"]
            assert all(mirror.count(**{name: value["code"]}) == value["count"] for value in values[:2])
            tried += 1
    assert tried > 60


def test_the_examples_of_the_documentation_work(
    portal: list[KnowledgePage], mirror: Mirror, documentation: BeautifulSoup, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = [code.text for code in documentation.select("pre code")]
    for line in (text for text in examples if text.startswith("curl")):
        assert mirror.fetch(line.removeprefix("curl ").strip("'"), {}).status == 200, line
    (program,) = [text for text in examples if text.startswith("import")]
    printed: list[tuple[object, ...]] = []
    monkeypatch.setattr("urllib.request.urlopen", lambda address: io.BytesIO(mirror.fetch(address, {}).body))
    exec(program, {"print": lambda *told: printed.append(told)})
    assert len(printed) == len([page for page in portal if page.kind == "experience"])


def test_every_field_of_an_answer_is_documented(
    portal: list[KnowledgePage], mirror: Mirror, documentation: BeautifulSoup
) -> None:
    told = {code.text for code in documentation.select("dt code")}
    whole = next(page for page in portal if page.kind == "experience")
    answer = mirror.fetch(f"{mirror.root}items/{whole.pk}/", {}).json
    assert set(answer) | set(answer["details"]) | set(answer["licence"]) <= told
    listed = mirror.fetch(f"{mirror.root}items/", {}).json
    assert set(listed) | set(listed["items"][0]) <= told


def test_the_documentation_is_found_from_the_front_page_and_the_site_map(client: Client) -> None:
    for address in ("/", "/plan-du-site/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert page.find("a", href="/api/"), address


def test_the_links_of_the_documentation_lead_somewhere(
    portal: list[KnowledgePage], client: Client, documentation: BeautifulSoup
) -> None:
    for link in documentation.main.find_all("a", href=True):
        if link["href"].startswith("#"):
            assert documentation.find(id=link["href"][1:]), link
        elif link["href"].startswith("/"):
            assert client.get(link["href"]).status_code == 200, link


def test_every_object_of_the_description_says_what_it_is(client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    silent = [name for name, schema in description["components"]["schemas"].items() if not schema.get("description")]
    assert silent == []
    used = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(description)))
    assert set(description["components"]["schemas"]) == used
