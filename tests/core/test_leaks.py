"""What is not public is shown nowhere: each visibility × who asks × every address of the portal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from core.dates import today
from core.models import KnowledgePage, PageLink
from core.takeaway import FORMATS
from core.visibility import is_visible
from directory.models import Organisation, Person
from experiences.figures import NAMES
from resources.models import RecordingPage
from taxonomy.models import Territory, Theme
from tests.conftest import (
    forget_kept_values,
    read_whole,
    signed_in_browser,
    wagtail_prints_what_is_not_there,
)
from tests.factories import (
    FACTORIES,
    DocumentFactory,
    OrganisationFactory,
    PersonFactory,
    PromotedResultFactory,
    StandardPageFactory,
    TagFactory,
    TerritoryFactory,
    ThemeFactory,
    UserFactory,
    in_days,
)

pytestmark = pytest.mark.django_db

CANARY = "canarilopède"
TYPO = "canarilopde"
VISIBILITIES = (
    "draft", "scheduled", "expired", "unpublished", "private", "private_to_a_group", "behind_password",
    "under_a_private_parent", "deep_under_a_private_section", "moved_under_a_private_section",
)  # fmt: skip
NOT_LIVE = ("draft", "scheduled", "expired", "unpublished")
ACTORS = ("anonymous", "partner", "editor")
# What does not change when items are added, even public ones.
STILL = {
    "/demander/",
    "/demander/merci/",
    "/adresse-inconnue/",
    "/glossaire/",
    "/annuaire/",
    "/territoires/?q=commune",
    "/recherche/?sort=title&page=2",
    "/observatoire/chiffres/angles-morts.csv",
}

Browsers: TypeAlias = dict[str, Client]


@dataclass
class World:
    """Public items that share every label with what is hidden, and are linked to it both ways."""

    theme: Theme
    commune: Territory
    organisation: Organisation
    person: Person
    public: dict[str, KnowledgePage] = field(default_factory=dict)
    hidden: dict[str, KnowledgePage] = field(default_factory=dict)

    def labels(self) -> dict[str, object]:
        return {
            "themes": [self.theme],
            "territories": [self.commune],
            "organisations": [(self.organisation, "initiator")],
            "people": [(self.person, "speaker")],
            "tags": ["mot partagé"],
        }

    def addresses(self) -> list[str]:
        """Every address of the portal at which something of an item may show, its own aside."""
        searches = [
            "",
            f"?q={CANARY}",
            f"?q={TYPO}",
            "?q=partage",
            "?q=mot+partage",
            "?kind=experience",
            "?sort=title&page=2",
        ]
        searches += [f"?organisation={self.organisation.slug}", f"?person={self.person.slug}", "?tag=mot-partage"]
        searches += [f"?theme={self.theme.slug}&territory={self.commune.region.code}"]
        lists = [page.get_parent().url for kind, page in self.public.items() if kind != "page"]
        return [
            "/",
            *(reverse("search") + search for search in searches),
            *(reverse("suggestions") + f"?q={typed}" for typed in (CANARY[:6], "fi")),
            *lists,
            *(f"/rencontres/?periode={period}" for period in ("a-venir", "passees", "toutes")),
            reverse("observatory"),
            reverse("observatory") + "?vue=carte",
            *(reverse(name) for name in ("figures", "outcomes", "lessons")),
            *(reverse("figure_csv", args=[name]) for name in NAMES),
            *(reverse(view, args=["partenaires"]) for view in ("figure", "figure_svg", "figure_embed")),
            *(reverse("outcome", args=[slug]) for slug in ("reussite", "echec")),
            reverse("lessons") + f"?theme={self.theme.slug}&q={CANARY}",
            reverse("theme_list"),
            self.theme.get_absolute_url(),
            self.theme.parent.get_absolute_url(),
            reverse("territory_list"),
            reverse("territory_list") + "?q=commune",
            self.commune.get_absolute_url(),
            self.commune.region.get_absolute_url(),
            reverse("organisation_list"),
            self.organisation.get_absolute_url(),
            self.person.get_absolute_url(),
            reverse("site_map"),
            reverse("sitemap"),
            reverse("glossary"),
            reverse("ask"),
            reverse("asked"),
            *(reverse("take_away", args=[form]) + f"?q={CANARY}" for form in FORMATS),
            *(reverse("take_away", args=[form]) for form in FORMATS),
            *(page.url for page in self.public.values()),
            *(reverse(f"api-1:list_{name}") for name in ("facets", "kinds", "themes", "territories", "organisations")),
            *(reverse("api-1:list_items") + search for search in ("", f"?q={CANARY}", f"?theme={self.theme.slug}")),
            reverse("api-1:read_facet", args=["person"]),
            *(reverse("api-1:read_item", args=[page.pk]) for page in self.public.values()),
            "/adresse-inconnue/",
        ]

    def exports(self) -> list[str]:
        """The addresses of the hidden items' own exports."""
        return [
            *(reverse("item_ris", args=[page.pk]) for page in self.hidden.values()),
            *(reverse("api-1:read_item", args=[page.pk]) for page in self.hidden.values()),
            reverse("event_ical", args=[self.hidden["event"].pk]),
            reverse("recording_captions", args=[self.hidden["recording"].pk]),
        ]

    def files(self) -> list[str]:
        """The addresses of the hidden items' documents and recording."""
        recording = self.hidden["recording"]
        assert isinstance(recording, RecordingPage)
        documents = [link.document.url for page in self.hidden.values() for link in page.page_documents.all()]
        return [*documents, recording.media.url]


@pytest.fixture(scope="module")
def world(kept_for_the_module: None) -> World:
    TagFactory(name="mot partagé", slug="mot-partage")
    world = World(
        theme=ThemeFactory(parent=ThemeFactory()),
        commune=TerritoryFactory(placed=True),
        organisation=OrganisationFactory(),
        person=PersonFactory(),
    )
    for kind, factory in FACTORIES.items():
        world.public[kind] = factory(title=f"Fiche publique {kind}", **world.labels())
    return world


@pytest.fixture(scope="module")
def browsers(kept_for_the_module: None) -> Browsers:
    accounts = {"anonymous": None, "partner": UserFactory(partner=True), "editor": UserFactory(editor=True)}
    return {name: signed_in_browser(accounts[name]) for name in ACTORS}


@pytest.fixture(scope="module")
def without_the_hidden(world: World, browsers: Browsers) -> dict[str, dict[str, str]]:
    """What each of them reads, address by address, before anything is hidden."""
    addresses, anonymous = world.addresses(), browsers["anonymous"]
    public = dict(texts(anonymous, addresses)) | dict(fragments(anonymous, addresses))
    # An editor has a bar of buttons on public pages; a partner sees what everyone does.
    with wagtail_prints_what_is_not_there():
        editor = dict(texts(browsers["editor"], addresses))
    return {"anonymous": public, "partner": public, "editor": editor}


@pytest.fixture(scope="module", params=VISIBILITIES)
def visibility(request: pytest.FixtureRequest, world: World, without_the_hidden: dict[str, object]) -> Iterator[str]:
    """Items are hidden once for all the tests of one visibility, and undone with it."""
    forget_kept_values()
    with transaction.atomic():
        hide(world, request.param)
        yield request.param
        transaction.set_rollback(True)
    world.hidden.clear()


def hide(world: World, visibility: str) -> None:
    """Adds an item of each kind that is filed like the public ones, linked both ways with them, and not visible."""
    section = None
    if "private_section" in visibility or "private_parent" in visibility:
        section = StandardPageFactory(title=f"Section {CANARY}", private=True)
    if visibility == "deep_under_a_private_section":
        section = StandardPageFactory(title=f"Sous-section {CANARY}", parent=section)
    for kind, factory in FACTORIES.items():
        options: dict[str, object] = {} if kind == "page" else {"published_on": today()}
        if kind == "event":
            options |= {"status": "planned", "published_on": in_days(9).date().isoformat()}
        if kind == "recording":
            options["with_file"] = True
        if visibility in ("under_a_private_parent", "deep_under_a_private_section"):
            options["parent"] = section
        elif visibility in ("draft", "scheduled", "expired", "private", "behind_password"):
            options[visibility] = True
        world.hidden[kind] = factory(
            title=f"Fiche {CANARY} {kind}",
            summary=f"Un résumé {CANARY}.",
            body=[("paragraph", f"<p>Un texte {CANARY}.</p>")],
            links=[(world.public[kind], "see_also")],
            documents=[DocumentFactory(title=f"Document {CANARY}")],
            **world.labels(),
            **options,
        )
    for kind, page in world.hidden.items():
        if visibility == "unpublished":
            page.unpublish()
        elif visibility == "private_to_a_group":
            restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
            restriction.groups.add(Group.objects.create(name=f"Groupe {kind}"))
        elif visibility == "moved_under_a_private_section":
            page.move(Page.objects.get(pk=section.pk), pos="last-child")
            page.refresh_from_db()
    for kind, page in world.public.items():
        PageLink.objects.create(page=page, target=world.hidden[kind], kind="draws_on")
        PromotedResultFactory(page=world.hidden[kind], questions="mot partagé", why=f"Parce que {CANARY}")


def text_at(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response.streaming_content).decode()
    # A form says, signed, when it was opened.
    text = re.sub(r'name="opened" value="[^"]+"', "", response.content.decode())
    if "atom" not in address:
        return text
    # An empty feed is dated of the moment it is asked for.
    return "".join(line for line in text.split("<") if not line.startswith("updated>"))


def texts(client: Client, addresses: list[str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        yield address, text_at(client, address)


def fragments(client: Client, addresses: list[str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        if address.startswith((reverse("search"), reverse("observatory"))) and "resultats." not in address:
            yield f"{address} by htmx", text_at(client, address, **{"HX-Request": "true"})


def status_at(client: Client, address: str) -> int:
    response = client.get(address)
    read_whole(response)
    return response.status_code


@pytest.mark.usefixtures("visibility", "wagtails_templates")
def test_every_page_is_the_same_as_if_the_hidden_items_did_not_exist(
    world: World, browsers: Browsers, without_the_hidden: dict[str, dict[str, str]]
) -> None:
    addresses, anonymous = world.addresses(), browsers["anonymous"]
    told = {
        f"{address} to {name}"
        for name, browser in browsers.items()
        for address, text in texts(browser, addresses)
        if text != without_the_hidden[name][address]
    }
    public = without_the_hidden["anonymous"]
    told |= {address for address, text in fragments(anonymous, addresses) if text != public[address]}
    assert not told


@pytest.mark.parametrize("visibility", ["visible"], indirect=True)
@pytest.mark.usefixtures("visibility")
def test_every_page_changes_when_the_same_items_are_public(
    world: World, browsers: Browsers, without_the_hidden: dict[str, dict[str, str]]
) -> None:
    """What makes the test above mean something: nothing hides there by chance."""
    without, client = without_the_hidden["anonymous"], browsers["anonymous"]
    addresses = [address for address in world.addresses() if address not in STILL]
    now = dict(texts(client, addresses)) | dict(fragments(client, addresses))
    same = {address for address in now if now[address] == without[address]}
    assert same <= {f"{address} by htmx" for address in STILL} | {"/rencontres/?periode=passees"}


def expected_status(visibility: str, name: str) -> int:
    if visibility in NOT_LIVE:
        return 404
    if visibility == "behind_password":
        return 200  # the form that asks for it
    if visibility == "private_to_a_group":
        return 302  # to the login page
    return 302 if name == "anonymous" else 200  # private means for those who have an account


@pytest.mark.usefixtures("wagtails_templates")
def test_a_hidden_item_answers_only_those_it_is_meant_for(world: World, browsers: Browsers, visibility: str) -> None:
    for name, browser in browsers.items():
        wanted = expected_status(visibility, name)
        for kind, page in world.hidden.items():
            response = browser.get(page.url)
            assert response.status_code == wanted, (name, kind)
            shown = CANARY in response.content.decode()
            assert shown == (wanted == 200 and visibility != "behind_password"), (name, kind)


@pytest.mark.usefixtures("visibility", "wagtails_templates")
def test_the_exports_of_a_hidden_item_are_for_nobody_and_its_files_for_editors(
    world: World, browsers: Browsers
) -> None:
    for name, browser in browsers.items():
        assert {status_at(browser, address) for address in world.exports()} == {404}, name
        wanted = 200 if name == "editor" else 404
        assert {address: status_at(browser, address) for address in world.files()} == dict.fromkeys(
            world.files(), wanted
        ), name


@pytest.mark.parametrize("visibility", ["visible"], indirect=True)
@pytest.mark.usefixtures("visibility", "wagtails_templates")
def test_the_exports_and_files_of_a_public_item_are_for_all(world: World, browsers: Browsers) -> None:
    for browser in browsers.values():
        assert {status_at(browser, address) for address in [*world.exports(), *world.files()]} == {200}


@pytest.mark.usefixtures("visibility")
def test_the_rule_says_the_same_of_a_page_and_of_a_query(world: World) -> None:
    visible = set(KnowledgePage.objects.visible().values_list("pk", flat=True))
    assert {page.pk for page in world.public.values()} <= visible
    for page in world.hidden.values():
        assert not is_visible(Page.objects.get(pk=page.pk))
        assert page.pk not in visible
