"""What a first visit costs: bytes on the wire and requests, photographs aside, static files as in production."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from .conftest import DESK, PHONE, NewTab
from .served import Served

MOST_BYTES = 80_000
MOST_REQUESTS = 8


@dataclass
class Wire:
    """What came over the wire, by address: headers and bodies, as compressed."""

    sizes: dict[str, int] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> Wire:
        wire = cls()
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", wire._note_request)
        session.on("Network.loadingFinished", wire._note_end)
        session.send("Network.enable")
        return wire

    def _note_request(self, event: dict) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _note_end(self, event: dict) -> None:
        address = self._addresses[event["requestId"]]
        if "/media/" not in address and not address.startswith("data:"):
            self.sizes[address] = int(event["encodedDataLength"])

    def __str__(self) -> str:
        lines = [f"{size:>7} {address}" for address, size in self.sizes.items()]
        return "\n".join([*lines, f"{sum(self.sizes.values()):>7} bytes in {len(self.sizes)} requests"])


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "name", ["home", "experiences", "observatory", "observatory as a map", "search with results", "experience"]
)
def test_a_first_visit_is_light(new_tab: NewTab, portal: Served, name: str, window: dict[str, int]) -> None:
    tab = new_tab(viewport=window, fresh=True)
    wire = Wire.of(tab)
    tab.goto(portal.address(name), wait_until="networkidle")
    assert sum(wire.sizes.values()) <= MOST_BYTES, str(wire)
    assert len(wire.sizes) <= MOST_REQUESTS, str(wire)
    print(f"{name}\n{wire}")


def test_a_second_page_asks_for_little_more_than_itself(new_tab: NewTab, portal: Served) -> None:
    tab = new_tab(fresh=True)
    tab.goto(portal.address("home"), wait_until="networkidle")
    wire = Wire.of(tab)
    tab.goto(portal.address("experience"), wait_until="networkidle")
    fetched = {address for address, size in wire.sizes.items() if size}
    assert fetched == {portal.address("experience")}, str(wire)
