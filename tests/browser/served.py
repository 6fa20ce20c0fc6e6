"""Portals for the browser: copies of the test database, filled, and served by threads.

The copy leaves the tests' own database untouched: what is committed here is seen by nobody else, and nothing has to be
flushed. Nobody may be connected to the test database meanwhile, and the thread that asks for all this must not run an
event loop (Playwright's runs in the tests' own). Static files are collected and compressed as in production.
"""

from __future__ import annotations

import datetime
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import QuietWSGIRequestHandler
from django.test.utils import override_settings
from playwright.sync_api import Cookie

from core import caching
from core.open_forms import robots

PRODUCTION_STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


Database = dict[str, object]  # the settings of one

# A form sent sooner was not filled in by somebody. Seconds in production, which tests would only spend waiting.
QUICKEST = datetime.timedelta(milliseconds=300)


@dataclass
class Served:
    """A portal that answers at ``url``; ``addresses`` says where its pages are."""

    url: str
    addresses: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, list[Cookie]] = field(default_factory=dict)  # the cookies of each account that has signed in

    def address(self, name: str) -> str:
        return self.url + self.addresses[name]


@contextmanager
def serve(database: Database, folder: Path, addresses: dict[str, str], *, static: bool = True) -> Iterator[Served]:
    """Serves what a database holds. ``static``: collected as in production (the portal's own files alone, which are all
    that public pages ask for), or else found where they stand (the admin's too)."""
    with ExitStack() as stack:
        stack.enter_context(speaking_to(database, folder))
        if static:
            stack.enter_context(_production_static_files(folder / "static"))
        yield Served(stack.enter_context(_server()), addresses)


@contextmanager
def speaking_to(database: Database, folder: Path) -> Iterator[None]:
    """From now on every thread speaks to this database, and files stand in this folder."""
    kept = connections.settings["default"]
    with (
        override_settings(ROOT_URLCONF="tests.browser.urls", MEDIA_ROOT=folder / "media"),
        mock.patch.object(robots, "QUICKEST", QUICKEST),
    ):
        _connect_to(database)
        _forget()
        try:
            yield
        finally:
            _forget()
            _connect_to(kept)


def copy_of(source: Database, name: str, folder: Path) -> Database:
    """A copy of a database that nobody is connected to."""
    copy = deepcopy(source)
    if connections["default"].vendor == "sqlite":
        copy["NAME"] = str(folder / f"{name}.sqlite3")
        _copy_sqlite(source["NAME"], copy["NAME"])
    else:
        copy["NAME"] = f"{connections.settings['default']['NAME']}_browser_{name}"
        _copy_postgresql(source["NAME"], copy["NAME"])
    return copy


def drop(database: Database) -> None:
    """SQLite's is a file, and goes with its folder."""
    if connections["default"].vendor != "sqlite":
        with connections["default"]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{database["NAME"]}" WITH (FORCE)')


def _forget() -> None:
    caching._values.clear()
    cache.clear()


def _connect_to(database: Database) -> None:
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = database


def _copy_sqlite(source: str, target: str) -> None:
    assert "mode=memory" in source or Path(source).parent == Path(target).parent, f"{source} is no test database"
    with closing(sqlite3.connect(source, uri=True)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def _copy_postgresql(source: str, target: str) -> None:
    assert source.startswith("test_"), f"{source} is no test database"
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


@contextmanager
def _production_static_files(folder: Path) -> Iterator[None]:
    with override_settings(
        STORAGES=PRODUCTION_STORAGES,
        STATIC_ROOT=folder,
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        WHITENOISE_USE_FINDERS=False,
        WHITENOISE_AUTOREFRESH=False,
    ):
        if not folder.exists():
            call_command("collectstatic", interactive=False, verbosity=0)
        yield


@contextmanager
def _server() -> Iterator[str]:
    server = ThreadedWSGIServer(("localhost", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
