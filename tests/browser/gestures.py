"""What a visitor does with the pages of the portal, and what they read there."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page

from .served import QUICKEST


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def total(page: Page) -> int:
    """How many results the list says it has."""
    return int(re.sub(r"\D", "", page.locator("[data-announce]").inner_text().split("résultat")[0]))


def titles(page: Page) -> list[str]:
    return page.locator(".found .card h3").all_inner_texts()


def unfold(folded: Locator) -> None:
    if not folded.evaluate("element => element.open"):
        folded.locator("> summary").click()


def tab_to(page: Page, target: Locator, most: int = 40) -> None:
    """Presses Tab until the focus is on ``target``."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is out of reach of {most} presses of Tab")


def take_ones_time(page: Page) -> None:
    """Waits until the form may be sent."""
    page.wait_for_timeout(QUICKEST.total_seconds() * 1000 + 100)
