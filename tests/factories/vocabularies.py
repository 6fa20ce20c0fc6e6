"""Themes, audiences, keywords, terms and places."""

from __future__ import annotations

from collections.abc import Sequence

import factory

from core.models import (
    Tag,
)
from taxonomy.models import Audience, Term, TermAlias, Territory, Theme, ThemeAlias


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Thème {n}")

    @factory.post_generation
    def aliases(self, create: bool, names: Sequence[str] | None, **_: object) -> None:
        for name in names or ():
            ThemeAlias.objects.create(theme=self, name=name)


class AudienceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Audience

    name = factory.Sequence(lambda n: f"Public {n}")


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"mot-clé {n}")


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Terme {n}")
    definition = "<p>Ce que ce terme veut dire.</p>"

    @factory.post_generation
    def aliases(self, create: bool, names: Sequence[str] | None, **_: object) -> None:
        for name in names or ():
            TermAlias.objects.create(term=self, name=name)


class TerritoryFactory(factory.django.DjangoModelFactory):
    """A commune by default. ``placed`` gives a commune its EPCI, département and région."""

    class Meta:
        model = Territory

    level = Territory.Level.COMMUNE
    code = factory.Sequence(lambda n: f"{38000 + n}")
    name = factory.Sequence(lambda n: f"Commune {n}")

    class Params:
        region_level = factory.Trait(
            level=Territory.Level.REGION,
            code=factory.Sequence(lambda n: f"R{n}"),
            name=factory.Sequence(lambda n: f"Région {n}"),
        )
        departement_level = factory.Trait(
            level=Territory.Level.DEPARTEMENT,
            code=factory.Sequence(lambda n: f"D{n}"),
            name=factory.Sequence(lambda n: f"Département {n}"),
            region=factory.SubFactory("tests.factories.TerritoryFactory", region_level=True),
        )
        epci_level = factory.Trait(
            level=Territory.Level.EPCI,
            code=factory.Sequence(lambda n: f"2000{n:05d}"),
            name=factory.Sequence(lambda n: f"Métropole {n}"),
            departement=factory.SubFactory("tests.factories.TerritoryFactory", departement_level=True),
            region=factory.SelfAttribute("departement.region"),
        )
        placed = factory.Trait(
            epci=factory.SubFactory("tests.factories.TerritoryFactory", epci_level=True),
            departement=factory.SelfAttribute("epci.departement"),
            region=factory.SelfAttribute("epci.region"),
        )
        quartier_level = factory.Trait(
            level=Territory.Level.QUARTIER,
            code="",
            name=factory.Sequence(lambda n: f"Quartier {n}"),
            commune=factory.SubFactory("tests.factories.TerritoryFactory", placed=True),
        )
