"""Organisations and people."""

from __future__ import annotations

from collections.abc import Sequence

import factory

from directory.models import Organisation, OrganisationAlias, Person

from .vocabularies import TerritoryFactory


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Organisation {n}")
    type = Organisation.Type.ASSOCIATION

    class Params:
        landlord = factory.Trait(type=Organisation.Type.LANDLORD)
        with_everything = factory.Trait(
            acronym="ORG",
            territory=factory.SubFactory(TerritoryFactory, placed=True),
            description="Une organisation qui s’occupe des quartiers.",
            website="https://organisation.example.org/",
            email="contact@organisation.example.org",
            phone="04 00 00 00 00",
            address="1 place du Marché",
        )

    @factory.post_generation
    def aliases(self, create: bool, names: Sequence[str] | None, **_: object) -> None:
        for name in names or ():
            OrganisationAlias.objects.create(organisation=self, name=name)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Camille Personne{n}")
    function = "chargée de gestion urbaine de proximité"

    class Params:
        with_everything = factory.Trait(
            organisation=factory.SubFactory(OrganisationFactory), website="https://personne.example.org/"
        )
