"""Two people at the same record of the directory or of a vocabulary: nobody replaces unawares what another wrote."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from factory.django import DjangoModelFactory

from directory.models import Organisation, User
from search.models import PromotedResult, SynonymRule
from taxonomy.models import Theme
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    PromotedResultFactory,
    ReferenceFactory,
    SynonymRuleFactory,
    TermFactory,
    ThemeFactory,
    UserFactory,
)

from .conftest import Form

pytestmark = pytest.mark.django_db
REFUSED = "après que vous l’avez ouverte"
RECORDS: list[tuple[type[DjangoModelFactory], str]] = [
    (OrganisationFactory, "name"),
    (PersonFactory, "name"),
    (ReferenceFactory, "title"),
    (TermFactory, "name"),
    (ThemeFactory, "name"),
    (SynonymRuleFactory, "note"),
    (PromotedResultFactory, "why"),
]
IN_LISTS_OF_OUR_OWN = {Theme: "themes", SynonymRule: "synonymes", PromotedResult: "resultats-mis-en-avant"}


@pytest.fixture
def fast(signed_in: Callable[[User], Client]) -> Client:
    return signed_in(UserFactory(superuser=True))


@pytest.fixture
def slow(signed_in: Callable[[User], Client]) -> Client:
    return signed_in(UserFactory(superuser=True))


def address(record: Model) -> str:
    if folder := IN_LISTS_OF_OUR_OWN.get(type(record)):
        return f"/admin/{folder}/edit/{record.pk}/"
    name = f"wagtailsnippets_{record._meta.app_label}_{record._meta.model_name}:edit"
    return reverse(name, args=[record.pk])


def opened(client: Client, record: Model) -> Form:
    """What a browser would send back of the record's form, untouched."""
    response = client.get(address(record))
    assert response.status_code == 200
    return fields_of(response.content.decode())


def fields_of(html: str) -> Form:
    form: Form = {}
    for field in BeautifulSoup(html, "html.parser").select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), field.get("type")
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = [str(option.get("value", "")) for option in field.select("option[selected]")]
            form[name] = chosen if field.has_attr("multiple") else (chosen or [""])[0]
        else:
            form[name] = (
                field.get_text().removeprefix("\n") if field.name == "textarea" else str(field.get("value", ""))
            )
    return {name: value for name, value in form.items() if "__prefix__" not in name}


@pytest.mark.parametrize(("factory", "field"), RECORDS, ids=[factory.__name__ for factory, _ in RECORDS])
def test_the_second_save_is_refused_once_with_what_was_typed_still_there(
    factory: type[DjangoModelFactory], field: str, fast: Client, slow: Client
) -> None:
    record = factory()
    form = opened(slow, record)
    assert fast.post(address(record), opened(fast, record) | {field: "De la première"}).status_code == 302

    refused = slow.post(address(record), form | {field: "De la seconde"})
    assert refused.status_code == 200
    assert REFUSED in refused.content.decode()
    record.refresh_from_db()
    assert getattr(record, field) == "De la première"

    again = fields_of(refused.content.decode())
    assert again[field] == "De la seconde"
    assert slow.post(address(record), again).status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == "De la seconde"


def test_a_theme_given_to_an_organisation_meanwhile_counts_as_a_change(fast: Client, slow: Client) -> None:
    organisation, theme = OrganisationFactory(), ThemeFactory()
    form = opened(slow, organisation)
    elsewhere = Organisation.objects.get(pk=organisation.pk)
    elsewhere.competences.add(theme)
    elsewhere.save()
    assert REFUSED in slow.post(address(organisation), form).content.decode()


def test_saving_twice_from_the_same_window_is_no_conflict(slow: Client) -> None:
    person = PersonFactory()
    assert slow.post(address(person), opened(slow, person) | {"name": "Une fois"}).status_code == 302
    assert slow.post(address(person), opened(slow, person) | {"name": "Deux fois"}).status_code == 302


def test_a_new_record_is_saved_at_once(slow: Client) -> None:
    url = reverse("wagtailsnippets_directory_person:add")
    form = fields_of(slow.get(url).content.decode()) | {"name": "Ada Nouvelle", "function": "Gardienne"}
    assert slow.post(url, form).status_code == 302
