"""How many queries a page takes once caches are warm: as many at five items as at a hundred, and few."""

from __future__ import annotations

import pytest

from core.models import KnowledgePage
from directory.models import Organisation, Person
from taxonomy.models import Territory, Theme
from tests.conftest import Visit, visit
from tests.factories import (
    FACTORIES,
    AdoptionFactory,
    ExperiencePageFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

MOST = 12
FEW, MANY = 5, 100
A_PAGE_AND_MORE = 25


class Portal:
    """Items of every kind, all filed under the same labels and linked to the first of their kind."""

    def __init__(self) -> None:
        self.theme: Theme = ThemeFactory(parent=ThemeFactory())
        self.commune: Territory = TerritoryFactory(placed=True)
        self.organisation: Organisation = OrganisationFactory(territory=self.commune)
        self.person: Person = PersonFactory(organisation=self.organisation)
        self.first: dict[str, KnowledgePage] = {}
        self.size = 0

    def grow(self, size: int) -> None:
        for number in range(self.size, size):
            # A hundred retours d'expérience; of the other kinds, more than a page of their list shows.
            for kind, factory in (
                FACTORIES.items() if number < A_PAGE_AND_MORE else [("experience", ExperiencePageFactory)]
            ):
                first = self.first.get(kind)
                page = factory(
                    # The first has all that a page may have; the others what makes a list longer.
                    with_everything=first is None,
                    featured_image=first.featured_image if first else ImageFactory(),
                    themes=[self.theme],
                    territories=[self.commune],
                    organisations=[(self.organisation, "initiator")],
                    people=[(self.person, "speaker")],
                    links=[(first, "see_also")] if first else [],
                )
                self.first.setdefault(kind, page)
                if kind == "experience":
                    AdoptionFactory(practice=self.first[kind], own_practice=page, published=True)
            if number < 20:
                ThemeFactory(parent=self.theme)
                OrganisationFactory(territory=self.commune)
                PersonFactory(organisation=self.organisation)
                TerritoryFactory(epci=self.commune.epci, departement=self.commune.departement)
        self.size = size

    def addresses(self) -> dict[str, str]:
        lists = {f"list of {kind}": page.get_parent().url for kind, page in self.first.items() if kind != "page"}
        items = {f"one {kind}": page.url for kind, page in self.first.items()}
        return {
            "home": "/",
            **lists,
            **items,
            "search": "/recherche/",
            "suggestions": "/recherche/suggestions?q=exp",
            "search for words": "/recherche/?q=experience+rencontre",
            "search without results": "/recherche/?q=xylophone",
            "request": "/demander/?q=xylophone",
            "proposing": "/proposer/",
            "first step of a proposal": "/proposer/nouveau/",
            "search with filters": f"/recherche/?theme={self.theme.slug}&territory={self.commune.code}&kind=experience",
            "observatoire": "/observatoire/",
            "map": "/observatoire/?vue=carte",
            "map of a place": f"/observatoire/?vue=carte&territory={self.commune.code}",
            "view in figures": "/observatoire/?vue=chiffres&outcome=success",
            "table": "/observatoire/?vue=tableau&col=cost&col=habitat&sort=-cost",
            "figures": "/observatoire/chiffres/",
            "figure": f"/observatoire/chiffres/themes-et-issues/?theme={self.theme.parent.slug}",
            "blind spots": "/observatoire/chiffres/angles-morts/",
            "frame": "/observatoire/chiffres/partenaires/integrer/?q=experience",
            "outcomes": "/observatoire/issues/",
            "outcome": "/observatoire/issues/reussite/",
            "lessons": f"/observatoire/lecons/?theme={self.theme.slug}",
            "what spread": "/observatoire/essaimage/",
            "telling that it spread": f"/observatoire/essaimage/{self.first['experience'].pk}/",
            "themes": "/themes/",
            "theme": self.theme.get_absolute_url(),
            "places": "/territoires/",
            "place": self.commune.get_absolute_url(),
            "directory": "/annuaire/",
            "organisation": self.organisation.get_absolute_url(),
            "person": self.person.get_absolute_url(),
            "glossary": "/glossaire/",
            "site map": "/plan-du-site/",
            "API": "/api/",
            "API, list": "/api/v1/items/?limit=200",
            **{f"API, one {kind}": f"/api/v1/items/{page.pk}/" for kind, page in self.first.items()},
        }


@pytest.fixture(scope="module")
def visits(kept_for_the_module: None) -> dict[str, tuple[Visit, Visit]]:
    portal = Portal()
    portal.grow(FEW)
    few = {name: visit(url) for name, url in portal.addresses().items()}
    portal.grow(MANY)
    many = {name: visit(url) for name, url in portal.addresses().items()}
    return {name: (few[name], many[name]) for name in few}


def test_pages_take_as_many_queries_at_a_hundred_items_as_at_five(visits: dict[str, tuple[Visit, Visit]]) -> None:
    grown = {
        name: f"{few.count}, then {many.count}\n{few.listing}\n\n{many.listing}"
        for name, (few, many) in visits.items()
        if few.count != many.count
    }
    assert not grown, "\n".join(f"{name}: {what}" for name, what in grown.items())


def test_pages_take_few_queries(visits: dict[str, tuple[Visit, Visit]]) -> None:
    heavy = {name: many for name, (_, many) in visits.items() if many.count > MOST}
    assert not heavy, "\n".join(f"{name}: {many.count} queries\n{many.listing}" for name, many in heavy.items())
