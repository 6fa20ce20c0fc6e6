"""What a search field proposes while one types: to the keyboard, to the mouse, to a screen reader, on every screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import DESK, PHONE, NewTab
from .gestures import query
from .served import Served
from .visits import LISTEN_TO_CSP, TOO_WIDE, axe, bring_axe

FIELDS = {"home": "#q", "glossary": "#site-q", "search": "#q", "error 404": "#q"}


@pytest.fixture
def tab(new_tab: NewTab) -> Page:
    return new_tab()


def field_of(tab: Page, portal: Served, name: str = "home") -> Locator:
    """The search field of a page, ready: what makes it propose has come."""
    tab.goto(portal.address(name))
    field = tab.locator(FIELDS[name])
    field.focus()
    expect(field).to_have_attribute("aria-controls", f"{FIELDS[name][1:]}-suggestions")
    return field


def list_of(field: Locator) -> Locator:
    return field.page.locator(f"#{field.get_attribute('aria-controls')}")


def type_in(field: Locator, text: str) -> Locator:
    """Types, and returns the list once it is open."""
    field.press_sequentially(text)
    proposed = list_of(field)
    expect(proposed).to_be_visible()
    return proposed


def active(field: Locator) -> Locator:
    return field.page.locator(f"#{field.get_attribute('aria-activedescendant')}")


# -- the keyboard -----------------------------------------------------------------------------------------------------
def test_arrows_go_through_the_list_and_come_back_to_the_field(tab: Page, portal: Served) -> None:
    field = field_of(tab, portal)
    options = type_in(field, "encomb").get_by_role("option")
    count = options.count()
    assert count > 2
    expect(field).not_to_have_attribute("aria-activedescendant", "")
    for number in range(count):
        field.press("ArrowDown")
        expect(options.nth(number)).to_have_attribute("aria-selected", "true")
        assert active(field).inner_text() == options.nth(number).inner_text()
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
    field.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    expect(field).to_have_value("encomb")
    field.press("ArrowLeft")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("x")
    expect(field).to_have_value("encomxb")


def test_enter_opens_what_is_chosen(tab: Page, portal: Served) -> None:
    field = field_of(tab, portal)
    type_in(field, "dépôts")
    field.press("ArrowDown")
    expect(active(field)).to_contain_text("Encombrants et dépôts sauvages")
    field.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Encombrants et dépôts sauvages")
    tab.go_back()
    expect(tab.locator(".suggestions:visible")).to_have_count(0)


@pytest.mark.parametrize("name", FIELDS)
def test_enter_without_a_choice_searches_as_typed(tab: Page, portal: Served, name: str) -> None:
    field = field_of(tab, portal, name)
    type_in(field, "encomb")
    field.press("Enter")
    tab.wait_for_url("**/recherche/?q=encomb")
    expect(tab.locator(".suggestions:visible")).to_have_count(0)


def test_escape_closes_then_clears(tab: Page, portal: Served) -> None:
    field = field_of(tab, portal)
    proposed = type_in(field, "encomb")
    field.press("ArrowDown")
    field.press("Escape")
    expect(proposed).to_be_hidden()
    expect(field).to_have_value("encomb")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    expect(proposed).to_be_visible()
    field.press("Escape")
    field.press("Escape")
    expect(field).to_have_value("")


def test_tab_leaves_the_list_and_goes_on(tab: Page, portal: Served) -> None:
    field = field_of(tab, portal)
    proposed = type_in(field, "encomb")
    field.press("ArrowDown")
    field.press("Tab")
    expect(proposed).to_be_hidden()
    expect(tab.get_by_role("button", name="Chercher")).to_be_focused()
    expect(field).to_have_value("encomb")


# -- the mouse and the finger -----------------------------------------------------------------------------------------
def test_a_click_opens_a_suggestion_and_one_elsewhere_closes_the_list(tab: Page, portal: Served) -> None:
    field = field_of(tab, portal)
    proposed = type_in(field, "greno")
    tab.locator("h1").click()
    expect(proposed).to_be_hidden()
    field.fill("grenob")
    proposed.get_by_role("option", name="Grenoble (38)").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Grenoble")


@pytest.mark.parametrize("name", ["home", "glossary", "search"])
def test_a_finger_finds_its_mark_above_the_keyboard_of_a_phone(new_tab: NewTab, portal: Served, name: str) -> None:
    """A phone of 320 × 640 pixels whose keyboard takes half."""
    tab = new_tab(viewport={"width": PHONE["width"], "height": 320}, has_touch=True, is_mobile=True)
    field = field_of(tab, portal, name)
    proposed = type_in(field, "encomb")
    expect(field).to_be_in_viewport(ratio=1)
    expect(proposed).to_be_in_viewport(ratio=0.95)
    assert tab.evaluate(TOO_WIDE) == []
    heights = proposed.get_by_role("option").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 44
    proposed.get_by_role("option").first.tap()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Encombrants et dépôts sauvages")


# -- what a screen reader is told -------------------------------------------------------------------------------------
def test_the_field_says_what_it_is_and_how_many_there_are(tab: Page, portal: Served) -> None:
    tab.goto(portal.address("home"))
    field = tab.get_by_role("combobox", name="Que cherchez-vous ?")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    field.focus()
    expect(field).to_have_attribute("aria-controls", "q-suggestions")
    proposed = type_in(field, "encomb")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(tab.get_by_role("listbox", name="Suggestions")).to_be_visible()
    expect(proposed.get_by_role("group", name="Thèmes")).to_be_visible()
    count = proposed.get_by_role("option").count()
    status = tab.locator("search p[role=status]")
    expect(status).to_have_text(f"{count} suggestions : flèches haut et bas pour les parcourir.")
    field.fill("xylophone")
    expect(proposed).to_be_hidden()
    expect(status).to_have_text("Aucune suggestion.")
    field.fill("")
    expect(status).to_be_empty()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", FIELDS)
def test_axe_finds_nothing_in_an_open_list(
    new_tab: NewTab, portal: Served, name: str, window: dict[str, int], colours: str
) -> None:
    tab = new_tab(viewport=window, color_scheme=colours)
    tab.add_init_script(LISTEN_TO_CSP)
    field = field_of(tab, portal, name)
    type_in(field, "encomb")
    field.press("ArrowDown")
    bring_axe(tab)
    assert axe(tab) == []
    assert tab.evaluate(TOO_WIDE) == []
    assert tab.evaluate("window.refusedByPolicy") == []


def test_the_choice_is_outlined(tab: Page, portal: Served) -> None:
    for colours in ("none", "active"):
        tab.emulate_media(forced_colors=colours)
        field = field_of(tab, portal)
        type_in(field, "encomb")
        field.press("ArrowDown")
        style = active(field).evaluate(
            "one => [getComputedStyle(one).outlineStyle, getComputedStyle(one).outlineWidth]"
        )
        assert style == ["solid", "3px"]


# -- what is asked of the network -------------------------------------------------------------------------------------
def test_nothing_is_fetched_before_someone_reaches_for_a_field(tab: Page, portal: Served) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(portal.address("home"), wait_until="networkidle")
    assert not [url for url in asked if "suggestions" in url]
    tab.locator("#q").focus()
    expect(tab.locator("#q")).to_have_attribute("aria-controls", "q-suggestions")
    assert len([url for url in asked if "suggestions" in url]) == 2  # the script and its style
    tab.locator("#q").press("e")
    tab.wait_for_timeout(400)
    assert not [url for url in asked if "suggestions?" in url]


def test_letters_typed_fast_make_one_request_and_letters_typed_again_none(tab: Page, portal: Served) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url) if "suggestions?" in request.url else None)
    field = field_of(tab, portal)
    proposed = type_in(field, "encombrants")
    assert len(asked) < 4
    before = len(asked)
    field.press("Escape")
    field.press("ArrowDown")
    expect(proposed).to_be_visible()
    assert len(asked) == before


def test_an_answer_that_comes_late_is_not_shown(tab: Page, portal: Served) -> None:
    held: list[Route] = []
    tab.route("**/suggestions?q=gre", lambda route: held.append(route))
    field = field_of(tab, portal)
    field.press_sequentially("gre")
    tab.wait_for_timeout(400)
    field.fill("encomb")
    expect(list_of(field)).to_contain_text("ncombrants")
    assert len(held) == 1
    held[0].abort()
    expect(list_of(field)).to_contain_text("ncombrants")


def test_without_the_network_the_field_searches_as_ever(tab: Page, portal: Served) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    field = field_of(tab, portal)
    proposed = type_in(field, "greno")
    tab.route("**/suggestions?*", lambda route: route.abort())
    field.press_sequentially("b")
    expect(proposed).to_be_hidden()
    tab.unroute("**/suggestions?*")
    tab.route("**/suggestions?*", lambda route: route.fulfill(status=500, body="<a role=option>Erreur</a>"))
    field.press_sequentially("l")
    tab.wait_for_timeout(400)
    expect(proposed).to_be_hidden()
    assert errors == []
    field.press("Enter")
    assert query(tab) == {"q": ["grenobl"]}


def test_a_script_that_does_not_come_leaves_the_field_as_it_is(tab: Page, portal: Served) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.route("**/suggestions*.js", lambda route: route.abort())
    tab.goto(portal.address("home"))
    tab.locator("#q").press_sequentially("encombrants")
    tab.locator("#q").press("Enter")
    assert query(tab) == {"q": ["encombrants"]}
    assert errors == []


def test_letters_being_composed_ask_nothing(tab: Page, portal: Served) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url) if "suggestions?" in request.url else None)
    field = field_of(tab, portal)
    session = tab.context.new_cdp_session(tab)
    session.send("Input.imeSetComposition", {"text": "greno", "selectionStart": 5, "selectionEnd": 5})
    tab.wait_for_timeout(400)
    assert asked == []
    session.send("Input.insertText", {"text": "greno"})
    expect(list_of(field)).to_be_visible()


def test_the_field_still_proposes_once_the_results_have_changed_in_place(tab: Page, portal: Served) -> None:
    field = field_of(tab, portal, "search")
    type_in(field, "encomb")
    field.press("Enter")
    expect(tab.locator("#resultats").get_by_text("« encomb »").first).to_be_visible()
    expect(tab.locator("#q")).to_have_attribute("role", "combobox")
    tab.locator("#q").press_sequentially("rants")
    expect(tab.locator("#q-suggestions")).to_be_visible()


def test_without_scripts_nothing_changes(new_tab: NewTab, portal: Served) -> None:
    tab = new_tab(java_script_enabled=False)
    for name, selector in FIELDS.items():
        tab.goto(portal.address(name))
        field = tab.locator(selector)
        assert field.get_attribute("role") is None
        field.fill("encombrants")
        field.press("Enter")
        assert query(tab)["q"] == ["encombrants"]
