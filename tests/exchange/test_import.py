"""What an import does, record after record and file after file."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Revision

from core.models import KnowledgePage, PageLink, Tag
from directory.models import Organisation, Person
from exchange.models import ImportedRecord, ImportRun
from experiences.models import ExperienceIndexPage
from search.models import IndexedItem
from taxonomy.models import Territory
from tests.exchange.conftest import Import, an_experience, in_json_lines, the_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


# -- once, twice, changed ---------------------------------------------------------------------------------------------
def test_a_new_record_becomes_a_published_item_of_its_list(import_records: Import) -> None:
    told = import_records(an_experience())

    assert told.summary == (1, 0, 0, 0)
    page = the_page()
    assert page.live
    assert page.get_parent().specific_class is ExperienceIndexPage
    assert page.slug == "une-recyclerie-au-pied-des-tours-1"
    assert [theme.name for theme in page.themes.all()] == ["Encombrants"]
    assert page.page_organisations.get().role == "initiator"
    assert IndexedItem.objects.filter(pk=page.pk).exists()


def test_the_same_file_twice_changes_nothing(import_records: Import) -> None:
    import_records(an_experience(1), an_experience(2))
    before = list(Revision.objects.values_list("pk", flat=True)), list(Page.objects.values("pk", "path", "numchild"))

    told = import_records(an_experience(1), an_experience(2))

    assert told.summary == (0, 0, 2, 0)
    assert before == (
        list(Revision.objects.values_list("pk", flat=True)),
        list(Page.objects.values("pk", "path", "numchild")),
    )


def test_the_same_file_does_not_undo_what_an_editor_changed_since(import_records: Import) -> None:
    import_records(an_experience())
    page = the_page()
    page.title = "Un titre de l’éditrice"
    page.save_revision().publish()

    told = import_records(an_experience())

    assert told.summary == (0, 0, 1, 0)
    assert the_page().title == "Un titre de l’éditrice"


def test_a_changed_record_makes_a_new_revision_and_replaces_what_it_listed(import_records: Import) -> None:
    import_records(an_experience(tags=None))
    first = the_page()

    told = import_records(an_experience(title="Un autre titre", themes=["Biodéchets"], organisations=None))

    page = the_page()
    assert told.summary == (0, 1, 0, 0)
    assert (page.pk, page.slug, page.title) == (first.pk, first.slug, "Un autre titre")
    assert page.revisions.count() == 2
    assert page.live_revision_id == page.latest_revision_id
    assert [theme.name for theme in page.themes.all()] == ["Biodéchets"]
    assert not page.page_organisations.exists()
    assert IndexedItem.objects.get(pk=page.pk).title == "Un autre titre"


def test_an_item_that_an_editor_deleted_comes_back(import_records: Import) -> None:
    import_records(an_experience())
    the_page().delete()

    assert import_records(an_experience()).summary == (1, 0, 0, 0)
    assert the_page().live


def test_an_item_made_by_hand_under_the_same_identifier_is_taken_over(import_records: Import) -> None:
    told = import_records(
        {
            "kind": "page",
            "external_id": "page-accessibilite",
            "title": "Accessibilité",
            "summary": "Où en est le portail.",
        }
    )

    page = the_page("page-accessibilite")
    assert told.summary == (0, 1, 0, 0)
    assert (page.summary, page.slug, page.in_search) == ("Où en est le portail.", "accessibilite", False)


def test_a_locked_page_is_left_alone_and_said_so(import_records: Import) -> None:
    import_records(an_experience())
    Page.objects.filter(pk=the_page().pk).update(locked=True)

    told = import_records(an_experience(title="Un autre titre"))

    assert told.summary == (0, 0, 0, 1)
    assert "verrouillée" in told.messages[0]


# -- drafts -----------------------------------------------------------------------------------------------------------
def test_a_draft_is_nowhere_to_be_seen_until_the_import_publishes_it(import_records: Import) -> None:
    import_records(an_experience(), publish=False)
    page = the_page()
    assert (page.live, page.has_unpublished_changes, page.first_published_at) == (False, True, None)
    assert not IndexedItem.objects.exists()
    assert list(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)) == ["wagtail.create"]

    told = import_records(an_experience())

    assert told.summary == (0, 1, 0, 0)
    assert the_page().live
    assert IndexedItem.objects.filter(pk=page.pk).exists()


# -- places in the tree -----------------------------------------------------------------------------------------------
def test_two_items_of_the_same_title_get_two_addresses(import_records: Import) -> None:
    import_records(
        an_experience(1, title="Propreté"), an_experience(2, title="Propreté"), an_experience(3, title="Propreté")
    )

    assert sorted(KnowledgePage.objects.filter(title="Propreté").values_list("slug", flat=True)) == [
        "proprete", "proprete-2", "proprete-3",
    ]  # fmt: skip


def test_a_page_stands_under_the_page_it_names_wherever_that_one_is_in_the_file(import_records: Import) -> None:
    def page(external_id: str, **more: str) -> dict[str, str]:
        return {"kind": "page", "external_id": external_id, "title": external_id, "summary": "Une page.", **more}

    told = import_records(
        page("petite", parent="fille"), page("fille", parent="mere"), page("mere"), page("niece", parent="/mere/")
    )

    assert told.summary == (4, 0, 0, 0)
    assert the_page("petite").url_path == "/accueil/mere/fille/petite/"
    assert the_page("niece").get_parent().pk == the_page("mere").pk
    assert Page.find_problems() == ([], [], [], [], [])


# -- links ------------------------------------------------------------------------------------------------------------
def test_a_link_may_lead_to_a_record_further_on(import_records: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exchange.importer.BATCH", 1)
    import_records(an_experience(1, links=[{"to": "rex-2", "kind": "follows", "note": "la suite"}]), an_experience(2))

    link = PageLink.objects.get()
    assert (link.page_id, link.target_id, link.kind, link.note) == (
        the_page("rex-1").pk,
        the_page("rex-2").pk,
        "follows",
        "la suite",
    )
    assert the_page("rex-1").revisions.count() == 1
    assert the_page("rex-1").get_latest_revision_as_object().page_links.get().target_id == the_page("rex-2").pk


def test_a_link_to_a_refused_record_is_made_when_it_comes_in(import_records: Import) -> None:
    first = import_records(an_experience(1, links=[{"to": "rex-2"}]), an_experience(2, outcome="raté"))
    assert first.summary == (1, 0, 0, 1)
    assert "rex-2" in first.messages[-1]
    assert not PageLink.objects.exists()

    second = import_records(an_experience(1, links=[{"to": "rex-2"}]), an_experience(2, outcome="failure"))

    assert second.summary == (1, 0, 1, 0)
    assert PageLink.objects.get().target_id == the_page("rex-2").pk


# -- former addresses -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address",
    [
        "/actualités/fête d’été",
        "/actualit%C3%A9s/f%C3%AAte%20d%E2%80%99%C3%A9t%C3%A9/",
        "https://ancien.example.org/actualit%c3%a9s/f%c3%aate d%e2%80%99%c3%a9t%c3%a9",
        "www.ancien.example.org/actualités/fête d’été",
    ],
)
def test_a_former_address_leads_to_the_item_however_it_is_written(import_records: Import, client, address: str) -> None:
    import_records(an_experience(legacy_url=address))

    response = client.get("/actualit%C3%A9s/f%C3%AAte%20d%E2%80%99%C3%A9t%C3%A9/")

    assert response.status_code == 301
    assert response["Location"] == the_page().url


def test_several_former_addresses_of_one_item_are_kept_once(import_records: Import) -> None:
    import_records(an_experience(legacy_url=["/a", "/a/", "/b?x=1"]))
    import_records(an_experience(title="Un autre titre", legacy_url=["/a", "/c"]))

    assert sorted(Redirect.objects.values_list("old_path", flat=True)) == ["/a", "/b?x=1", "/c"]


def test_a_former_address_cannot_lead_to_two_items(import_records: Import) -> None:
    told = import_records(an_experience(1, legacy_url="/a"), an_experience(2, legacy_url="/a/"))

    assert told.summary == (1, 0, 0, 1)
    assert "« /a » mène déjà à une autre page" in told.messages[0]


# -- what is missing --------------------------------------------------------------------------------------------------
def unknown_to_the_portal() -> dict[str, object]:
    return an_experience(
        tags=["recyclerie"],
        audiences=["Élues et élus"],
        organisations=["Régie du Sanitas"],
        people=[{"name": "Jean Petit", "role": "witness", "as": "Gardien"}],
    )


def test_without_create_missing_a_record_that_names_the_unknown_is_refused(import_records: Import) -> None:
    told = import_records(unknown_to_the_portal())

    assert told.summary == (0, 0, 0, 1)
    assert [message.split("«")[1].split("»")[0].strip() for message in told.messages] == [
        "audiences", "tags", "organisations", "people",
    ]  # fmt: skip


def test_with_create_missing_what_a_record_names_is_created_once(import_records: Import) -> None:
    told = import_records(unknown_to_the_portal(), an_experience(2, tags=["Recyclerie"]), create_missing=True)

    assert told.summary == (2, 0, 0, 0)
    assert Tag.objects.get().name == "recyclerie"
    assert Organisation.objects.get(name="Régie du Sanitas").type == "other"
    assert Person.objects.get(name="Jean Petit").function == "Gardien"


def test_what_a_refused_record_would_have_created_is_taken_back(import_records: Import) -> None:
    told = import_records({**unknown_to_the_portal(), "outcome": "raté"}, create_missing=True)

    assert told.summary == (0, 0, 0, 1)
    assert not Tag.objects.exists()
    assert not Organisation.objects.filter(name="Régie du Sanitas").exists()
    assert not Person.objects.filter(name="Jean Petit").exists()


def test_a_quartier_is_created_under_its_commune_and_found_again(import_records: Import) -> None:
    sanitas = [{"name": "Sanitas", "commune": "37261"}]
    import_records(
        an_experience(1, quartiers=sanitas), an_experience(2, quartiers=[{"name": "sanitas", "commune": "Tours"}])
    )

    quartier = Territory.objects.get(level="quartier")
    assert (quartier.name, quartier.commune.name, quartier.region_id) == (
        "Sanitas",
        "Tours",
        quartier.commune.region_id,
    )
    assert quartier.page_territories.count() == 2


# -- the command ------------------------------------------------------------------------------------------------------
def test_a_dry_run_says_what_would_happen_and_writes_nothing(import_records: Import) -> None:
    import_records(an_experience(1))
    pages, runs = Page.objects.count(), ImportRun.objects.count()

    told = import_records(
        an_experience(1, title="Changée"), an_experience(2, tags=["recyclerie"]), an_experience(3, outcome="raté"),
        {"kind": "page", "external_id": "mere", "title": "Mère", "summary": "Une page."},
        {"kind": "page", "external_id": "fille", "title": "Fille", "summary": "Une page.", "parent": "mere"},
        dry_run=True, create_missing=True,
    )  # fmt: skip

    assert told.summary == (3, 1, 0, 1)
    assert (Page.objects.count(), ImportRun.objects.count()) == (pages, runs)
    assert the_page().revisions.count() == 1
    assert not Tag.objects.exists()
    assert ImportedRecord.objects.count() == 1


def test_the_command_ends_with_status_1_when_a_record_is_refused(tmp_path, capsys) -> None:
    path = in_json_lines(tmp_path / "fiches.jsonl", [an_experience(1), an_experience(2, outcome="raté")])

    with pytest.raises(SystemExit) as ended:
        call_command("import_content", str(path))

    assert ended.value.code == 1
    printed = capsys.readouterr()
    assert printed.out == "Import : 1 créée, 0 modifiée, 0 inchangée, 1 refusée.\n"
    assert printed.err.startswith("ligne 2, champ « outcome » : « raté » n’est pas dans la liste")


def test_a_file_that_does_not_exist_is_said_so(tmp_path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("import_content", str(tmp_path / "rien.jsonl"))


def test_the_journal_keeps_what_each_run_did(import_records: Import) -> None:
    import_records(an_experience(1), an_experience(2, outcome="raté"))

    run = ImportRun.objects.get()
    assert (run.files, run.created, run.refused, run.state) == ("fiches.jsonl", 1, 1, "Terminé, avec des refus")
    assert "ligne 2, champ « outcome »" in run.messages
