"""The observatoire without a script and from the keyboard alone: each of its views, and what one keeps of them."""

from __future__ import annotations

import re

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


def press_on(tab: Page, selector: str, most: int = 80) -> None:
    tab_to(tab, tab.locator(selector), most=most)
    tab.keyboard.press("Enter")


def test_each_view_is_reached_by_the_keyboard_and_counts_the_same(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("observatory"))
    everything = total(tab)
    for name, shown in (("tableau", ".practices"), ("carte", ".map-shapes"), ("chiffres", ".figure-block")):
        press_on(tab, f"#vue-{name}")
        expect(tab).to_have_url(re.compile(rf"\?vue={name}$"))
        expect(tab.locator(shown).first).to_be_visible()
        assert total(tab) == everything


def test_the_table_is_sorted_and_its_columns_chosen_by_the_keyboard(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("observatory as a table"))
    press_on(tab, "#tri-outcome")
    expect(tab.locator("th[aria-sort=ascending]")).to_have_text("Issue")
    press_on(tab, "#f-colonnes > summary")
    tab_to(tab, tab.locator("#f-colonnes input[value=cost]"))
    tab.keyboard.press("Space")
    press_on(tab, "#f-colonnes button")
    expect(tab.locator(".practices thead th").last).to_have_text("Coût")
    assert query(tab)["sort"] == ["outcome"]
    expect(tab.locator("th[aria-sort=ascending]")).to_have_text("Issue")


def test_the_table_scrolls_in_its_own_frame_on_a_phone(phone: Page, portal: Served) -> None:
    phone.goto(portal.address("observatory as a table"))
    frame = phone.locator(".scroll.wide")
    tab_to(phone, frame, most=60)
    phone.keyboard.press("ArrowRight")
    expect(frame).to_be_focused()
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")


def test_a_commune_is_reached_through_the_map_by_the_keyboard(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("observatory as a map"))
    press_on(tab, "svg.map-shapes a[aria-label^='Isère']")
    expect(tab.locator(".map-zoom strong")).to_have_text("Isère")
    point = tab.locator(".map-point[aria-label^='Grenoble']")
    promised = int(re.search(r": (\d+)", point.get_attribute("aria-label"))[1])
    press_on(tab, ".map-point[aria-label^='Grenoble']")
    expect(tab).to_have_url(re.compile("territory=38185"))
    assert total(tab) == promised
    press_on(tab, ".map-zoom a")
    expect(tab.locator(".map-zoom")).to_have_count(0)


def test_a_bar_leads_to_the_practices_that_it_counts(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("observatory in figures"))
    row = tab.locator("#chiffres-annees").locator("xpath=ancestor::section").locator("tbody tr").first
    unfold(tab.locator("#chiffres-annees").locator("xpath=ancestor::section").locator("details").first)
    link = row.locator("a").first
    promised = int(re.sub(r"\D", "", row.locator(".sum").inner_text()))
    link.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-announce]")).to_contain_text(f"{promised} résultat")
    expect(tab.locator(".figure-block")).to_have_count(0)


def test_two_practices_are_kept_then_compared_without_a_mouse(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("observatory"))
    kept = titles(tab)[:2]
    for number in (1, 2):
        tab.locator("a[id^='choix-']", has_text="Ajouter").first.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(".selection .kept > li")).to_have_count(number)
    tab.locator(".selection").get_by_role("link", name="Comparer").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Comparer")
    for title in kept:
        expect(tab.locator("main")).to_contain_text(title)
    # What is kept goes along from view to view, and from filter to filter.
    tab.go_back()
    press_on(tab, "#vue-tableau")
    expect(tab).to_have_url(re.compile("p=.*&p="))


def test_each_page_of_the_observatoire_is_a_link_away(tab: Page, portal: Served) -> None:
    for name in (
        "Ce qui a marché, ce qui a raté",
        "Ce que nous referions, éviterions",
        "Les chiffres",
        "Ce qui a essaimé",
        "Proposer un retour d’expérience",
    ):
        tab.goto(portal.address("observatory"))
        tab.get_by_role("navigation", name="L’observatoire").get_by_role("link", name=name).click()
        expect(tab.get_by_role("heading", level=1)).to_be_visible()
        assert "observatoire/?" not in tab.url
