"""The printed fiche of an item, as a reader gets it."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import Client
from wagtail.models import Page

from tests.factories import ExperiencePageFactory

pytestmark = pytest.mark.django_db


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def fiche(client: Client, page: Page) -> bytes:
    response = client.get(f"/fiche/{page.pk}.pdf")
    assert response.status_code == 200
    return response.content


def test_a_practice_is_had_as_a_pdf(client: Client) -> None:
    page = ExperiencePageFactory(with_everything=True, title="Compost au pied des tours")
    response = client.get(f"/fiche/{page.pk}.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="compost-au-pied-des-tours.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert "Compost au pied des tours" in words(response.content)
