"""Two to four practices side by side."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from experiences.observatory.comparison import compared, rows
from tests.conftest import visit
from tests.factories import ExperiencePageFactory, TerritoryFactory, stream

pytestmark = pytest.mark.django_db


def comparing(client: Client, *pages: object) -> str:
    address = "&".join(f"p={getattr(page, 'pk', page)}" for page in pages)
    response = client.get(f"/observatoire/comparer/?{address}")
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def cells(page: str, label: str) -> list[str]:
    """The words of each cell of the row under this header."""
    row = re.search(rf'<th scope="row">{label}</th>(.*?)</tr>', page, re.DOTALL)
    assert row, label
    found = re.findall(r"<td>(.*?)</td>", row[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in found]


def test_the_same_facts_stand_on_one_row(client: Client) -> None:
    one = ExperiencePageFactory(with_everything=True, title="Compost")
    two = ExperiencePageFactory(failed=True, title="Cabane", cost="none", would_avoid=stream("point", "<p>Seuls.</p>"))
    page = comparing(client, one, two)
    assert cells(page, "Issue") == ["Réussite", "Échec"]
    assert cells(page, "D’après") == ["Témoignage Bilan de 2014", "Évaluation mesurée"]
    assert cells(page, "Coût") == ["De 10 000 à 50 000 €", "Aucune dépense"]
    assert cells(page, "Durée") == ["D’un à trois ans", "Non précisé"]
    assert cells(page, "Effort") == ["Un poste ou une équipe", "Non précisé"]
    assert cells(page, "Habitat") == ["Grand ensemble, Copropriété", "Non précisé"]
    assert cells(page, "Pilotage") == ["Copilotage ville et bailleurs", "Non précisé"]
    assert cells(page, "Quand") == ["De mars 2012 à novembre 2013", "Non précisé"]
    assert cells(page, "Moyens")[0].startswith("Deux animatrices : 0,5 ETP Ville")
    assert cells(page, "Chiffres") == ["120 tonnes Dépôts retirés (2013)", "Non précisé"]
    assert cells(page, "Ce que nous referions") == ["Associer les gardiens.", "Non précisé"]
    assert cells(page, "Ce que nous éviterions") == ["Aller trop vite.", "Seuls."]
    assert cells(page, "Pour le faire ailleurs") == ["Un élu qui porte.", "Non précisé"]


def test_columns_stand_in_the_order_of_the_address(client: Client) -> None:
    one, two, three = (ExperiencePageFactory(title=f"Pratique {n}") for n in (1, 2, 3))
    page = comparing(client, three, one, two)
    assert re.findall(r'<th scope="col">\s*<a href="[^"]+">([^<]+)</a>', page) == [
        "Pratique 3",
        "Pratique 1",
        "Pratique 2",
    ]


def test_a_fact_that_none_tells_has_no_row() -> None:
    pages = compared([ExperiencePageFactory().pk, ExperiencePageFactory().pk])
    labels = [row.label for row in rows(pages)]
    assert "Coût" not in labels
    assert "Issue" in labels
    assert all(len(row.cells) == 2 for row in rows(pages))


def test_a_quartier_prioritaire_counts_as_on_the_observatoire(client: Client) -> None:
    place = TerritoryFactory(placed=True, level="quartier", is_priority=True)
    page = comparing(client, ExperiencePageFactory(territories=[place]), ExperiencePageFactory())
    assert cells(page, "Politique de la ville") == ["Quartier prioritaire (QPV)", "Non précisé"]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_two_to_four_are_compared(client: Client, number: int) -> None:
    page = comparing(client, *(ExperiencePageFactory() for _ in range(number)))
    assert page.count('scope="col"') == number


def test_nothing_to_compare_leads_to_the_observatoire(client: Client) -> None:
    page = comparing(client)
    assert "au moins deux pratiques" in page
    assert "<table" not in page


def test_one_alone_is_kept_while_another_is_chosen(client: Client) -> None:
    one = ExperiencePageFactory(title="Compost")
    page = comparing(client, one)
    assert "Vous avez choisi «\u00a0Compost\u00a0»" in page
    assert f'href="/observatoire/?p={one.pk}"' in page


def test_five_are_too_many_and_one_chooses_among_them(client: Client) -> None:
    page = comparing(client, *(ExperiencePageFactory() for _ in range(5)))
    assert "4 pratiques au plus" in page
    assert page.count('type="checkbox"') == 5
    assert "<table" not in page


def test_an_unknown_one_is_dropped_and_that_is_said(client: Client) -> None:
    page = comparing(client, ExperiencePageFactory(), 424242, ExperiencePageFactory())
    assert "n’est plus, en ligne" in page
    assert page.count('scope="col"') == 2


def test_what_was_typed_is_never_markup(client: Client) -> None:
    title = "<script>alert(1)</script> & « co »"
    one = ExperiencePageFactory(title=title, slug="un", beneficiaries=title, evidence_note=title)
    answer = client.get(f"/observatoire/comparer/?p={one.pk}&p={ExperiencePageFactory().pk}").content.decode()
    assert "<script>alert" not in answer


def test_as_many_queries_for_four_as_for_two() -> None:
    pages = [ExperiencePageFactory(with_everything=True) for _ in range(4)]
    few, many = (
        visit("/observatoire/comparer/?" + "&".join(f"p={page.pk}" for page in some)) for some in (pages[:2], pages)
    )
    assert few.count == many.count <= 12, many.listing
