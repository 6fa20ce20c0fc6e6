"""A Chromium for the whole package, and the portals that it visits."""

from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

import pytest
from django.db import connection, connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from .addresses import Addresses, empty_addresses
from .content import build
from .served import Database, Served, copy_of, drop, serve, speaking_to

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--renderer-process-limit=1",
    "--disable-features=IsolateOrigins,site-per-process",
    "--autoplay-policy=no-user-gesture-required",
    # Axe makes much garbage in a script that each page compiles anew: a sixth of the work.
    "--js-flags=--always-sparkplug --min-semi-space-size=32 --max-semi-space-size=64",
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
    """One portal is served at a time; the last one asked for stays up until another is asked for.

    Each is found again as it was left. Content is made once: the portals that have it start from copies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = ""
        self.current: Served | None = None
        self._open = ExitStack()
        self._databases: dict[str, Database] = {}
        # Playwright's event loop runs in the tests' thread, where Django refuses to speak to the database.
        self._worker = ThreadPoolExecutor(max_workers=1)

    def serve(self, name: str) -> Served:
        return self._worker.submit(self._serve, name).result()

    def close(self) -> None:
        self._worker.submit(self._drop).result()
        self._worker.shutdown()

    def _serve(self, name: str) -> Served:
        if name != self.name:
            self._stop()
            content, addresses = self._empty if name == "empty" else self._filled
            portal = serve(self._copy(content, name), self.folder, addresses, static=name != "admin")
            self.current = self._open.enter_context(portal)
            self.name = name
        return self.current

    @cached_property
    def _empty(self) -> tuple[Database, Addresses]:
        return self._made("empty", empty_addresses)

    @cached_property
    def _filled(self) -> tuple[Database, Addresses]:
        return self._made("filled", build)

    def _made(self, name: str, make: Callable[[], Addresses]) -> tuple[Database, Addresses]:
        database = self._copy(connections.settings["default"], name)
        with speaking_to(database, self.folder):
            return database, make()

    def _copy(self, source: Database, name: str) -> Database:
        if name not in self._databases:
            self._databases[name] = copy_of(source, name, self.folder)
        return self._databases[name]

    def _stop(self) -> None:
        self._open.close()
        self.name = ""

    def _drop(self) -> None:
        self._stop()
        for database in self._databases.values():
            drop(database)


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


class Visitors:
    """Browsers that know nothing of the portal: each is used by one test at a time, and forgets it all in between.

    A browser's own process costs half a second of work; what it has forgotten is as good as new. What it keeps is the
    files it has fetched, which ``fresh`` does without.
    """

    def __init__(self, browser: Browser, portals: Portals) -> None:
        self.browser = browser
        self.portals = portals
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)
        self._used: list[tuple[str, BrowserContext]] = []

    def open(self, *, fresh: bool = False, **options: object) -> Page:
        kind = "" if fresh else json.dumps(options, sort_keys=True)
        context = self._free[kind].pop() if self._free[kind] else self._new(options)
        self._used.append((kind, context))
        return context.new_page()

    def leave(self) -> None:
        """The end of a test."""
        for kind, context in self._used:
            if kind:
                self._forget(context)
                self._free[kind].append(context)
            else:
                context.close()
        self._used.clear()

    def _new(self, options: dict[str, object]) -> BrowserContext:
        context = self.browser.new_context(
            **{"viewport": DESK, "locale": "fr-FR", "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(PATIENCE)
        context.new_page()  # keeps the process alive between two tests
        return context

    def _forget(self, context: BrowserContext) -> None:
        context.unroute_all(behavior="ignoreErrors")
        context.clear_cookies()
        keeper, *others = context.pages
        for page in others:
            page.close()
        if self.portals.current is not None:
            session = context.new_cdp_session(keeper)
            whose = {"origin": self.portals.current.url, "storageTypes": "all"}
            session.send("Storage.clearDataForOrigin", whose)
            session.detach()


@pytest.fixture(scope="package")
def visitors(browser: Browser, portals: Portals) -> Visitors:
    return Visitors(browser, portals)


@pytest.fixture
def new_tab(visitors: Visitors) -> Iterator[NewTab]:
    """Opens a page as a new visitor does."""
    yield visitors.open
    visitors.leave()
