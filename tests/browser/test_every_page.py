"""Every public page, full and empty, on a desk and on a phone, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Portals
from .pages import EMPTY_PAGES, ERRORS, PAGES, WITH_A_FORM_TO_PROTECT
from .visits import Visit, visit, visitor

EVERY_PAGE = [("empty", name) for name in EMPTY_PAGES] + [("full", name) for name in PAGES]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = visitor(browser)
    yield page
    page.context.close()


@pytest.fixture(scope="module", params=EVERY_PAGE, ids=[f"{state}: {name}" for state, name in EVERY_PAGE])
def seen(request: pytest.FixtureRequest, tab: Page, portals: Portals) -> Visit:
    state, name = request.param
    return visit(tab, portals.serve(state).address(name))


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    return request.node.callspec.params["seen"][1]


def test_it_answers_as_it_should_in_french(seen: Visit, name: str) -> None:
    assert seen.status == ERRORS.get(name, 200)
    assert seen.language == "fr"
    assert "Centre de ressources GUSP" in seen.title


def test_axe_finds_nothing(seen: Visit) -> None:
    assert not any(seen.violations.values()), _listing(seen.violations)


def test_the_policy_refuses_nothing_and_the_console_stays_silent(seen: Visit) -> None:
    assert seen.refused == []
    assert seen.errors == []


def test_nobody_else_is_asked_for_anything(seen: Visit) -> None:
    assert seen.strangers == []


def test_an_anonymous_visitor_gets_no_cookie(seen: Visit, name: str) -> None:
    assert seen.cookies == (["csrftoken"] if name in WITH_A_FORM_TO_PROTECT else [])


def test_nothing_scrolls_sideways_nor_is_lost_when_enlarged(seen: Visit) -> None:
    assert not any(seen.too_wide.values()), _listing(seen.too_wide)
    assert not any(seen.cut_off.values()), _listing(seen.cut_off)


def test_nothing_moves_for_those_who_asked_for_stillness(seen: Visit) -> None:
    assert seen.moving == []


def test_what_only_a_screen_can_use_is_not_printed(seen: Visit) -> None:
    assert seen.printed == []


def test_the_checks_themselves_see_what_is_wrong(tab: Page, portals: Portals) -> None:
    """A page with one fault of each sort."""
    faulty = visit(tab, portals.serve("full").url + "/essais/fautes/")
    assert {line.split(" ", 1)[0] for line in faulty.violations["phone, light"]} >= {
        "image-alt", "color-contrast", "target-size", "html-has-lang", "landmark-one-main",
    }  # fmt: skip
    assert any("color-contrast" in line for line in faulty.violations["phone, dark"])
    assert any("style-src" in line for line in faulty.refused)
    assert faulty.errors
    assert faulty.strangers == ["https://elsewhere.example.org/pixel.png"]
    assert faulty.cookies == ["tracker"]
    assert faulty.too_wide["phone"]
    assert faulty.cut_off["large text"]
    assert faulty.moving
    assert faulty.printed


def _listing(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{where}: {what}" for where, lines in found.items() for what in lines)
