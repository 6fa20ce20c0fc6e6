"""What is not public is shown nowhere: each visibility × who asks × every address of the portal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from core.dates import today
from core.models import KnowledgePage, PortalDocument
from core.visibility import is_visible, restricted_paths
from directory.models import Organisation, Person, User
from home.models import NewsIndexPage, StandardPage
from resources.models import RecordingPage
from taxonomy.models import Territory, Theme
from tests.factories import (
    FACTORIES,
    DocumentFactory,
    ExperiencePageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    StandardPageFactory,
    TagFactory,
    TerritoryFactory,
    ThemeFactory,
    in_days,
)

pytestmark = pytest.mark.django_db

CANARY = "canarilopède"
TYPO = "canarilopde"
VISIBILITIES = (
    "draft", "scheduled", "expired", "unpublished", "private", "private_to_a_group", "behind_password",
    "under_a_private_parent", "deep_under_a_private_section", "moved_under_a_private_section",
)  # fmt: skip
ACTORS = ("anonymous", "partner", "editor")
NOT_LIVE = ("draft", "scheduled", "expired", "unpublished")

Browser: TypeAlias = Callable[[User | None], Client]


@dataclass
class World:
    """Public items that share every label with what is hidden, and are linked to it."""

    theme: Theme
    commune: Territory
    organisation: Organisation
    person: Person
    public: dict[str, KnowledgePage] = field(default_factory=dict)
    hidden: dict[str, KnowledgePage] = field(default_factory=dict)
    hidden_document: PortalDocument | None = None

    def labels(self) -> dict[str, object]:
        return {
            "themes": [self.theme],
            "territories": [self.commune],
            "organisations": [(self.organisation, "initiator")],
            "people": [(self.person, "speaker")],
            "tags": ["mot partagé"],
        }

    def addresses(self) -> list[str]:
        """Every address of the portal at which something of an item may show, the items' own aside."""
        searches = ["", f"?q={CANARY}", f"?q={TYPO}", "?q=partage", "?kind=experience", "?sort=title&page=2"]
        searches += [f"?organisation={self.organisation.slug}", f"?person={self.person.slug}", "?tag=mot-partage"]
        searches += [f"?theme={self.theme.slug}&territory={self.commune.region.code}"]
        return [
            "/",
            *(reverse("search") + search for search in searches),
            *(page.get_parent().url for kind, page in self.public.items() if kind != "page"),
            reverse("observatory"),
            reverse("observatory") + "?vue=carte",
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
            reverse("glossary"),
            *(page.url for page in self.public.values()),
            *(reverse("item_ris", args=[page.pk]) for page in self.public.values()),
            "/adresse-inconnue/",
        ]


@pytest.fixture
def world() -> World:
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


@pytest.fixture
def hide(world: World) -> Callable[[str], None]:
    """Adds one item of each kind that is filed like the public ones, linked both ways with them, and not visible."""

    def hide(visibility: str) -> None:
        private = {"restriction_type": PageViewRestriction.LOGIN}
        section = None
        if "private_section" in visibility or "private_parent" in visibility:
            section = StandardPageFactory(title=f"Section {CANARY}", restriction=private)
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
            page.page_links.create(target=world.hidden[kind], kind="draws_on")

    return hide


@pytest.fixture
def actor(editor: User, partner: User, signed_in: Browser) -> Callable[[str], Client]:
    accounts = {"anonymous": None, "partner": partner, "editor": editor}
    return lambda name: signed_in(accounts[name])


def bodies(client: Client, addresses: list[str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        yield address, client.get(address).content.decode()
        if address.startswith((reverse("search"), reverse("observatory"))):
            yield f"{address} (htmx)", client.get(address, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_every_page_is_the_same_as_if_the_hidden_items_did_not_exist(
    world: World, hide: Callable[[str], None], actor: Callable[[str], Client], visibility: str, name: str
) -> None:
    client, addresses = actor(name), world.addresses()
    without = dict(bodies(client, addresses))
    hide(visibility)
    told = {address: body for address, body in bodies(client, addresses) if body != without[address]}
    assert not told, f"{visibility} items show to {name} at: {', '.join(told)}"


def test_every_page_changes_when_the_same_items_are_public(
    world: World, hide: Callable[[str], None], client: Client
) -> None:
    """What makes the test above mean something: nothing hides there by chance."""
    blind = {"/adresse-inconnue/", reverse("glossary"), reverse("organisation_list"), f"{reverse('search')}?sort=title&page=2"}
    blind |= {reverse("item_ris", args=[page.pk]) for page in world.public.values()}
    addresses = [address for address in world.addresses() if address not in blind]
    without = dict(bodies(client, addresses))
    hide("visible")
    same = [address for address, body in bodies(client, addresses) if body == without[address]]
    assert not same


# -- the items' own addresses -----------------------------------------------------------------------------------------
def expected_status(visibility: str, name: str) -> int:
    if visibility in NOT_LIVE:
        return 404
    if visibility == "behind_password":
        return 200  # the form that asks for it
    if visibility == "private_to_a_group":
        return 302  # to the login page
    return 302 if name == "anonymous" else 200  # private means for those who have an account


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_a_hidden_item_answers_only_those_it_is_meant_for(
    world: World, hide: Callable[[str], None], actor: Callable[[str], Client], visibility: str, name: str
) -> None:
    client = actor(name)
    hide(visibility)
    wanted = expected_status(visibility, name)
    for kind, page in world.hidden.items():
        response = client.get(page.url)
        assert response.status_code == wanted, kind
        shown = CANARY in response.content.decode()
        assert shown == (wanted == 200 and visibility != "behind_password"), kind


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_no_export_of_a_hidden_item_is_given(
    world: World, hide: Callable[[str], None], actor: Callable[[str], Client], visibility: str, name: str
) -> None:
    client = actor(name)
    hide(visibility)
    addresses = [reverse("item_ris", args=[page.pk]) for page in world.hidden.values()]
    addresses.append(reverse("event_ical", args=[world.hidden["event"].pk]))
    addresses.append(reverse("recording_captions", args=[world.hidden["recording"].pk]))
    assert {client.get(address).status_code for address in addresses} == {404}


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_the_files_of_a_hidden_item_are_for_editors_only(
    world: World, hide: Callable[[str], None], actor: Callable[[str], Client], visibility: str, name: str
) -> None:
    client = actor(name)
    hide(visibility)
    recording = world.hidden["recording"]
    assert isinstance(recording, RecordingPage)
    documents = [link.document.url for page in world.hidden.values() for link in page.page_documents.all()]
    for address in [*documents, recording.media.url]:
        assert client.get(address).status_code == (200 if name == "editor" else 404), address


def test_the_exports_and_files_of_a_public_item_are_given(
    world: World, hide: Callable[[str], None], client: Client
) -> None:
    hide("visible")
    recording = world.hidden["recording"]
    assert isinstance(recording, RecordingPage)
    addresses = [reverse("item_ris", args=[page.pk]) for page in world.hidden.values()]
    addresses += [link.document.url for page in world.hidden.values() for link in page.page_documents.all()]
    addresses.append(reverse("event_ical", args=[world.hidden["event"].pk]))
    addresses += [reverse("recording_captions", args=[recording.pk]), recording.media.url]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        response.close()


# -- passing from one visibility to another ---------------------------------------------------------------------------
def found(client: Client) -> bool:
    # The question is repeated in the page: what is looked for is the card.
    return "<h3><a" in client.get(f"/recherche/?q={CANARY}").content.decode()


def test_an_expired_page_is_gone_before_the_scheduler_runs(client: Client) -> None:
    page = NewsPageFactory(title=f"Fiche {CANARY}", expired=True)
    assert page.live
    assert client.get(page.url).status_code == 404
    assert not found(client)


def test_a_kept_menu_or_count_does_not_outlive_the_expiry_of_what_it_shows(client: Client) -> None:
    expiry = in_days(1)
    theme = ThemeFactory()
    page = StandardPageFactory(title=f"Fiche {CANARY}", expire_at=expiry, themes=[theme])
    assert CANARY in client.get(reverse("site_map")).content.decode()
    before = client.get("/themes/").content.decode()
    # Time passes; nothing is saved.
    past = in_days(-1)
    Page.objects.filter(pk=page.pk).update(expire_at=past)
    type(page.indexed).objects.filter(pk=page.pk).update(expires_at=past)
    assert CANARY not in client.get(reverse("site_map")).content.decode()
    assert client.get("/themes/").content.decode() != before


def test_a_page_found_today_is_lost_as_soon_as_it_is_unpublished(client: Client) -> None:
    page = ExperiencePageFactory(title=f"Fiche {CANARY}")
    assert found(client)
    page.unpublish()
    assert not found(client)


def test_a_draft_is_found_as_soon_as_it_is_published(client: Client, publish: Callable[[Page], Page]) -> None:
    page = ExperiencePageFactory(title=f"Fiche {CANARY}", draft=True)
    assert not found(client)
    publish(page)
    assert found(client)


def test_the_draft_of_a_published_page_is_not_shown(client: Client) -> None:
    page = ExperiencePageFactory(title="Titre publié")
    page.title = f"Fiche {CANARY}"
    page.save_revision()
    assert not found(client)
    assert CANARY not in client.get(page.url).content.decode()


def test_closing_a_section_hides_what_it_holds_and_opening_it_shows_it_again(client: Client) -> None:
    section = StandardPageFactory()
    NewsPageFactory(title=f"Fiche {CANARY}", parent=section)
    assert found(client)
    restriction = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert not found(client)
    restriction.delete()
    assert found(client)


def test_moving_an_item_out_of_a_private_section_shows_it(client: Client) -> None:
    section = StandardPageFactory(private=True)
    page = NewsPageFactory(title=f"Fiche {CANARY}", parent=section)
    assert not found(client)
    page.move(NewsIndexPage.objects.get(), pos="last-child")
    assert found(client)


def test_deleting_an_item_takes_it_out_of_search(client: Client) -> None:
    page = NewsPageFactory(title=f"Fiche {CANARY}")
    assert found(client)
    NewsPageFactory._meta.model.objects.get(pk=page.pk).delete()
    assert not found(client)


def test_a_private_list_hides_all_its_items(client: Client) -> None:
    page = NewsPageFactory(title=f"Fiche {CANARY}")
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert not found(client)
    assert client.get(page.url).status_code == 302
    assert CANARY not in client.get("/").content.decode()
    assert client.get(page.get_parent().url).status_code == 302


def test_the_password_opens_the_page_and_only_the_page(client: Client) -> None:
    page = NewsPageFactory(title=f"Fiche {CANARY}", behind_password=True)
    form = client.get(page.url)
    action = form.context["action_url"]
    opened = client.post(action, {"password": "sésame", "return_url": page.url}, follow=True)
    assert CANARY in opened.content.decode()
    assert not found(client)


@pytest.mark.parametrize("trait", ["draft", "expired"])
def test_a_hidden_parent_is_not_named_in_the_breadcrumb_of_its_children(client: Client, trait: str) -> None:
    parent = StandardPageFactory(title=f"Section {CANARY}", **{trait: True})
    child = StandardPageFactory(title="Page publique", parent=parent)
    response = client.get(child.url)
    assert response.status_code == 200
    # Its address stands in the page's own address; its title nowhere.
    assert f"Section {CANARY}" not in response.content.decode()


def test_a_page_left_out_of_search_is_read_but_not_found(client: Client) -> None:
    page = StandardPageFactory(title=f"Fiche {CANARY}", unlisted=True)
    assert client.get(page.url).status_code == 200
    assert not found(client)
    assert CANARY in client.get(reverse("site_map")).content.decode()


def test_a_page_taken_out_of_search_is_found_no_more(client: Client, publish: Callable[[Page], Page]) -> None:
    page = StandardPageFactory(title=f"Fiche {CANARY}")
    assert found(client)
    page.in_search = False
    publish(page)
    assert not found(client)


def test_the_legal_pages_are_not_proposed_by_search(client: Client) -> None:
    assert StandardPage.objects.filter(in_search=False).count() == 3
    assert client.get("/recherche/?q=mentions+légales").context["results"].total == 0


# -- the rule itself --------------------------------------------------------------------------------------------------
def test_the_rule_says_the_same_of_a_page_and_of_a_query(world: World, hide: Callable[[str], None]) -> None:
    for visibility in ("draft", "expired", "private", "under_a_private_parent"):
        hide(visibility)
        for page in [*world.hidden.values(), *world.public.values()]:
            one = KnowledgePage.objects.get(pk=page.pk)
            assert is_visible(one) == KnowledgePage.objects.visible().filter(pk=page.pk).exists()
            assert is_visible(one) == (page in world.public.values())
        world.hidden.clear()
        KnowledgePage.objects.filter(title__contains=CANARY).delete()
        for page in world.public.values():
            page.page_links.all().delete()


def test_restrictions_that_are_known_cost_no_query_a_second_time(django_assert_num_queries) -> None:
    StandardPageFactory(private=True)
    assert len(restricted_paths()) == 1
    with django_assert_num_queries(1):  # the generation
        restricted_paths()
