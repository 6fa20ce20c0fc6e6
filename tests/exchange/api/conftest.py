"""A portal of every kind of content, and how a program reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from core.models import KnowledgePage
from tests.conftest import rolled_back_in_the_end
from tests.factories import (
    FACTORIES,
    AudienceFactory,
    ExperiencePageFactory,
    OrganisationFactory,
    TerritoryFactory,
    ThemeFactory,
)

Json = Mapping[str, object]
Read = Callable[..., Json]


@pytest.fixture(scope="package")
def _kept_for_the_package(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All these modules read the same portal. A fixture of a package lives as long as the folder that defines it."""
    with rolled_back_in_the_end(django_db_blocker):
        yield


@pytest.fixture(scope="package")
def portal(_kept_for_the_package: None) -> list[KnowledgePage]:
    """One item of each kind that says all it can, and thirty practices filed in many ways."""
    waste, care = ThemeFactory(name="Gestion des déchets"), ThemeFactory(name="Espaces verts")
    compost = ThemeFactory(name="Compost", parent=waste)
    places = [TerritoryFactory(placed=True), TerritoryFactory(placed=True)]
    bodies = [OrganisationFactory(), OrganisationFactory(landlord=True)]
    audience = AudienceFactory()
    whole = [factory(with_everything=True) for factory in FACTORIES.values()]
    practices = [
        ExperiencePageFactory(
            title=f"Les encombrants de l’îlot {number}" if number % 3 else f"Un jardin à l’îlot {number}",
            published_on=("2012", "2013-10", "2013-10-12", "2020-01-31")[number % 4],
            outcome=("success", "mixed", "failure")[number % 3],
            cost=("", "none", "more")[number % 3],
            habitat=(["large_estate"], [], ["village", "condominium"])[number % 3],
            themes=[(waste, care, compost)[number % 3]],
            territories=[places[number % 2]] if number % 5 else [],
            organisations=[(bodies[number % 2], "initiator")],
            audiences=[audience] if number % 2 else [],
            links=[(whole[0], "see_also")] if number % 7 == 0 else [],
        )
        for number in range(30)
    ]
    return [*whole, *practices]


@pytest.fixture
def read(client: Client) -> Read:
    """What the API answers at an address below /api/v1, which must be there."""

    def read(address: str = "/", **parameters: object) -> Json:
        response = client.get(f"/api/v1{address}", parameters)
        assert response.status_code == 200, response.content
        return response.json()

    return read
