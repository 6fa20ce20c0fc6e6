"""What scripts add: results that change in place, players that seek, frames that wait for a click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, NewTab
from .gestures import query, titles, total, unfold
from .served import Served


@pytest.fixture
def tab(new_tab: NewTab) -> Page:
    return new_tab()


def test_a_filter_replaces_the_results_in_place(tab: Page, portal: Served) -> None:
    requests: list[str] = []
    tab.goto(portal.address("experiences"))
    tab.on("request", lambda request: requests.append(request.resource_type))
    everything = total(tab)
    tab.evaluate("window.sameDocument = true")
    unfold(tab.locator("#f-outcome"))
    choice = tab.locator("#f-outcome-success")
    promised = choice.locator(".n").inner_text()
    choice.click()

    expect(tab).to_have_url(re.compile("outcome=success"))
    expect(tab.locator("[data-announce]")).to_contain_text(f"{promised} résultat")
    assert tab.evaluate("window.sameDocument"), "the whole page was loaded anew"
    assert "document" not in requests
    # The focus stays where the choice was made, what was unfolded stays so, and the new count is announced.
    expect(tab.locator("#f-outcome-success")).to_be_focused()
    assert tab.locator("#f-outcome").evaluate("element => element.open")
    expect(tab.locator("[data-status]")).to_have_text(re.compile(f"^{promised} résultat"))
    narrowed = titles(tab)

    elsewhere = tab.context.new_page()
    elsewhere.goto(tab.url)
    assert titles(elsewhere) == narrowed
    elsewhere.close()

    tab.go_back()
    expect(tab.locator("[data-announce]")).to_contain_text(f"{everything} résultat")
    assert query(tab) == {}
    tab.go_forward()
    expect(tab.locator("[data-announce]")).to_contain_text(f"{promised} résultat")


def test_words_sorts_and_pages_change_in_place_too(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("experiences"))
    tab.evaluate("window.sameDocument = true")
    tab.get_by_role("link", name="Suivante").click()
    expect(tab).to_have_url(re.compile(r"\?page=2$"))
    expect(tab.locator(".found-range")).to_contain_text("21 à")
    tab.locator("#q").fill("jardin")
    tab.locator("#q").press("Enter")
    expect(tab).to_have_url(re.compile(r"\?q=jardin$"))
    expect(tab.locator(".found-range")).to_contain_text("1 à 20")
    tab.get_by_role("link", name="Titre", exact=True).click()
    expect(tab).to_have_url(re.compile("sort=title"))
    expect(tab.locator(".sorts a[aria-current=true]")).to_have_text("Titre")
    assert tab.evaluate("window.sameDocument")


def test_the_observatory_goes_from_list_to_map_in_place(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("observatory"))
    tab.evaluate("window.sameDocument = true")
    tab.get_by_role("link", name="Carte").click()
    expect(tab.locator("svg.map-shapes")).to_be_visible()
    unfold(tab.locator("#f-outcome"))
    tab.locator("#f-outcome-failure").click()
    expect(tab).to_have_url(re.compile("vue=carte.*outcome=failure"))
    expect(tab.locator("svg.map-shapes")).to_be_visible()
    assert tab.evaluate("window.sameDocument")
    tab.go_back()
    expect(tab).to_have_url(re.compile("vue=carte$"))
    tab.locator("svg.map-shapes a[aria-label^='Isère']").click()
    expect(tab.locator(".chips")).to_contain_text("Isère")


def test_what_fails_behind_a_filter_is_shown_whole(tab: Page, portal: Served) -> None:
    """A request that htmx cannot use becomes an ordinary visit: nobody is left with a list that does not move."""
    tab.goto(portal.address("experiences"))
    tab.route("**/*outcome=success*", lambda route: route.fulfill(status=500, body="<h1>En panne</h1>"))
    unfold(tab.locator("#f-outcome"))
    tab.locator("#f-outcome-success").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("En panne")


def test_a_passage_of_the_transcript_is_sought_in_the_player(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("recording"))
    tab.locator(".transcript a[data-start='5']").click()
    # The file answers by ranges, so that the player can go straight there.
    tab.wait_for_function("document.getElementById('lecteur').currentTime >= 5")
    tab.locator(".chapters a[data-start='5']").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_function("document.getElementById('lecteur').currentTime < 8")
    assert tab.url == portal.address("recording")


@pytest.mark.parametrize("fragment", ["#t5-2", "#t=7"])
def test_a_link_to_a_moment_has_the_player_ready_there(tab: Page, portal: Served, fragment: str) -> None:
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(portal.address("recording") + fragment, wait_until="networkidle")
    expect(tab.locator("#t5-2")).to_be_in_viewport()
    assert tab.locator(".transcript p:target").get_attribute("id") == "t5-2"
    assert tab.evaluate("document.getElementById('lecteur').paused"), "it plays though nobody asked"
    assert not [url for url in requests if "/media/media" in url]
    tab.evaluate("document.getElementById('lecteur').play()")
    tab.wait_for_function("document.getElementById('lecteur').currentTime >= 5")


def test_a_result_in_a_transcript_leads_to_its_moment(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("search found in parts"))
    tab.get_by_role("link", name="À 5 s de l’enregistrement").first.click()
    expect(tab).to_have_url(re.compile("#t5-2$"))
    expect(tab.locator("#t5-2")).to_be_in_viewport()


def test_a_player_loads_nothing_before_it_is_asked_to(tab: Page, portal: Served) -> None:
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    for name in ("recording", "recording as a film"):
        tab.goto(portal.address(name), wait_until="networkidle")
    assert not [url for url in requests if "/media/media" in url]


def test_a_recording_kept_elsewhere_waits_for_a_click(tab: Page, portal: Served) -> None:
    requests: list[str] = []
    player = "<!doctype html><title>Le lecteur</title><h1>Le lecteur</h1>"
    tab.context.route("https://tube.example.org/**", lambda route: route.fulfill(body=player, content_type="text/html"))
    tab.context.on("request", lambda request: requests.append(request.url))
    tab.goto(portal.address("recording kept elsewhere"), wait_until="networkidle")
    assert not [url for url in requests if "tube.example.org" in url]
    expect(tab.locator(".facade")).to_contain_text("Tant que vous n’avez pas cliqué, rien n’est demandé")
    tab.locator(".facade-link").click()
    expect(tab.get_by_role("heading", name="Le lecteur")).to_be_visible()


@pytest.mark.parametrize("name", ["home", "experiences", "experience", "directory"])
def test_everything_is_reached_in_order_from_the_keyboard(new_tab: NewTab, portal: Served, name: str) -> None:
    tab = new_tab()
    tab.goto(portal.address(name))
    expected = tab.evaluate(REACHABLE)
    met: list[dict[str, object]] = []
    for _ in range(expected + 5):
        tab.keyboard.press("Tab")
        found = tab.evaluate(FOCUSED)
        if found is None or found in met:
            break
        met.append(found)
    assert met[0]["text"] == "Aller au contenu"
    assert [one["html"] for one in met if not one["visible"]] == []
    assert [one["html"] for one in met if not one["marked"]] == []
    assert len(met) == expected


def test_the_skip_link_leads_past_the_header(new_tab: NewTab, portal: Served) -> None:
    tab = new_tab(viewport=PHONE)
    tab.goto(portal.address("experience"))
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_be_focused()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('main') !== null")


# How many elements the Tab key should stop at: those one can use, and that show.
REACHABLE = """
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0'], audio, video")]
  .filter((element) => element.type !== "hidden" && element.tabIndex >= 0 && element.checkVisibility()).length
"""
# The element in focus: whether it shows, and whether something marks it.
FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const outlined = (pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  return {
    text: element.textContent.trim().slice(0, 40), html: element.outerHTML.slice(0, 150),
    place: Math.round(box.top + scrollY) + "," + Math.round(box.left),
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && element.checkVisibility(),
    marked: outlined(null) || outlined("::after"),
  };
}
"""
