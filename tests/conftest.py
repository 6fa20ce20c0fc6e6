"""What every test may ask for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from wagtail.models import Page

from core import caching
from directory.models import User
from home.models import HomePage
from tests.factories import UserFactory

hypothesis_settings.register_profile(
    "portal", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
hypothesis_settings.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def _leave_nothing_behind() -> Iterator[None]:
    yield
    shutil.rmtree(settings.STATE_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _forget_kept_values() -> None:
    """A rolled-back transaction takes the generation back with it: what was kept under it is another test's."""
    caching._values.clear()
    caching._request.active, caching._request.generation = False, None
    cache.clear()


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


@pytest.fixture
def signed_in() -> Callable[[User | None], Client]:
    """A browser in which this account is signed in; nobody's when there is none."""

    def browser(user: User | None = None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def front_page(db: None) -> HomePage:
    return HomePage.objects.get()


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


@pytest.fixture
def visit(client: Client) -> Callable[[str], Visit]:
    """Opens an address twice and counts the queries of the second time."""

    def open_twice(url: str) -> Visit:
        warming = client.get(url)
        assert warming.status_code == 200, f"{url} answered {warming.status_code}"
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        assert response.status_code == 200
        return Visit(response, [query["sql"] for query in captured.captured_queries])

    return open_twice


# -- content ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def publish() -> Callable[[Page], Page]:
    """Publishes a page as the admin does: a new revision, then its publication."""

    def publish(page: Page) -> Page:
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    return publish
