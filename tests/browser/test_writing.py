"""Writing in the admin with a browser: what is kept on the way is nobody's conflict, and themes are found by typing."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .conftest import NewTab
from .served import Served
from .test_admin import log_in

REFUSED = "après que vous l’avez ouverte"
# Wagtail looks at the form two seconds after it is opened or kept, and keeps what has changed since then.
WHILE = 3_500  # milliseconds


def start_an_experience(desk: Page, title: str) -> None:
    desk.get_by_role("link", name="Publier un retour d’expérience").click()
    desk.wait_for_timeout(WHILE)
    desk.locator("[name=title]").press_sequentially(title)


def save(desk: Page) -> None:
    with desk.expect_navigation():
        desk.get_by_role("button", name="Enregistrer le brouillon").first.click()


def test_what_is_kept_while_one_types_is_no_conflict(admin_portal: Served, new_tab: NewTab) -> None:
    desk = new_tab()
    log_in(desk, admin_portal, "relecture")
    start_an_experience(desk, "Des nichoirs dans la cour")
    for words in ("Un", " deux", " trois"):
        desk.wait_for_timeout(WHILE)
        desk.locator("[name=summary]").press_sequentially(words)
    save(desk)
    desk.wait_for_timeout(WHILE)
    desk.locator("[name=summary]").press("End")
    desk.locator("[name=summary]").press_sequentially(" quatre")
    save(desk)  # at once: the automatic save may still be under way
    assert REFUSED not in desk.content()
    expect(desk.locator("[name=summary]")).to_have_value("Un deux trois quatre")


def test_the_title_makes_the_address(admin_portal: Served, new_tab: NewTab) -> None:
    desk = new_tab()
    log_in(desk, admin_portal, "relecture")
    start_an_experience(desk, "Des bancs à l’ombre")
    expect(desk.locator("[name=slug]")).to_have_value("des-bancs-a-lombre")


def test_a_theme_is_found_by_typing_and_ticked_with_the_keyboard(admin_portal: Served, new_tab: NewTab) -> None:
    desk = new_tab()
    log_in(desk, admin_portal, "relecture")
    desk.goto(admin_portal.address("form of an experience"))
    desk.get_by_role("tab", name="Classement").click()
    before = desk.url
    boxes = desk.locator("[data-theme-item] input")
    name = boxes.last.get_attribute("data-theme-name") or ""
    desk.locator("[data-theme-filter]").fill(name.upper())
    desk.keyboard.press("Enter")
    assert desk.url == before, "Enter looks for a theme, it does not send the form"
    found = desk.locator("[data-theme-item]:not([hidden]) input:visible")
    expect(found.last).to_have_attribute("data-theme-name", name)
    found.last.focus()
    desk.keyboard.press("Space")
    expect(desk.locator("[data-theme-chosen]")).to_contain_text(name)
