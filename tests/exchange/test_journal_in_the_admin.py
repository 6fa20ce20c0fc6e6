"""Who runs the portal reads what imports did; nobody rewrites it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail_modeladmin.helpers import AdminURLHelper

from directory.models import User
from exchange.models import ImportRun
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtails_templates")]


@pytest.fixture
def run() -> ImportRun:
    return ImportRun.objects.create(
        files="fiches.jsonl", created=3, refused=1, messages="ligne 2, champ « outcome » : …"
    )


def test_the_journal_is_listed_and_each_run_can_be_read(
    run: ImportRun, superuser: User, signed_in: Callable[[User], Client]
) -> None:
    browser, urls = signed_in(superuser), AdminURLHelper(ImportRun)

    assert "fiches.jsonl" in browser.get(urls.index_url).content.decode()
    assert "champ « outcome »" in browser.get(urls.get_action_url("inspect", run.pk)).content.decode()


def test_nobody_writes_in_it(run: ImportRun, superuser: User, signed_in: Callable[[User], Client]) -> None:
    browser, urls = signed_in(superuser), AdminURLHelper(ImportRun)

    for address in (
        urls.get_action_url("create"),
        urls.get_action_url("edit", run.pk),
        urls.get_action_url("delete", run.pk),
    ):
        assert browser.post(address, {}).status_code in (302, 403)
    assert ImportRun.objects.get(pk=run.pk).created == 3


def test_a_partner_does_not_see_it(run: ImportRun, partner: User, signed_in: Callable[[User], Client]) -> None:
    response = signed_in(partner).get(AdminURLHelper(ImportRun).index_url)

    assert response.status_code in (302, 403)


def test_an_administrator_reads_it_and_an_editor_does_not(run: ImportRun, signed_in: Callable[[User], Client]) -> None:
    urls = AdminURLHelper(ImportRun)
    administrator, editor = (signed_in(UserFactory(role=role)) for role in ("Administrateur", "Éditeur"))

    assert "fiches.jsonl" in administrator.get(urls.index_url).content.decode()
    assert administrator.get(urls.get_action_url("inspect", run.pk)).status_code == 200
    assert editor.get(urls.index_url).status_code == 302
