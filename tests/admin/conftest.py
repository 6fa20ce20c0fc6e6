"""What the tests of the admin share: forms filled in as a browser would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from directory.models import Organisation
from events.models import EventIndexPage, EventPage
from experiences.models import ExperienceIndexPage, ExperiencePage
from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from resources.models import (
    BibliographyIndexPage,
    BibliographyPage,
    PracticeSheetIndexPage,
    PracticeSheetPage,
    RecordingIndexPage,
    RecordingPage,
)
from taxonomy.models import Territory
from tests.factories import OrganisationFactory, TerritoryFactory

Form = dict[str, str | list[str]]

# Every kind of page one creates, and the page it is created under.
CREATABLE: dict[type[Page], type[Page]] = {
    ExperiencePage: ExperienceIndexPage,
    PracticeSheetPage: PracticeSheetIndexPage,
    RecordingPage: RecordingIndexPage,
    BibliographyPage: BibliographyIndexPage,
    EventPage: EventIndexPage,
    NewsPage: NewsIndexPage,
    StandardPage: HomePage,
}
# What a form of that kind must say before it is published, beyond title, summary and date.
DEMANDED: dict[type[Page], Form] = {
    ExperiencePage: {"outcome": "mixed", "evidence": "review"},
    EventPage: {"event_type": "morning", "format": "on_site", "status": "held"},
    RecordingPage: {
        "medium": "audio",
        "media_url": "https://tube.example.org/w/1",
        "exemption_reason": "Transcription en cours",
        "exemption_until": "2100-01-01",
    },
}


@pytest.fixture(autouse=True)
def _in_the_admin(wagtails_templates: None) -> None:
    """Every test here."""


def add_url(kind: type[Page]) -> str:
    parent = CREATABLE[kind].objects.get()
    return reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, parent.pk])


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_on(response: HttpResponse) -> Form:
    """What a browser would send back of the page form it was shown, untouched."""
    shown = querydict_from_html(response.content.decode(), form_id="page-edit-form")
    return {name: values if len(values) > 1 else values[0] for name, values in shown.lists()}


def with_empty_streams(form: Form, kind: type[Page]) -> Form:
    """The form with its lists of blocks, which scripts draw: empty ones."""
    streams = {field.name: streamfield([]) for field in kind._meta.get_fields() if isinstance(field, StreamField)}
    return nested_form_data(streams) | form


@pytest.fixture
def fill_in() -> Callable[..., Form]:
    """Opens a page's form (or that of a new page of a kind) and fills in what is given over what it holds."""

    def fill_in(client: Client, page: Page | type[Page], **typed: object) -> Form:
        kind = page if isinstance(page, type) else type(page)
        response = client.get(add_url(page) if isinstance(page, type) else edit_url(page))
        assert response.status_code == 200
        return with_empty_streams(form_on(response), kind) | nested_form_data(typed)

    return fill_in


@pytest.fixture
def complete() -> Callable[[type[Page]], Form]:
    """The least that each kind must say to be published."""

    def complete(kind: type[Page]) -> Form:
        said: Form = {
            "title": "Une brocante contre les encombrants",
            "slug": "brocante",
            "summary": "Chaque trimestre, une brocante donne une deuxième vie aux objets.",
        }
        if getattr(kind, "dated", False):
            said["published_on"] = "octobre 2013"
        return said | DEMANDED.get(kind, {})

    return complete


@pytest.fixture
def gennevilliers(db: None) -> Territory:
    return TerritoryFactory(name="Gennevilliers", code="92036", population=48_530, placed=True)


@pytest.fixture
def town_hall(gennevilliers: Territory) -> Organisation:
    return OrganisationFactory(name="Ville de Gennevilliers", type="commune", territory=gennevilliers)
