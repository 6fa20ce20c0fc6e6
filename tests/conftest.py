"""What every test may ask for."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache as default_cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, Site

from core import caching
from core.models import PortalSettings
from directory.models import User
from home.models import HomePage
from tests.factories import UserFactory

gc.set_threshold(100_000, 50, 50)  # looking for garbage takes a tenth of the time of the suite; memory is plenty
hypothesis_settings.register_profile(
    "portal", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
hypothesis_settings.load_profile("portal")


# What takes long begins first, so that the workers end together; the rest comes as it is collected.
FIRST = (
    "tests/browser/test_every_page.py",
    "tests/browser/",
    "tests/core/test_leaks.py",
    "tests/portal/",
    "tests/admin/",
    "tests/exchange/",
    "tests/benchmarks/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next((rank for rank, start in enumerate(FIRST) if item.nodeid.startswith(start)), len(FIRST))
    )


def pytest_collection_finish() -> None:
    """What is imported by now stays until the end: nobody has to look through it for garbage again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _leave_nothing_behind() -> Iterator[None]:
    yield
    shutil.rmtree(settings.STATE_DIR, ignore_errors=True)


# -- database ---------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def migrated() -> Path:
    return kept_database()


@pytest.fixture(scope="session")
def django_db_use_migrations(django_db_use_migrations: bool, migrated: Path) -> bool:
    """Migrations run once for each state of their files: on SQLite the result is kept, and copied from then on."""
    return django_db_use_migrations and not (connection.vendor == "sqlite" and migrated.exists())


@pytest.fixture(scope="session")
def django_db_setup(
    migrated: Path, django_db_use_migrations: bool, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    if connection.vendor != "sqlite":
        return
    with django_db_blocker.unblock():
        connection.ensure_connection()
        if not connection.is_in_memory_db():
            pytest.exit("No test of this run is marked django_db: this database is nobody's to overwrite.", 2)
        if django_db_use_migrations:
            if kept_database() != migrated:
                return  # someone wrote a migration meanwhile
            migrated.parent.mkdir(parents=True, exist_ok=True)
            half_written = migrated.with_suffix(f".{os.getpid()}")
            with closing(sqlite3.connect(half_written)) as file:
                connection.connection.backup(file)
            for former in migrated.parent.glob("migrated-*.sqlite3"):
                former.unlink(missing_ok=True)
            half_written.replace(migrated)
        else:
            with closing(sqlite3.connect(migrated)) as file:
                file.backup(connection.connection)
            settings.MIGRATION_MODULES = {}
            ContentType.objects.clear_cache()


def kept_database() -> Path:
    """Where the migrated database stands; its name tells what it was made from."""
    migrations = sorted(settings.BASE_DIR.glob("*/migrations/*.py"))
    made_from = [settings.BASE_DIR / "constraints.txt", settings.BASE_DIR / "requirements.txt", *migrations]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in made_from))
    digest.update(settings.WAGTAILADMIN_BASE_URL.encode())
    return settings.BASE_DIR / "var" / "tests" / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def forget_kept_values() -> None:
    """A rolled-back transaction takes the generation back with it: what was kept under it is another test's."""
    caching._values.clear()
    caching._request.active, caching._request.generation = False, None
    default_cache.clear()


@pytest.fixture(autouse=True)
def _forget_kept_values() -> None:
    forget_kept_values()


@contextmanager
def wagtail_prints_what_is_not_there() -> Iterator[None]:
    """Its own templates print variables that are undefined, and test them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines["django"].engine, "string_if_invalid", "")
        yield


@pytest.fixture
def wagtails_templates() -> Iterator[None]:
    with wagtail_prints_what_is_not_there():
        yield


@contextmanager
def rolled_back_in_the_end(blocker: DjangoDbBlocker) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def kept_for_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a fixture of the module makes under this one is written once; each test still undoes its own changes."""
    with rolled_back_in_the_end(django_db_blocker):
        yield


@pytest.fixture
def kept_connection(db: None) -> Iterator[None]:
    """For tests that end a request by hand: Django would close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# -- people -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def editor(db: None) -> User:
    return UserFactory(editor=True)


@pytest.fixture
def reviewer(db: None) -> User:
    return UserFactory(reviewer=True)


@pytest.fixture
def partner(db: None) -> User:
    return UserFactory(partner=True)


@pytest.fixture
def superuser(db: None) -> User:
    return UserFactory(superuser=True)


def signed_in_browser(user: User | None = None) -> Client:
    """A browser in which this account is signed in; nobody's when there is none."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def signed_in() -> Callable[[User | None], Client]:
    return signed_in_browser


@pytest.fixture
def front_page(db: None) -> HomePage:
    return HomePage.objects.get()


# -- the centre -------------------------------------------------------------------------------------------------------
@pytest.fixture
def centre(db: None) -> str:
    """The address that forms write to: no test has one unless it asks."""
    settings = PortalSettings.for_site(Site.objects.get())
    settings.contact_email = "centre@example.org"
    settings.save()
    return settings.contact_email


# -- queries ----------------------------------------------------------------------------------------------------------
@dataclass
class Visit:
    """A page as served once caches are warm, and the queries it took."""

    response: HttpResponse
    queries: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.queries)

    @property
    def listing(self) -> str:
        return "\n".join(f"{number:>3}. {sql}" for number, sql in enumerate(self.queries, start=1))


def visit(url: str, client: Client | None = None) -> Visit:
    """Opens an address until caches are warm and pictures made, and counts the queries of the next time."""
    client = client or Client()
    for _ in range(2):
        warming = client.get(url)
        assert warming.status_code == 200, f"{url} answered {warming.status_code}"
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return Visit(response, [query["sql"] for query in captured.captured_queries])


def read_whole(response: HttpResponse) -> bytes:
    """What a file's response holds; read to its end, it is closed as a server closes it."""
    return b"".join(response)


# -- content ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def publish() -> Callable[[Page], Page]:
    """Publishes a page as the admin does: a new revision, then its publication."""

    def publish(page: Page) -> Page:
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    return publish
