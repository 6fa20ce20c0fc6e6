from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import TermFactory

pytestmark = pytest.mark.django_db


def test_the_glossary_stands_in_alphabetical_order_accents_aside(client: Client) -> None:
    for name in ("Zone floue", "Éco-geste", "encombrant", "Abattement"):
        TermFactory(name=name)
    letters = client.get("/glossaire/").context["letters"]
    assert [(letter, [term.name for term in terms]) for letter, terms in letters] == [
        ("A", ["Abattement"]),
        ("E", ["Éco-geste", "encombrant"]),
        ("Z", ["Zone floue"]),
    ]


def test_an_empty_glossary_is_a_page(client: Client) -> None:
    assert client.get("/glossaire/").status_code == 200


def test_a_definition_keeps_its_emphasis_and_nothing_dangerous(client: Client) -> None:
    TermFactory(definition="<p>Un <b>vrai</b> mot.</p>")
    assert "Un <b>vrai</b> mot." in client.get("/glossaire/").content.decode()
