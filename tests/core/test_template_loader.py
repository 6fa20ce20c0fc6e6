"""Templates are served with the spaces of French, which no line ends with."""

from __future__ import annotations

import pytest
from django.test import Client

from core.template_loader import french_spaces


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("<p>Que cherchez-vous ?</p>", "<p>Que cherchez-vous\u00a0?</p>"),
        ("« {{ name }} » et la suite", "«\u00a0{{ name }}\u00a0» et la suite"),
        (
            "« {{ name }} »{% if more %} : {{ more }}{% endif %}",
            "«\u00a0{{ name }}\u00a0»{% if more %}\u00a0: {{ more }}{% endif %}",
        ),
        ("Fin ; suite : voilà !", "Fin\u00a0; suite\u00a0: voilà\u00a0!"),
        ("https://example.org 10:30 a:b", "https://example.org 10:30 a:b"),
    ],
)
def test_no_line_begins_with_a_sign(written: str, served: str) -> None:
    assert french_spaces(written) == served


@pytest.mark.django_db
def test_pages_are_served_so(client: Client) -> None:
    assert "Que cherchez-vous\u00a0?" in client.get("/").content.decode()
