"""Sending the forms that anyone may send, as a browser does."""

from __future__ import annotations

import datetime
import time
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.http import HttpResponse

from core.open_forms import robots

A_MINUTE = datetime.timedelta(minutes=1)


def opened(ago: datetime.timedelta = A_MINUTE) -> str:
    """What a form opened that long ago carries."""
    then = time.time() - ago.total_seconds()
    with patch("django.core.signing.time.time", lambda: then):
        return robots.opened_now()


def errors_of(response: HttpResponse) -> dict[str, str]:
    """What is said beside each field, "" for the whole form: said to all, and led to from the top of the page."""
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.string.startswith("Erreur")
    beside = {error["id"].removeprefix("id_").removesuffix("_error"): error for error in page.select(".field .error")}
    for name in beside:
        described = page.select_one(f'[aria-describedby~="id_{name}_error"]')
        assert described.name == "fieldset" or described["aria-invalid"] == "true"
        assert page.select_one(f'.form-errors a[href^="#id_{name}"]')
    assert all(page.select_one(link["href"]) for link in page.select(".form-errors li a"))
    whole = " ".join(error.get_text() for error in page.select(".form-errors li") if not error.a)
    told = {name: error.get_text().strip() for name, error in beside.items()}
    return told | ({"": whole} if whole else {})
