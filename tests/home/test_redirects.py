"""Former addresses, accents included, lead to where things are now."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests.factories import NewsPageFactory

pytestmark = pytest.mark.django_db

FORMER = "/retours/La%20gestion%20des%20d%C3%A9chets%20%C3%A0%20Tours"


@pytest.mark.parametrize("asked", [FORMER, unquote(FORMER), f"{FORMER}/", FORMER.replace("%C3", "%c3")])
def test_a_former_address_leads_to_the_item_however_it_is_asked_for(client: Client, asked: str) -> None:
    page = NewsPageFactory()
    Redirect.add_redirect(FORMER, redirect_to=page)
    response = client.get(asked)
    assert (response.status_code, response.headers.get("Location")) == (301, page.url)


def test_a_former_address_with_a_query_leads_to_the_item(client: Client) -> None:
    page = NewsPageFactory()
    Redirect.add_redirect("/spip.php?article12", redirect_to=page)
    assert client.get("/spip.php?article12").headers.get("Location") == page.url
    assert client.get("/spip.php?article13").status_code == 404


def test_a_page_of_the_portal_goes_before_a_former_address(client: Client) -> None:
    page = NewsPageFactory()
    Redirect.add_redirect(page.url, redirect_to=NewsPageFactory())
    assert client.get(page.url).status_code == 200


def test_a_former_address_does_not_tell_of_a_draft(client: Client) -> None:
    page = NewsPageFactory(draft=True)
    Redirect.add_redirect("/ancienne", redirect_to=page)
    assert client.get("/ancienne", follow=True).status_code == 404
