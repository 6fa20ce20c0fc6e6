"""What people do on the portal where no script runs."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, NewTab
from .gestures import query, tab_to, titles, total, unfold
from .served import Served


@pytest.fixture
def tab(new_tab: NewTab) -> Page:
    return new_tab(java_script_enabled=False)


@pytest.fixture
def phone(new_tab: NewTab) -> Page:
    return new_tab(java_script_enabled=False, viewport=PHONE)


def test_the_menu_opens_and_leads_on_from_the_keyboard_of_a_phone(phone: Page, portal: Served) -> None:
    for name in ("home", "experiences", "experience", "error 404", "error 500"):
        phone.goto(portal.address(name))
        menu = phone.locator("details.menu")
        link = menu.get_by_role("link", name="Annuaire")
        expect(link).to_be_hidden()
        tab_to(phone, menu.locator("summary"))
        phone.keyboard.press("Enter")
        expect(link).to_be_visible()
    tab_to(phone, link)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Annuaire")


def test_the_search_field_is_in_sight_and_answers_on_a_phone(phone: Page, portal: Served) -> None:
    for name in ("home", "experiences", "experience", "glossary", "error 404", "error 500"):
        phone.goto(portal.address(name))
        field = phone.locator("search input[name=q]")
        expect(field).to_be_visible()
        assert field.bounding_box()["y"] < 2 * PHONE["height"]
        field.fill("encombrants")
        field.press("Enter")
        assert query(phone)["q"] == ["encombrants"]
        assert total(phone) > 1


def test_from_the_front_page_to_an_organisation(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("home"))
    tab.get_by_label("Que cherchez-vous ?").fill("encombrants")
    tab.get_by_role("button", name="Chercher").click()
    everything = total(tab)

    filters = tab.locator("#filtres")
    unfold(filters.locator("#f-kind"))
    choice = filters.locator("#f-kind a", has_text="Retours d’expérience")
    promised = int(choice.locator(".n").inner_text())
    choice.click()
    assert query(tab) == {"q": ["encombrants"], "kind": ["experience"]}
    assert total(tab) == promised < everything
    expect(tab.locator(".chips")).to_contain_text("Retours d’expérience")

    tab.get_by_role("link", name="Une brocante contre les encombrants").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Une brocante contre les encombrants")

    tab.locator(".item-aside").get_by_role("link", name="Encombrants et dépôts sauvages").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Encombrants et dépôts sauvages")
    assert "Une brocante contre les encombrants" in titles(tab)

    tab.go_back()
    tab.locator(".item-aside").get_by_role("link", name="Grenoble").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Grenoble")
    tab.get_by_role("link", name="Isère").first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Isère")

    tab.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Agenda").click()
    tab.get_by_role("link", name="Passées").click()
    tab.get_by_role("link", name="Matinée d’échanges sur les encombrants").click()
    with tab.expect_download() as calendar:
        tab.get_by_role("link", name="iCal").click()
    assert calendar.value.suggested_filename.endswith(".ics")

    tab.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Annuaire").click()
    tab.get_by_label("Nom, sigle ou ville").fill("RQVS")
    tab.get_by_role("button", name="Chercher").click()
    expect(tab.locator(".found-count")).to_have_text("1 organisation")
    tab.get_by_role("link", name="Régie de quartier du Village Sud").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Régie de quartier du Village Sud")
    assert "Une brocante contre les encombrants" in tab.locator(".card h3").all_inner_texts()


def test_the_observatory_narrows_maps_and_tables(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("observatory"))
    everything = total(tab)
    unfold(tab.locator("#f-outcome"))
    tab.locator("#f-outcome a", has_text="Échec").click()
    failures = total(tab)
    assert 0 < failures < everything
    tab.get_by_role("link", name="Retirer Échec").click()
    assert total(tab) == everything

    tab.get_by_role("link", name="Carte").click()
    assert query(tab)["vue"] == ["carte"]
    shape = tab.locator("svg.map-shapes a[aria-label^='Isère']")
    row = tab.locator(".map-table tr", has_text="Isère")
    assert row.locator(".n").inner_text() in shape.get_attribute("aria-label")
    in_isere = int(row.locator(".n").inner_text())
    tab_to(tab, shape, most=60)
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("territory=38"))
    assert total(tab) == in_isere

    tab.goto(portal.address("observatory as a map"))
    row.get_by_role("link").click()
    assert total(tab) == in_isere


def test_pages_follow_one_another(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("experiences"))
    first = titles(tab)
    tab.get_by_role("link", name="Suivante").click()
    assert query(tab) == {"page": ["2"]}
    second = titles(tab)
    assert len(first) == 20
    assert len(first) + len(second) == total(tab)
    assert not set(first) & set(second)
    tab.get_by_role("link", name="Précédente").click()
    assert titles(tab) == first

    tab.goto(portal.address("directory"))
    tab.get_by_role("link", name="Suivante").click()
    expect(tab.locator(".pagination")).to_contain_text("Page 2 sur 2")


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("experiences", "q=jardin&outcome=success&outcome=mixed&sort=title"),
        ("practice sheets", "q=collecte&sort=-date"),
        ("recordings", "medium=video&sort=title"),
        ("bibliographies", "q=lire"),
        ("agenda", "periode=passees&event_type=morning&sort=date"),
        ("news", "q=centre"),
        ("theme", "kind=experience&q=jardin&sort=title"),
        ("territory", "kind=event&sort=date"),
        ("observatory", "outcome=failure&sort=title&q=jardin"),
        ("observatory as a map", "outcome=failure"),
        ("search", "q=encombrants&kind=practice_sheet&kind=recording&sort=-date"),
    ],
)
def test_the_address_of_a_list_says_all_of_its_state(
    new_tab: NewTab, tab: Page, portal: Served, name: str, state: str
) -> None:
    address = portal.address(name)
    tab.goto(f"{address}{'&' if '?' in address else '?'}{state}")
    asked = parse_qs(state)
    assert tab.locator("#q").input_value() == asked.get("q", [""])[0]
    chosen = tab.locator("#filtres a[aria-current=true]")
    facets = {value for key, values in asked.items() if key not in ("q", "sort", "periode") for value in values}
    assert {choice.get_attribute("id").split("-", 2)[2] for choice in chosen.all()} == facets
    if "sort" in asked and "vue" not in query(tab) and tab.locator(".sorts").count():
        current = tab.locator(".sorts a[aria-current=true]")
        assert f"sort={asked['sort'][0]}" in current.get_attribute("href")
    # Sending the form again, untouched, keeps the state; so does opening its address elsewhere.
    shown, count = titles(tab), total(tab)
    tab.locator("#q").press("Enter")
    assert {key: values for key, values in query(tab).items() if values != [""]} == parse_qs(
        urlsplit(address).query
    ) | asked
    elsewhere = new_tab(java_script_enabled=False)
    elsewhere.goto(tab.url)
    assert (titles(elsewhere), total(elsewhere)) == (shown, count)


def test_a_search_without_results_offers_ways_out(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("search without results"))
    tab.get_by_role("link", name="Retirer tous les critères").click()
    assert total(tab) > 0
    tab.goto(portal.address("search with a suggestion"))
    tab.locator(".suggestion a").click()
    assert total(tab) > 0


def test_a_recording_is_read_where_it_cannot_be_heard(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("recording"))
    expect(tab.locator(".transcript")).to_contain_text("Nous parlons ce matin des encombrants.")
    assert tab.locator(".chapters a").first.get_attribute("href").endswith("#t=5")
    expect(tab.get_by_role("link", name="Télécharger les sous-titres")).to_be_visible()


def test_a_result_in_a_transcript_leads_to_its_moment(phone: Page, portal: Served) -> None:
    phone.goto(portal.address("search found in parts"))
    phone.get_by_role("link", name="À 5 s de l’enregistrement").first.click()
    expect(phone).to_have_url(re.compile("#t5-2$"))
    expect(phone.locator("#t5-2")).to_be_in_viewport()


def test_a_result_in_a_file_leads_to_the_file(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("search found in parts"))
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Dans la pièce jointe « Bilan de la matinée » (ODT)").click()
    assert download.value.suggested_filename == "bilan.odt"
