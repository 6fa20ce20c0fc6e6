"""A portal of its own for the browser: a copy of the test database, filled, and served by threads.

The copy leaves the tests' own database untouched: what is committed here is seen by nobody else, and nothing has to be
flushed. Nobody may be connected to the test database meanwhile, and the thread that asks for all this must not run an
event loop (Playwright's runs in the tests' own). Static files are collected and compressed as in production.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import QuietWSGIRequestHandler
from django.test.utils import override_settings

from core import caching

PRODUCTION_STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


@dataclass
class Served:
    """A portal that answers at ``url``; ``addresses`` says where its pages are."""

    url: str
    addresses: dict[str, str] = field(default_factory=dict)

    def address(self, name: str) -> str:
        return self.url + self.addresses[name]


@contextmanager
def serve(folder: Path, build: Callable[[], dict[str, str]], *, static: bool = True) -> Iterator[Served]:
    """Serves a portal filled by ``build``. ``static``: collected as in production (the portal's own files alone, which
    are all that public pages ask for), or else found where they stand (the admin's too)."""
    with ExitStack() as stack:
        stack.enter_context(_database_of_its_own(folder))
        stack.enter_context(override_settings(ROOT_URLCONF="tests.browser.urls", MEDIA_ROOT=folder / "media"))
        if static:
            stack.enter_context(_production_static_files(folder / "static"))
        _forget()
        addresses = build()
        stack.callback(_forget)
        yield Served(stack.enter_context(_server()), addresses)


def _forget() -> None:
    caching._values.clear()
    cache.clear()


@contextmanager
def _database_of_its_own(folder: Path) -> Iterator[None]:
    kept = connections.settings["default"]
    own = deepcopy(kept)
    if connections["default"].vendor == "sqlite":
        own["NAME"] = str(folder / "portal.sqlite3")
        _copy_sqlite(kept["NAME"], own["NAME"])
    else:
        own["NAME"] = f"{kept['NAME']}_browser"
        _copy_postgresql(kept["NAME"], own["NAME"])
    _connect_to(own)
    try:
        yield
    finally:
        _connect_to(kept)
        if connections["default"].vendor != "sqlite":
            with connections["default"]._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{own["NAME"]}" WITH (FORCE)')


def _connect_to(database: dict[str, object]) -> None:
    """From now on every thread that opens a connection opens it to ``database``."""
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = database


def _copy_sqlite(source: str, target: str) -> None:
    assert "mode=memory" in source, f"{source} is no test database"
    with closing(sqlite3.connect(source, uri=True)) as memory, closing(sqlite3.connect(target)) as file:
        memory.backup(file)


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
