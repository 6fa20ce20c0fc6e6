"""The admin: what axe says of it, and a publication from the form to the public page, as a person does it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

from .conftest import PHONE, NewTab
from .gestures import titles
from .screens import ON_A_PHONE, SCREENS
from .served import Served
from .visits import axe, bring_axe

# The admin scrolls inside its own frame: what stands out of it, but in a table made to be scrolled and in Wagtail's own
# path, which cuts long names.
OUT_OF_SIGHT = """
() => [...document.querySelectorAll("main *")]
    .filter((element) => element.checkVisibility() && !element.closest("header, [role=region], .w-sr-only"))
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 150))
"""


def log_in(tab: Page, portal: Served, username: str) -> None:
    """By the form, once for each account; the session then serves the tests that come after."""
    tab.context.add_cookies(portal.sessions.get(username, []))
    tab.goto(f"{portal.url}/admin/")
    if username not in portal.sessions:
        tab.locator("[name=username]").fill(username)
        tab.locator("[name=password]").fill(PASSWORD)
        tab.locator("[name=password]").press("Enter")
    expect(tab.get_by_role("navigation").first).to_be_visible()
    portal.sessions[username] = tab.context.cookies()


def faults(tab: Page) -> list[str]:
    bring_axe(tab)
    return axe(tab)


def test_axe_finds_nothing_in_the_admin(admin_portal: Served, new_tab: NewTab) -> None:
    tab = new_tab()
    tab.goto(f"{admin_portal.url}/admin/")
    found = {"login": faults(tab)}
    log_in(tab, admin_portal, "administration")
    for name in SCREENS:
        response = tab.goto(admin_portal.address(name))
        assert response.status == 200, f"{name} answered {response.status}"
        expect(tab.get_by_role("heading").first).to_be_visible()
        found[name] = faults(tab)
    assert not any(found.values()), "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)


def test_the_screens_of_the_newsletter_fit_a_phone(admin_portal: Served, new_tab: NewTab) -> None:
    tab = new_tab()
    log_in(tab, admin_portal, "administration")
    tab.set_viewport_size(PHONE)
    found = {}
    for name in ON_A_PHONE:
        tab.goto(admin_portal.address(name))
        expect(tab.get_by_role("heading", level=1)).to_be_visible()
        found[name] = tab.evaluate(OUT_OF_SIGHT) + faults(tab)
    assert not any(found.values()), "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)


def test_an_experience_goes_from_the_form_to_the_public(admin_portal: Served, new_tab: NewTab) -> None:
    desk = new_tab()
    log_in(desk, admin_portal, "relecture")
    desk.get_by_role("link", name="Publier un retour d’expérience").click()
    desk.locator("[name=title]").fill("Des ruches sur le toit de la résidence")
    desk.locator("[name=summary]").fill("Les habitants élèvent des abeilles et partagent le miel.")
    desk.locator("[name=published_on]").fill("mai 2021")
    desk.locator("[name=outcome]").select_option("success")
    desk.locator("[name=evidence]").select_option("testimony")
    actions = desk.locator("footer [data-controller~=w-dropdown], .footer .w-dropdown, footer .w-dropdown").first
    actions.locator("button").first.click()
    desk.get_by_role("button", name="Publier", exact=False).last.click()
    expect(desk.locator(".messages")).to_contain_text(re.compile("publié", re.IGNORECASE))

    visitor = new_tab(java_script_enabled=False)
    visitor.goto(f"{admin_portal.url}/recherche/?q=ruche")
    assert "Des ruches sur le toit de la résidence" in titles(visitor)
    visitor.locator(".found .card h3 a").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Des ruches sur le toit de la résidence")
    expect(visitor.locator(".sheet")).to_contain_text("Réussite")


@pytest.mark.parametrize("missing", ["summary", "outcome"])
def test_a_form_says_beside_the_field_what_it_lacks(admin_portal: Served, new_tab: NewTab, missing: str) -> None:
    desk = new_tab()
    log_in(desk, admin_portal, "relecture")
    desk.goto(admin_portal.address("form of an experience"))
    if missing == "summary":
        desk.locator("[name=summary]").fill("")
    else:
        desk.locator("[name=outcome]").select_option("")
    desk.locator("#page-edit-form").evaluate("form => form.noValidate = true")
    actions = desk.locator("footer [data-controller~=w-dropdown], footer .w-dropdown").first
    actions.locator("button").first.click()
    desk.get_by_role("button", name="Publier", exact=False).last.click()
    field = desk.locator(f"[name={missing}]")
    expect(field).to_have_attribute("aria-invalid", "true")
