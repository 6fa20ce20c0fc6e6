"""A Chromium for the whole package, and the portals that it visits."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from .content import build, empty_addresses
from .served import Served, serve

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--renderer-process-limit=1",
    "--disable-features=IsolateOrigins,site-per-process",
    "--autoplay-policy=no-user-gesture-required",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
PATIENCE = 15_000  # milliseconds, on a machine that does other things

NewTab = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> str:
    """The path of a Chromium: CHROMIUM, or the one that the system has."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path or not Path(path).exists():
        pytest.skip("Chromium is missing: install it, or name it in CHROMIUM")
    return path


class Portals:
    """One portal is served at a time; the last one asked for stays up until another is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = ""
        self.current: Served | None = None
        self._open = ExitStack()
        # Playwright's event loop runs in the tests' thread, where Django refuses to speak to the database.
        self._worker = ThreadPoolExecutor(max_workers=1)

    def serve(self, name: str) -> Served:
        return self._worker.submit(self._serve, name).result()

    def close(self) -> None:
        self._worker.submit(self._stop).result()
        self._worker.shutdown()

    def _serve(self, name: str) -> Served:
        if name != self.name:
            self._stop()
            folder = self.folder / name
            shutil.rmtree(folder, ignore_errors=True)  # what a build that failed has left
            folder.mkdir()
            options = {
                "empty": {"build": empty_addresses},
                "full": {"build": build},
                "admin": {"build": build, "static": False},
            }
            self.current = self._open.enter_context(serve(folder, **options[name]))
            self.name = name
        return self.current

    def _stop(self) -> None:
        self._open.close()
        self.name = ""


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, for as long as portals are served from copies of it.

    By this name pytest-django knows that these tests need one: without it, no test database would be made when they
    run alone, and the connection would be to the real one.
    """
    with django_db_blocker.unblock():
        connection.close()  # PostgreSQL copies a database that nobody is connected to
        yield


@pytest.fixture(scope="package")
def browser(chromium: str, db: None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def portals(db: None, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portals]:
    served = Portals(tmp_path_factory.mktemp("portals"))
    yield served
    served.close()


@pytest.fixture
def portal(portals: Portals) -> Served:
    """A portal full of everything, its static files as in production."""
    return portals.serve("full")


@pytest.fixture
def empty_portal(portals: Portals) -> Served:
    return portals.serve("empty")


@pytest.fixture
def admin_portal(portals: Portals, wagtails_templates: None) -> Served:
    """A full portal with its admin."""
    return portals.serve("admin")


@pytest.fixture
def new_tab(browser: Browser) -> Iterator[NewTab]:
    """Opens a page in a context of its own, as a new visitor."""
    contexts: list[BrowserContext] = []

    def open_tab(**options: object) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "fr-FR", "reduced_motion": "reduce", **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()
