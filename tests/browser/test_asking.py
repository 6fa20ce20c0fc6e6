"""From a search that finds nothing to the centre; and what a click on a result tells."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, NewTab
from .gestures import tab_to, take_ones_time
from .served import Served
from .visits import AXE_OPTIONS, COLOUR_OPTIONS, axe, bring_axe


def faults(tab: Page) -> list[str]:
    """What axe says of the page as it is, on a desk and on a phone, in light and in dark."""
    bring_axe(tab)
    found = []
    for size in (DESK, PHONE):
        tab.set_viewport_size(size)
        for scheme, options in (("dark", COLOUR_OPTIONS), ("light", AXE_OPTIONS)):
            tab.emulate_media(color_scheme=scheme)
            found += [f"{size['width']} {scheme}: {fault}" for fault in axe(tab, options)]
    return found


def test_from_nothing_found_to_a_request_sent_without_javascript(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab(java_script_enabled=False)
    tab.goto(f"{portal.url}/recherche/?q=xylophone")
    tab.locator(".empty").get_by_role("link", name="Demander au centre de ressources").click()
    expect(tab.get_by_label("Votre question")).to_have_value("xylophone")
    expect(tab.locator("[name=website]")).to_be_hidden()
    tab.get_by_label("Pour quoi faire ?").fill("Une fête de quartier")
    tab.get_by_label("Votre adresse électronique").fill("anne@")
    take_ones_time(tab)
    tab.get_by_role("button", name="Envoyer ma demande").click()

    expect(tab).to_have_title(re.compile("^Erreur"))
    errors = tab.get_by_role("alert")
    expect(errors.get_by_role("link")).to_have_count(2)
    errors.get_by_role("link", name="Cette adresse ne semble pas complète").click()
    expect(tab).to_have_url(re.compile("#id_email$"))
    expect(tab.get_by_label("Pour quoi faire ?")).to_have_value("Une fête de quartier")
    tab.get_by_label("Votre adresse électronique").fill("anne@example.org")
    tab.get_by_label("J’accepte").check()
    tab.get_by_role("button", name="Envoyer ma demande").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Votre demande est envoyée")
    assert tab.context.cookies() == []


def test_the_form_is_sent_from_the_keyboard(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab(viewport=PHONE)
    tab.goto(f"{portal.url}/demander/?q=ruches")
    tab_to(tab, tab.get_by_label("Votre adresse électronique"))
    tab.keyboard.type("anne@example.org")
    tab_to(tab, tab.get_by_label("J’accepte"))
    tab.keyboard.press("Space")
    take_ones_time(tab)
    tab_to(tab, tab.get_by_role("button", name="Envoyer ma demande"))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Votre demande est envoyée")


def test_axe_finds_nothing_on_a_form_full_of_mistakes(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab()
    tab.goto(f"{portal.url}/demander/")
    tab.get_by_role("button", name="Envoyer ma demande").click()
    expect(tab.locator(".form-errors")).to_be_visible()
    expect(tab.locator(".field .error")).to_have_count(3)
    assert faults(tab) == []


# -- clicks -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("refusal", ["", "doNotTrack", "globalPrivacyControl"])
def test_a_click_on_a_result_is_told_unless_one_refuses(portal: Served, new_tab: NewTab, refusal: str) -> None:
    tab = new_tab()
    if refusal:
        tab.add_init_script(f"Object.defineProperty(Navigator.prototype, '{refusal}', {{ get: () => '1' }})")
    told: list[dict[str, list[str]]] = []
    tab.on("request", lambda request: request.method == "POST" and told.append(parse_qs(request.post_data or "")))
    tab.goto(f"{portal.url}/recherche/?q=jardin")
    second = tab.locator(".found .card h3 a").nth(1)
    item = tab.locator("[data-item]").nth(1).get_attribute("data-item")
    second.click()
    expect(tab).not_to_have_url(re.compile("recherche"))
    assert told == ([] if refusal else [{"q": ["jardin"], "item": [item], "rank": ["2"]}])


def test_the_rank_goes_on_from_page_to_page_and_what_is_no_result_is_not_told(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab()
    told: list[str] = []
    tab.on("request", lambda request: request.method == "POST" and told.append(request.post_data or ""))
    tab.goto(f"{portal.url}/recherche/?q=jardin")
    tab.get_by_role("link", name="Suivante").click()
    expect(tab.locator(".found-range")).to_contain_text("21 à")
    assert told == []
    tab.locator(".found .card h3 a").first.click(modifiers=["ControlOrMeta"])
    tab.wait_for_timeout(300)
    assert [parse_qs(body)["rank"] for body in told] == [["21"]]
