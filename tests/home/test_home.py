from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from core.context_processors import LEGAL_SLUGS, MAIN_MENU
from core.models import PortalSettings
from home.models import HomePage, StandardPage
from tests.factories import (
    FACTORIES,
    EventPageFactory,
    ExperiencePageFactory,
    NewsPageFactory,
    OrganisationFactory,
    StandardPageFactory,
    ThemeFactory,
    in_days,
)

pytestmark = pytest.mark.django_db


def parsed(client: Client, address: str = "/") -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


# -- the front page ---------------------------------------------------------------------------------------------------
def test_an_empty_portal_has_a_front_page_without_empty_parts(client: Client) -> None:
    page = parsed(client)
    assert page.h1.get_text(strip=True) == "Ce que les quartiers nous apprennent"
    assert not [part for part in page.main("section") if not part.find("li")]
    assert not page.find(string=re.compile(r"\b0\b"))


def test_the_front_page_shows_what_there_is(client: Client) -> None:
    rubric = ThemeFactory(name="Propreté")
    OrganisationFactory()
    for factory in FACTORIES.values():
        factory(themes=[rubric])
    EventPageFactory(upcoming=True, title="La prochaine rencontre")
    context = client.get("/").context
    assert context["counts"] == {
        "experience": 1, "practice_sheet": 1, "recording": 1, "bibliography": 1, "event": 2, "organisation": 1,
    }  # fmt: skip
    assert [hit.kind for hit in context["highlights"]] == ["experience"]
    assert {hit.kind for hit in context["latest"]} == {"practice_sheet", "recording", "bibliography", "news"}
    assert [str(hit.title) for hit in context["upcoming"]] == ["La prochaine rencontre"]
    assert [(theme["name"], theme["count"]) for theme in context["themes"]] == [("Propreté", 7)]


def test_the_front_page_shows_failures_beside_successes(client: Client) -> None:
    for _ in range(5):
        ExperiencePageFactory(published_on="2024")
    ExperiencePageFactory(failed=True, published_on="2020")
    assert "failure" in [hit.outcome for hit in client.get("/").context["highlights"]]


def test_the_next_rencontres_come_the_nearest_first_and_no_past_or_cancelled_one(client: Client) -> None:
    def on(days: int, **options: object) -> None:
        EventPageFactory(
            title=f"dans {days} jours", slug=f"r{days}", published_on=in_days(days).date().isoformat(), **options
        )

    for days in (30, 3, 10, 20):
        on(days, status="planned")
    on(-3, status="planned")
    on(5, cancelled=True)
    assert [str(hit.title) for hit in client.get("/").context["upcoming"]] == [
        "dans 3 jours",
        "dans 10 jours",
        "dans 20 jours",
    ]


def test_a_rencontre_of_today_is_still_to_come(client: Client) -> None:
    EventPageFactory(status="planned", published_on=timezone.localdate().isoformat())
    assert len(client.get("/").context["upcoming"]) == 1


def test_the_examples_of_the_front_page_lead_to_searches(client: Client) -> None:
    for example in client.get("/").context["searches"]:
        assert client.get(example["url"]).context["results"].text == example["label"]


def test_the_front_page_leads_to_every_list_it_counts(client: Client) -> None:
    for factory in FACTORIES.values():
        factory()
    OrganisationFactory()
    links = {link["href"] for link in parsed(client).main("a", href=True)}
    for kind in ("experience", "practice_sheet", "recording", "bibliography", "event"):
        assert f"/recherche/?kind={kind}" in links
    assert "/annuaire/" in links
    for link in sorted(links):
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link


# -- what a new portal has --------------------------------------------------------------------------------------------
def test_a_new_portal_has_a_list_of_each_kind_and_its_legal_pages(client: Client) -> None:
    for address in ("experiences", "fiches", "captations", "bibliographies", "rencontres", "actualites", *LEGAL_SLUGS):
        assert client.get(f"/{address}/").status_code == 200, address


def test_the_tree_is_sound() -> None:
    assert Page.find_problems() == ([], [], [], [], [])
    for page in Page.objects.filter(depth__gt=1):
        assert page.url_path == f"{page.get_parent().url_path}{page.slug}/"


def test_legal_pages_say_that_they_are_to_be_completed(client: Client) -> None:
    assert "À compléter" in client.get("/mentions-legales/").content.decode()


def test_the_accessibility_page_claims_nothing_without_an_audit(client: Client) -> None:
    page = parsed(client, "/accessibilite/")
    assert "non conforme" in page.get_text()
    assert not re.search(r"\d+\s*%", page.main.get_text())


def test_there_is_one_front_page() -> None:
    assert HomePage.max_count == 1
    assert Site.objects.get().root_page.specific == HomePage.objects.get()


# -- routing ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address", ["/rien/", "/experiences/rien/", "/experiences//", "/fiches/../experiences/x/", "/accueil/"]
)
def test_an_address_that_leads_nowhere_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_item_has_one_address(client: Client) -> None:
    page = NewsPageFactory(title="Une nouvelle")
    assert client.get("/actualites/une-nouvelle/").status_code == 200
    assert client.get("/actualites/une-nouvelle").status_code == 301
    for address in ("/une-nouvelle/", "/experiences/une-nouvelle/", "/actualites/une-nouvelle/suite/"):
        assert client.get(address).status_code == 404
    assert page.url == "/actualites/une-nouvelle/"


def test_a_page_says_which_address_is_its_own(client: Client) -> None:
    page = NewsPageFactory()
    canonical = parsed(client, f"{page.url}?utm_source=lettre").find("link", rel="canonical")["href"]
    assert canonical.endswith(page.url)


def test_pages_nested_deep_are_found(client: Client) -> None:
    page = StandardPageFactory()
    for _ in range(4):
        page = StandardPageFactory(parent=page)
    assert client.get(page.url).status_code == 200


# -- menus ------------------------------------------------------------------------------------------------------------
def menu(client: Client) -> list[tuple[str, str]]:
    return [(link.get_text(strip=True), link["href"]) for link in parsed(client).header.nav("a")]


def test_the_usual_menu_leads_to_every_rubric(client: Client) -> None:
    links = menu(client)
    assert [label for label, _ in links] == [label for _, label in MAIN_MENU]
    assert {client.get(address).status_code for _, address in links} == {200}


def test_the_menu_of_the_settings_replaces_the_usual_one(client: Client) -> None:
    page = StandardPageFactory(title="Le réseau")
    settings = PortalSettings.for_site(Site.objects.get())
    settings.main_menu = [
        ("link", {"label": "Qui sommes-nous", "page": page, "path": ""}),
        ("link", {"label": "Carte", "page": None, "path": "/observatoire/?vue=carte"}),
    ]
    settings.save()
    assert menu(client) == [("Qui sommes-nous", page.url), ("Carte", "/observatoire/?vue=carte")]


@pytest.mark.parametrize("trait", ["draft", "expired"])
def test_the_menu_leads_to_no_page_that_is_not_there(client: Client, trait: str) -> None:
    page = StandardPageFactory(**{trait: True})
    settings = PortalSettings.for_site(Site.objects.get())
    settings.footer_menu = [("link", {"label": "Le réseau", "page": page, "path": ""})]
    settings.save()
    assert page.slug not in client.get("/").content.decode()


def test_the_menu_says_where_one_is(client: Client) -> None:
    NewsPageFactory()
    current = parsed(client, "/fiches/").header.nav.find("a", attrs={"aria-current": True})
    assert current["href"] == "/fiches/"
    assert parsed(client, "/").header.nav.find("a", attrs={"aria-current": True}) is None


def test_the_footer_leads_to_the_legal_pages_and_the_site_map(client: Client) -> None:
    footer = [link["href"] for link in parsed(client).footer("a", href=True)]
    assert [f"/{slug}/" for slug in LEGAL_SLUGS] == [address for address in footer if address.strip("/") in LEGAL_SLUGS]
    assert "/plan-du-site/" in footer


def test_a_menu_that_forgets_the_api_leads_to_it_all_the_same_and_once(client: Client, front_page: HomePage) -> None:
    settings = PortalSettings.for_site(front_page.get_site())
    settings.footer_menu = [("link", {"label": "Annuaire", "page": None, "path": "/annuaire/"})]
    settings.save()
    menu = parsed(client).footer.nav
    assert [link["href"] for link in menu("a", href=True)][:2] == ["/annuaire/", "/api/"]
    settings.footer_menu = [("link", {"label": "Nos données", "page": None, "path": "/api/"})]
    settings.save()
    assert [link.get_text() for link in parsed(client).footer.nav("a", href="/api/")] == ["Nos données"]


def test_the_settings_are_shown_everywhere(client: Client) -> None:
    settings = PortalSettings.for_site(Site.objects.get())
    settings.baseline, settings.publisher, settings.contact_email = "Une autre phrase", "Le GIP", "ecrire@example.org"
    settings.save()
    for address in ("/", "/recherche/", "/adresse-inconnue/"):
        content = client.get(address).content.decode()
        assert "Une autre phrase" in content
        assert "mailto:ecrire@example.org" in content


# -- site maps --------------------------------------------------------------------------------------------------------
def test_the_site_map_leads_everywhere(client: Client) -> None:
    page = StandardPageFactory(title="Un chantier", parent=StandardPageFactory(title="Les chantiers"))
    links = {link["href"] for link in parsed(client, "/plan-du-site/").main("a", href=True)}
    assert {page.url, page.get_parent().url, "/experiences/", "/themes/", "/annuaire/", "/glossaire/"} <= links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_robots_are_given_every_public_address_and_no_other(client: Client) -> None:
    shown, hidden = NewsPageFactory(), [NewsPageFactory(draft=True), NewsPageFactory(private=True)]
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(addresses) == len(set(addresses))
    assert any(address.endswith(shown.url) for address in addresses)
    assert not any(address.endswith(page.url) for page in hidden for address in addresses)
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in told
    assert "/sitemap.xml" in told


def test_legal_pages_are_shown_on_the_site_map(client: Client) -> None:
    content = client.get("/plan-du-site/").content.decode()
    for page in StandardPage.objects.all():
        assert page.title in content
