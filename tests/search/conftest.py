"""A small library whose contents the questions of the tests are about."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator, Sequence

import pytest
from django.test import Client
from pytest_django import Settings

from core.models import KnowledgePage
from search.engines.elastic import copying, remaking
from search.engines.elastic import server as elastic_server
from search.results import Results
from tests.factories import (
    BibliographyPageFactory,
    EventPageFactory,
    ExperiencePageFactory,
    NewsPageFactory,
    PracticeSheetPageFactory,
    RecordingPageFactory,
    ReferenceFactory,
    TerritoryFactory,
    ThemeFactory,
)


@pytest.fixture
def ask(client: Client) -> Callable[..., Results]:
    """What the results page finds."""

    def ask(text: str = "", **parameters: str | Sequence[str]) -> Results:
        response = client.get("/recherche/", {"q": text, **parameters})
        assert response.status_code == 200
        return response.context["results"]

    return ask


@pytest.fixture
def titles(ask: Callable[..., Results]) -> Callable[..., list[str]]:
    def titles(text: str = "", **parameters: str | Sequence[str]) -> list[str]:
        return [KnowledgePage.objects.get(pk=hit.id).title for hit in ask(text, **parameters).hits]

    return titles


def elasticsearch_url() -> str:
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        pytest.skip("ELASTICSEARCH_URL is not set")
    return url


def drop_the_copy() -> None:
    elastic_server.breaker.succeeded()
    es = elastic_server.server()
    for index in es.indices.get(index=f"{copying.alias()}-*"):
        es.indices.delete(index=index)


@pytest.fixture
def elastic(settings: Settings, db: None) -> Iterator[Callable[[], int]]:
    """A server with an index of its own; calling it makes the copy."""
    url = settings.ELASTICSEARCH_URL = elasticsearch_url()
    settings.ELASTICSEARCH_INDEX = f"test-{uuid.uuid4().hex}"
    elastic_server.breaker.succeeded()
    yield remaking.rebuild
    settings.ELASTICSEARCH_URL = url
    drop_the_copy()


@pytest.fixture(scope="module")
def library(kept_for_the_module: None) -> dict[str, KnowledgePage]:
    tours = TerritoryFactory(name="Tours", code="37261")
    waste = ThemeFactory(name="Gestion des déchets", aliases=["Ordures ménagères"])
    return {
        "waste": ExperiencePageFactory(
            title="Des caves vidées ensemble",
            summary="Comment une résidence s’est débarrassée de ses déchets en trois samedis.",
            themes=[waste],
        ),
        "reduction": PracticeSheetPageFactory(
            title="Réduire les déchets au pied des immeubles",
            summary="Les gestes qui marchent pour produire moins de déchets.",
        ),
        "bulky": PracticeSheetPageFactory(
            title="Organiser la collecte des encombrants",
            summary="Qui appelle, qui sort, qui ramasse.",
            purpose="<p>À éviter que les meubles traînent.</p>",
        ),
        "garden": ExperiencePageFactory(
            title="Un jardin partagé au cœur du quartier", summary="Les habitants cultivent ensemble vingt parcelles."
        ),
        "school": ExperiencePageFactory(
            title="Devant l’école, une rue apaisée", summary="Les parents ont obtenu que la rue ferme aux voitures."
        ),
        "cleanliness": RecordingPageFactory(
            title="La propreté, affaire de tous", summary="Trois gardiens racontent leur métier."
        ),
        "tours": EventPageFactory(
            title="Une journée à Tours", summary="Les bailleurs de la métropole se rencontrent.", territories=[tours]
        ),
        "tower": NewsPageFactory(
            title="La tour du Lac démolie", summary="La tour de quinze étages laisse la place à un parc."
        ),
        "reading": BibliographyPageFactory(
            title="Lire sur la participation",
            entries=[(ReferenceFactory(title="Les communs urbains", authors="Ostrom, Elinor"), "")],
        ),
    }
