"""What attached files say is found through the public items that attach them, and said to be there."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from core.models import KnowledgePage, PortalDocument
from directory.models import User
from search.attachments import read
from search.models import DocumentText, IndexedItem
from search.results import Results
from tests.conftest import read_whole, visit
from tests.factories import DocumentFactory, ExperiencePageFactory, PracticeSheetPageFactory, stream
from tests.factories.attachments import locked_pdf, odt, pdf, word

pytestmark = pytest.mark.django_db

Ask = Callable[..., Results]
Publish = Callable[[KnowledgePage], KnowledgePage]
Commit = Callable[..., object]


@pytest.fixture
def attach(django_capture_on_commit_callbacks: Commit) -> Callable[..., PortalDocument]:
    """Deposits a file as the admin does: its text is read once it is sure to stay."""

    def attach(content: bytes, name: str = "bilan.pdf", **fields: object) -> PortalDocument:
        with django_capture_on_commit_callbacks(execute=True):
            return DocumentFactory(**{"title": "Bilan 2023", **fields}, file=ContentFile(content, name=name))

    return attach


Attach = Callable[..., PortalDocument]
REPORT = pdf("La première page ne dit rien de particulier", "Les composteurs ont été cassés deux fois en été")


# -- found ------------------------------------------------------------------------------------------------------------
def test_an_item_is_found_by_what_its_file_says_and_the_result_leads_there(ask: Ask, attach: Attach) -> None:
    document = attach(REPORT)
    page = ExperiencePageFactory(title="Un jardin", documents=[document])
    hit = ask("composteurs cassés").hits[0]
    assert hit.id == page.pk
    assert hit.where == "Dans la pièce jointe «\u00a0Bilan 2023\u00a0» (PDF), page\u00a02"
    assert hit.where_url == f"{document.url}#page=2"
    assert hit.extract == "Les <mark>composteurs</mark> ont été <mark>cassés</mark> deux fois en été"


@pytest.mark.parametrize(("name", "content"), [("note.odt", odt), ("note.docx", word)])
def test_a_text_without_fixed_pages_is_named_alone(
    ask: Ask, attach: Attach, name: str, content: Callable[[str], bytes]
) -> None:
    document = attach(content("Les composteurs ont été cassés deux fois"), name)
    ExperiencePageFactory(documents=[document])
    hit = ask("composteur").hits[0]
    assert hit.where == f"Dans la pièce jointe «\u00a0Bilan 2023\u00a0» ({name.partition('.')[2].upper()})"
    assert hit.where_url == document.url


def test_the_results_page_shows_where_and_the_link_opens(client: Client, attach: Attach) -> None:
    ExperiencePageFactory(documents=[attach(REPORT, title="Bilan <2023>")])
    parsed = BeautifulSoup(client.get("/recherche/?q=composteurs").content, "html.parser")
    link = parsed.select_one(".card-where a")
    assert link.get_text(strip=True) == "Dans la pièce jointe «\u00a0Bilan <2023>\u00a0» (PDF), page\u00a02"
    opened = client.get(link["href"].partition("#")[0])
    assert read_whole(opened) == REPORT


def test_files_named_in_any_text_of_the_item_count_as_attached(ask: Ask, attach: Attach) -> None:
    listed = attach(odt("On y parle longuement de zinnias"), "a.odt")
    linked = attach(odt("On y parle longuement de rudbeckias"), "b.odt")
    tool = attach(odt("On y parle longuement de campanules"), "c.odt")
    page = PracticeSheetPageFactory(
        body=[("documents", [listed])],
        purpose=f'<p><a linktype="document" id="{linked.pk}">Le plan</a></p>',
        tools=stream("tool", {"title": "Grille", "document": tool, "url": "", "text": ""}),
    )
    for flower in ("zinnias", "rudbeckias", "campanules"):
        assert [hit.id for hit in ask(flower).hits] == [page.pk], flower


def test_what_the_item_says_itself_is_shown_before_what_its_files_say(ask: Ask, attach: Attach) -> None:
    document = attach(REPORT)
    ExperiencePageFactory(summary="Des composteurs au jardin.", documents=[document])
    ExperiencePageFactory(body=[("paragraph", "<p>Des composteurs au jardin.</p>")], documents=[document])
    assert [hit.where for hit in ask("composteurs").hits] == ["", ""]


def test_a_file_weighs_less_than_what_an_item_says_itself(ask: Ask, attach: Attach) -> None:
    document = attach(odt(*["Les composteurs, toujours les composteurs"] * 200), "note.odt")
    by_file = ExperiencePageFactory(documents=[document])
    by_text = ExperiencePageFactory(body=[("paragraph", "<p>Des composteurs au jardin.</p>")])
    assert [hit.id for hit in ask("composteurs").hits] == [by_text.pk, by_file.pk]


def test_markup_in_a_file_is_shown_and_never_obeyed(client: Client, attach: Attach) -> None:
    ExperiencePageFactory(documents=[attach(b"<script>alert(1)</script> composteurs & <b>gras</b>", "n.txt")])
    parsed = BeautifulSoup(client.get("/recherche/?q=composteurs").content, "html.parser")
    shown = parsed.select_one(".card-text p:last-child")
    assert shown.get_text() == "<script>alert(1)</script> composteurs & <b>gras</b>"
    assert [tag.name for tag in shown.find_all()] == ["mark"]


# -- kept up to date --------------------------------------------------------------------------------------------------
def test_an_item_published_before_its_file_was_read_is_found_once_it_is(ask: Ask) -> None:
    document = DocumentFactory(file=ContentFile(REPORT, name="bilan.pdf"))
    page = ExperiencePageFactory(documents=[document])
    assert ask("composteurs").total == 0
    call_command("read_attachments", stdout=io.StringIO())
    assert [hit.id for hit in ask("composteurs").hits] == [page.pk]


def test_a_file_that_is_replaced_is_read_again(
    ask: Ask, attach: Attach, django_capture_on_commit_callbacks: Commit
) -> None:
    document = attach(REPORT)
    ExperiencePageFactory(documents=[document])
    with django_capture_on_commit_callbacks(execute=True):
        document.file = ContentFile(pdf("Les pluviomètres ont été volés pendant la nuit"), name="autre.pdf")
        document.save()
    assert (ask("composteurs").total, ask("pluviomètres").total) == (0, 1)


def test_a_file_that_is_renamed_is_told_by_its_new_title(
    ask: Ask, attach: Attach, django_capture_on_commit_callbacks: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = attach(REPORT)
    ExperiencePageFactory(documents=[document])
    monkeypatch.setattr("search.attachments.read_file", None)  # and it is not read again for that
    with django_capture_on_commit_callbacks(execute=True):
        document.title = "Rapport"
        document.save()
    assert "«\u00a0Rapport\u00a0»" in ask("composteurs").hits[0].where


def test_a_deleted_file_is_found_no_more(ask: Ask, attach: Attach) -> None:
    in_list, in_text = attach(REPORT), attach(odt("On y parle longuement de zinnias"), "a.odt")
    ExperiencePageFactory(documents=[in_list], body=[("documents", [in_text])])
    in_list.delete()
    in_text.delete()
    assert (ask("composteurs").total, ask("zinnias").total) == (0, 0)


def test_a_file_taken_off_an_item_is_found_no_more(ask: Ask, attach: Attach, publish: Publish) -> None:
    page = ExperiencePageFactory(documents=[attach(REPORT)])
    page.page_documents = []
    publish(page)
    assert ask("composteurs").total == 0


def test_reading_happens_once(attach: Attach, monkeypatch: pytest.MonkeyPatch) -> None:
    document = attach(REPORT)
    before = DocumentText.objects.get().extracted_at
    monkeypatch.setattr("search.attachments.read_file", None)
    assert not read(document)
    call_command("read_attachments", stdout=io.StringIO())
    assert DocumentText.objects.get().extracted_at == before


def test_the_command_reads_again_when_asked_and_says_what_cannot_be_read(attach: Attach) -> None:
    attach(REPORT)
    attach(pdf("", ""), title="Numérisation")
    DocumentText.objects.update(pages=[])
    told = io.StringIO()
    call_command("read_attachments", "--all", stdout=told)
    assert "2 pièce(s) jointe(s)" in told.getvalue()
    assert "Numérisation : Aucun texte lisible (image scannée ?)" in told.getvalue()
    assert DocumentText.objects.get(status="read").pages[1].startswith("Les composteurs")


def test_a_file_that_is_lost_is_said_unreadable(attach: Attach, ask: Ask) -> None:
    document = attach(REPORT)
    ExperiencePageFactory(documents=[document])
    default_storage.delete(document.file.name)
    call_command("read_attachments", "--all", stdout=io.StringIO())
    assert DocumentText.objects.get().status == "unreadable"
    assert ask("composteurs").total == 0


def test_publishing_survives_a_file_that_breaks_its_reader(
    attach: Attach, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("search.attachments.read_file", explode)
    page = ExperiencePageFactory(documents=[attach(REPORT)])
    assert client.get(page.url).status_code == 200


# -- hidden -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("hidden", ["draft", "expired", "private", "behind_password"])
def test_the_file_of_a_hidden_item_is_not_found(ask: Ask, attach: Attach, hidden: str) -> None:
    document = attach(REPORT)
    ExperiencePageFactory(**{hidden: True}, documents=[document])
    assert ask("composteurs").total == 0
    shown = ExperiencePageFactory(documents=[document])
    assert [hit.id for hit in ask("composteurs").hits] == [shown.pk]


def test_a_file_added_to_a_draft_is_not_found_before_publication(ask: Ask, attach: Attach, publish: Publish) -> None:
    page = ExperiencePageFactory(title="Un jardin")
    page.body = [("documents", [attach(REPORT)])]
    page.save_revision()
    assert ask("composteurs").total == 0
    publish(page)
    assert ask("composteurs").total == 1


def test_what_a_file_kept_for_some_says_is_told_to_nobody(ask: Ask, attach: Attach) -> None:
    collection = Collection.get_first_root_node().add_child(name="Réservé")
    below = collection.add_child(name="Plus réservé encore")
    ExperiencePageFactory(documents=[attach(REPORT, collection=below)])
    assert ask("composteurs").total == 1
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert ask("composteurs").total == 0
    restriction.delete()
    assert ask("composteurs").total == 1


@pytest.fixture
def kept() -> Collection:
    """A collection kept for those who sign in."""
    kept = Collection.get_first_root_node().add_child(name="Réservé")
    CollectionViewRestriction.objects.create(collection=kept, restriction_type="login")
    return kept


def test_nor_what_a_file_says_whose_collection_is_moved_there(
    ask: Ask, attach: Attach, kept: Collection, admin_client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    open_to_all = Collection.get_first_root_node().add_child(name="Bilans")
    ExperiencePageFactory(documents=[attach(REPORT, collection=open_to_all)])
    edit = reverse("wagtailadmin_collections:edit", args=[open_to_all.pk])
    for parent, found in ((kept, 0), (Collection.get_first_root_node(), 1)):
        with django_capture_on_commit_callbacks(execute=True):
            response = admin_client.post(edit, {"name": "Bilans", "parent": parent.pk})
        assert response.status_code == 302
        assert ask("composteurs").total == found


def test_nor_what_files_say_that_are_put_there_together(
    ask: Ask, attach: Attach, kept: Collection, admin_client: Client
) -> None:
    documents = [attach(REPORT, name) for name in ("bilan.pdf", "annexe.pdf")]
    for document in documents:
        ExperiencePageFactory(documents=[document])
    assert ask("composteurs").total == 2
    refile = reverse("wagtail_bulk_action", args=["core", "portaldocument", "add_to_collection"])
    chosen = "&".join(f"id={document.pk}" for document in documents)
    assert admin_client.post(f"{refile}?{chosen}", {"collection": kept.pk}).status_code == 302
    assert ask("composteurs").total == 0


# -- costs ------------------------------------------------------------------------------------------------------------
def test_files_are_kept_within_bounds(attach: Attach) -> None:
    content = " ".join(f"mot{number}" for number in range(40_000)).encode()
    page = ExperiencePageFactory(documents=[attach(content, f"{n}.txt") for n in range(3)])
    item = IndexedItem.objects.get(pk=page.pk)
    assert len(item.text) <= 201_000
    assert [start for start, *_ in item.passages] == sorted({start for start, *_ in item.passages})


def test_a_result_found_in_a_file_costs_one_look_up_more_whatever_their_number(client: Client, attach: Attach) -> None:
    document = attach(REPORT)
    for _ in range(3):
        ExperiencePageFactory(documents=[document], summary="Des pluviomètres au jardin.")
    by_summary, by_file = visit("/recherche/?q=pluviomètres"), visit("/recherche/?q=composteurs")
    # No item has the word of its own: the index is asked whether files do.
    assert by_file.count <= by_summary.count + 1, by_file.listing


# -- for editors ------------------------------------------------------------------------------------------------------
@pytest.fixture
def edit_page(
    signed_in: Callable[[User | None], Client], superuser: User, wagtails_templates: None
) -> Iterator[Callable]:
    def edit_page(document: PortalDocument) -> str:
        response = signed_in(superuser).get(reverse("wagtaildocs:edit", args=[document.pk]))
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)

    return edit_page


def test_an_editor_is_told_what_the_search_could_read(edit_page: Callable, attach: Attach) -> None:
    assert "Lu en entier" in edit_page(attach(REPORT))
    assert "Aucun texte lisible (image scannée ?)" in edit_page(attach(pdf("", "")))
    assert "Protégé par un mot de passe" in edit_page(attach(locked_pdf()))
    assert "Illisible ou abîmé" in edit_page(attach(b"%PDF-1.4 et rien d'autre"))
    assert "Pas encore lu" in edit_page(DocumentFactory())


def test_the_files_without_text_are_named_in_a_report(
    signed_in: Callable[[User | None], Client], reviewer: User, wagtails_templates: None, attach: Attach
) -> None:
    browser = signed_in(reviewer)
    assert "Tous les documents ont pu être lus" in browser.get(reverse("silent_documents")).content.decode()
    attach(REPORT, title="Bilan")
    attach(pdf("", ""), title="Numérisation")
    attach(locked_pdf(), title="Budget")
    response = browser.get(reverse("silent_documents"))
    assert [text.document.title for text in response.context["object_list"]] == ["Budget", "Numérisation"]
    assert reverse("silent_documents") in browser.get(reverse("wagtailadmin_home")).content.decode()
    exported = b"".join(browser.get(reverse("silent_documents") + "?export=csv")).decode()
    assert "Numérisation,Aucun texte lisible" in exported.replace('"', "")


def test_the_report_is_for_those_who_look_after_documents(
    signed_in: Callable[[User | None], Client], partner: User, editor: User, wagtails_templates: None, attach: Attach
) -> None:
    attach(pdf("", ""), title="Numérisation")
    assert signed_in(None).get(reverse("silent_documents")).status_code == 302
    assert signed_in(partner).get(reverse("silent_documents")).status_code == 302
    response = signed_in(editor).get(reverse("silent_documents"))
    assert not list(response.context["object_list"])  # it is not theirs to change
