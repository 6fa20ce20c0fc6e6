"""The demonstration fills an empty portal, once."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from core.models import KnowledgePage, PortalSettings
from directory.models import Organisation
from exchange.models import ImportedRecord, ImportRun
from experiences.mapping.projection import point
from experiences.models import Cost, Programme
from home.models import HomePage
from resources.models import Reference
from search.models import IndexedItem
from taxonomy import referentiel
from taxonomy.models import Theme
from tests.factories import StandardPageFactory, TerritoryFactory

pytestmark = pytest.mark.django_db

# What the portal promises to show, kind by kind.
AT_LEAST = {
    "experience": 24,
    "practice_sheet": 14,
    "recording": 12,
    "bibliography": 4,
    "event": 20,
    "news": 8,
    "page": 10,
}


def test_it_all_comes_in_and_the_second_time_nothing_does(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_demo")

    assert ", 0 refusée." in capsys.readouterr().out
    counted = Counter(page.kind for page in KnowledgePage.objects.live().specific())
    assert {kind: count for kind, count in counted.items() if count < AT_LEAST[kind]} == {}
    assert Organisation.objects.count() >= 40
    assert Reference.objects.count() >= 30
    assert Theme.objects.filter(parent=None).count() >= 8
    assert Theme.objects.exclude(parent=None).count() >= 50
    assert not ImportedRecord.objects.exclude(pending_links=[]).exists()
    assert Page.find_problems() == ([], [], [], [], [])
    assert IndexedItem.objects.filter(kind="experience").count() == counted["experience"]
    assert ImportRun.objects.get().messages == ""

    with CaptureQueriesContext(connection) as queries:
        call_command("load_demo")
    assert len(queries) <= 2


def test_it_says_who_publishes_the_portal_and_leaves_alone_what_was_said_already(tmp_path) -> None:
    TerritoryFactory()
    record = {"kind": "page", "external_id": "une-page", "title": "Une page", "summary": "Une page."}
    (tmp_path / "10.jsonl").write_text(json.dumps(record))
    site = Site.objects.get(is_default_site=True)
    PortalSettings.objects.create(site=site, publisher="Quelqu’un d’autre")

    call_command("load_demo", folder=tmp_path, verbosity=0)

    portal = PortalSettings.for_site(site)
    assert (portal.publisher, portal.contact_email) == ("Quelqu’un d’autre", "maison.habitant@ville-pontdeclaix.fr")
    assert "retours d’expérience" in HomePage.objects.get().intro


def test_a_portal_with_the_content_already_is_left_alone(tmp_path) -> None:
    StandardPageFactory(title="La mienne", external_id="une-page").save_revision().publish()
    (tmp_path / "10.jsonl").write_text(
        '{"kind": "page", "external_id": "une-page", "title": "Une page", "summary": "x"}'
    )

    call_command("load_demo", folder=tmp_path, verbosity=0)

    assert KnowledgePage.objects.get(external_id="une-page").title == "La mienne"


def test_a_run_cut_short_is_taken_up_again(tmp_path) -> None:
    (tmp_path / "10.jsonl").write_text(
        '{"kind": "page", "external_id": "une-page", "title": "Une page", "summary": "x"}'
    )
    TerritoryFactory()
    ImportRun.objects.create(files="10.jsonl")

    call_command("load_demo", folder=tmp_path, verbosity=0)

    assert KnowledgePage.objects.filter(external_id="une-page").exists()


def test_a_record_that_is_refused_leaves_the_rest_of_the_portal_ready(tmp_path) -> None:
    TerritoryFactory()
    records = [
        {"kind": "page", "external_id": "une-page", "title": "Une page", "summary": "Une page."},
        {"kind": "page", "external_id": "sans-titre", "summary": "Une autre."},
    ]
    (tmp_path / "10.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))

    call_command("load_demo", folder=tmp_path, verbosity=0)

    assert KnowledgePage.objects.filter(external_id="une-page").exists()
    assert PortalSettings.for_site(Site.objects.get(is_default_site=True)).publisher


def test_no_record_of_the_demonstration_is_repeated() -> None:
    seen = Counter(
        (record["kind"], record.get("external_id") or record["title"])
        for path in sorted((settings.BASE_DIR / "demo").glob("*.jsonl"))
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    )
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.fixture(scope="module")
def practices() -> list[dict]:
    lines = (settings.BASE_DIR / "demo" / "40-experiences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_practices_say_what_they_are_compared_by(practices: list[dict]) -> None:
    def said(field: str) -> list[dict]:
        return [practice for practice in practices if practice.get(field)]

    assert said("approach") == practices
    assert len(said("governance")) >= 30
    assert {code for practice in said("programmes") for code in practice["programmes"]} == set(Programme)
    assert len(said("duration")) >= 8
    assert {link["kind"] for practice in said("links") for link in practice["links"]} >= {"adapted_from", "follows"}


def test_a_practice_said_to_have_cost_something_says_how_much(practices: list[dict]) -> None:
    told = [practice for practice in practices if practice.get("cost") not in (None, Cost.NONE)]
    assert told
    for practice in told:
        assert any("€" in means.get("amount", "") for means in practice["means"]), practice["external_id"]


def test_every_commune_that_a_practice_names_has_a_place_on_the_map(practices: list[dict]) -> None:
    named = {code for practice in practices for code in practice.get("territories", [])}
    communes = [row for row in referentiel.read() if row["level"] == "commune" and row["code"] in named]
    assert len(communes) >= 15
    for row in communes:
        assert point(float(row["latitude"]), float(row["longitude"]), row["departement"]) is not None
