"""A portal of its own for the browser: a copy of the test database, filled, and served by threads.

The copy leaves the tests' own database untouched, so that what is committed here is seen by nobody else, and nothing
has to be flushed. Static files are collected and compressed as in production.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
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
    kept, kept_settings = connections["default"], connections.settings["default"]
    if not _is_for_tests(kept):
        raise RuntimeError("no test database was made: this connection is to a real one")
    own = deepcopy(kept.settings_dict)
    if kept.vendor == "sqlite":
        own["NAME"] = str(folder / "portal.sqlite3")
        _copy_sqlite(kept, own["NAME"])
    else:
        own["NAME"] = f"{kept.settings_dict['NAME']}_browser"
        kept.close()
        with kept._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{own["NAME"]}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{own["NAME"]}" TEMPLATE "{kept.settings_dict["NAME"]}"')
    connections.settings["default"] = own
    del connections["default"]  # this thread's; the next use of it opens the copy
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = kept_settings
        connections["default"] = kept
        if kept.vendor != "sqlite":
            with kept._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{own["NAME"]}" WITH (FORCE)')


def _is_for_tests(connection: BaseDatabaseWrapper) -> bool:
    if connection.vendor == "sqlite":
        return connection.is_in_memory_db()
    return connection.settings_dict["NAME"].startswith("test_")


def _copy_sqlite(source: BaseDatabaseWrapper, path: str) -> None:
    source.ensure_connection()
    target = sqlite3.connect(path)
    source.connection.backup(target)
    target.close()


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
