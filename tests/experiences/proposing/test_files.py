"""Photos and documents: what is taken, what is refused, who may open them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.models import PortalDocument, PortalImage
from core.open_forms.photos import read_photo
from directory.models import User
from experiences.models import ExperiencePage, Proposal, ProposalFile
from experiences.proposing import uploads
from tests.conftest import read_whole
from tests.factories import png
from tests.factories.attachments import odt, pdf

from .conftest import errors_of

pytestmark = pytest.mark.django_db

PHOTO = {"photo-description": "Des bancs sous un arbre", "photo-credit": "Photo : la régie", "photo-people": "nobody"}
Add = Callable[..., HttpResponse]


def jpeg(width: int = 320, height: int = 240, *, exif: bool = False) -> bytes:
    image = Image.new("RGB", (width, height), "#a23a20")
    written, told = io.BytesIO(), Image.Exif()
    if exif:
        told[0x010F] = "Appareil de Marie"
        told[0x0112] = 6  # lying on its side
        told.get_ifd(0x8825)[1] = "N"
        told.get_ifd(0x8825)[2] = (45.0, 11.0, 15.0)
    image.save(written, "JPEG", exif=told)
    return written.getvalue()


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


def huge_png(width: int = 20_000, height: int = 20_000) -> bytes:
    """Four hundred megapixels, of which nothing is there but the announcement."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00" * 50)) + chunk(b"IEND", b"")


@pytest.fixture
def add(client: Client, draft: Proposal) -> Add:
    """Adds a file as the step's form does."""

    def add(content: bytes, name: str, act: str = "photo", **said: str) -> HttpResponse:
        told = {**(PHOTO if act == "photo" else {"document-title": "La charte"}), **said}
        file = SimpleUploadedFile(name, content)
        return client.post(f"/proposer/{draft.secret}/photos-et-documents/", {**told, f"{act}-file": file, "act": act})

    return add


# -- what is taken ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "name"),
    [(jpeg(), "une photo.JPG"), (png(), "photo.png"), (jpeg(), "photo"), (jpeg(), "../../../etc/passwd.jpg")],
)
def test_a_photo_is_kept_under_a_name_that_nobody_guesses(add: Add, content: bytes, name: str) -> None:
    assert add(content, name).status_code == 302
    kept = ProposalFile.objects.get()
    assert (kept.kind, kept.description, kept.people) == ("photo", PHOTO["photo-description"], "nobody")
    assert kept.file.name.startswith("propositions/proposition-")
    assert "etc" not in kept.file.name
    assert "photo" not in kept.file.name.rpartition("/")[2]


def test_a_photo_says_nothing_any_more_of_where_and_by_what_it_was_taken(add: Add) -> None:
    add(jpeg(400, 200, exif=True), "photo.jpg", **{"photo-people": "agreed"})
    kept = ProposalFile.objects.get()
    assert kept.people_agreed_at is not None
    with kept.file.open("rb") as file:
        content = file.read()
        image = Image.open(io.BytesIO(content))
    assert not image.getexif()
    assert b"Marie" not in content
    assert image.size == (200, 400), "upright"


def test_a_photo_is_made_no_larger_than_needed(add: Add) -> None:
    add(jpeg(4_000, 2_000), "photo.jpg")
    with ProposalFile.objects.get().file.open("rb") as file:
        assert Image.open(file).size == (3_000, 1_500)


@pytest.mark.parametrize(
    ("content", "name"), [(pdf("Charte"), "charte.pdf"), (odt("Charte"), "charte.odt"), (docx(), "Charte.DOCX")]
)
def test_a_document_is_kept(add: Add, content: bytes, name: str) -> None:
    assert add(content, name, "document").status_code == 302
    assert ProposalFile.objects.get().title == "La charte"


# -- what is refused --------------------------------------------------------------------------------------------------
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
BOMB = docx(**{"word/media/bomb.bin": b"\x00" * (60 * 1024 * 1024)})
REFUSED_PHOTOS = {
    "html": (HTML, "page.html", "pas une photo"),
    "html named as a photo": (HTML, "page.jpg", "pas une photo"),
    "svg": (SVG, "dessin.svg", "pas une photo"),
    "svg named as a photo": (SVG, "dessin.png", "pas une photo"),
    "program": (b"MZ\x90\x00" + b"\x00" * 200, "photo.jpg", "pas une photo"),
    "shell": (b"\x7fELF" + b"\x00" * 200, "photo.jpg", "pas une photo"),
    "gif": (b"GIF89a" + b"\x00" * 50, "photo.gif", "pas une photo"),
    "four hundred megapixels": (huge_png(), "photo.png", "60 millions"),
    "sixty-four megapixels": (huge_png(8_000, 8_000), "photo.png", "60 millions"),
    "cut short": (jpeg()[:200], "photo.jpg", "pas une photo"),
    "empty": (b"", "photo.jpg", "vide"),
    "pdf": (pdf("Charte"), "photo.jpg", "pas une photo"),
}
REFUSED_DOCUMENTS = {
    "html": (HTML, "page.html", "pas accepté"),
    "html named as a pdf": (HTML, "page.pdf", "d’une autre sorte"),
    "html then a pdf": (HTML + pdf("x"), "page.pdf", ""),
    "svg": (SVG, "dessin.svg", "pas accepté"),
    "program": (b"MZ\x90\x00" + b"\x00" * 200, "outil.exe", "pas accepté"),
    "program named as a document": (b"MZ\x90\x00" + docx(), "outil.docx", "pas accepté"),
    "zip bomb": (BOMB, "bombe.docx", "anormalement compressé"),
    "archive of the wrong kind": (zipped({"a.txt": b"a"}), "a.docx", "d’une autre sorte"),
    "macros": (docx(**{"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
    "not an archive": (b"PK\x03\x04" + b"x" * 50, "a.docx", "pas accepté"),
    "text": (b"bonjour", "a.txt", "pas accepté"),
    "no extension": (pdf("x"), "charte", "pas accepté"),
    "mimetype that explodes": (zipped({"mimetype": b"a" * (60 * 1024 * 1024)}), "a.odt", "anormalement"),
}


@pytest.mark.parametrize("case", REFUSED_PHOTOS)
def test_what_is_no_photo_is_refused_beside_its_field_and_the_rest_stays(add: Add, case: str) -> None:
    content, name, said = REFUSED_PHOTOS[case]
    response = add(content, name)
    told = errors_of(response)
    assert set(told) == {"id_photo-file"}
    assert said in told["id_photo-file"]
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find(id="id_photo-description")["value"] == PHOTO["photo-description"]
    assert page.find(id="id_photo-people").select_one("[checked]")["value"] == "nobody"
    assert not ProposalFile.objects.exists()


@pytest.mark.parametrize("case", REFUSED_DOCUMENTS)
def test_what_is_no_document_is_refused_beside_its_field(add: Add, case: str) -> None:
    content, name, said = REFUSED_DOCUMENTS[case]
    told = errors_of(add(content, name, "document"))
    assert set(told) == {"id_document-file"}
    assert said in told["id_document-file"]
    assert not ProposalFile.objects.exists()


def test_a_picture_of_too_many_pixels_is_refused_without_being_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(*_: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    with pytest.raises(Exception, match="millions de pixels"):
        read_photo(SimpleUploadedFile("photo.png", huge_png()), "essai")


def test_a_file_that_is_too_large_is_not_read_to_its_end_and_what_was_typed_stays(
    add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_DOCUMENT", 200_000)
    response = add(pdf("x") + b" " * 500_000, "lourd.pdf", "document")
    assert "trop lourd" in errors_of(response)["id_document-file"]
    assert BeautifulSoup(response.content, "html.parser").find(id="id_document-title")["value"] == "La charte"


def test_a_form_of_an_absurd_size_is_not_read(client: Client, draft: Proposal) -> None:
    url = f"/proposer/{draft.secret}/photos-et-documents/"
    assert client.post(url, {"act": "photo"}, CONTENT_LENGTH=str(200 * 1024 * 1024)).status_code == 400


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"photo-description": ""}, "id_photo-description"),
        ({"photo-description": "IMG_2034.jpg"}, "id_photo-description"),
        ({"photo-people": ""}, "id_photo-people"),
    ],
)
def test_a_photo_comes_with_its_description_and_the_consent_of_those_on_it(
    add: Add, said: dict[str, str], field: str
) -> None:
    told = errors_of(add(jpeg(), "photo.jpg", **said))
    assert set(told) == {field, "id_photo-file"}
    assert "de nouveau" in told["id_photo-file"]
    assert not ProposalFile.objects.exists()


@pytest.fixture
def add_several(client: Client, draft: Proposal) -> Callable[..., HttpResponse]:
    def add_several(*files: SimpleUploadedFile) -> HttpResponse:
        told = {**PHOTO, "photo-file": list(files), "act": "photo"}
        return client.post(f"/proposer/{draft.secret}/photos-et-documents/", told)

    return add_several


def test_several_photos_come_at_once_each_with_what_is_said_of_them(
    add_several: Callable[..., HttpResponse], draft: Proposal
) -> None:
    assert add_several(*(SimpleUploadedFile(f"{n}.jpg", jpeg()) for n in range(3))).status_code == 302
    kept = draft.files.values_list("description", "credit", "people")
    assert list(kept) == [(PHOTO["photo-description"], PHOTO["photo-credit"], "nobody")] * 3
    assert len({one.file.name for one in draft.files.all()}) == 3


def test_photos_that_can_be_kept_are_and_the_others_are_named(
    add_several: Callable[..., HttpResponse], draft: Proposal
) -> None:
    hostile = "<b>" + "é" * 90 + ".jpg"
    shown = add_several(
        SimpleUploadedFile("bonne.jpg", jpeg()), SimpleUploadedFile("page.jpg", HTML), SimpleUploadedFile(hostile, HTML)
    )
    said = errors_of(shown)["id_photo-file"]
    assert "« page.jpg » n’a pas été ajoutée. Ce fichier n’est pas une photo" in said
    assert "<b>éé" in said
    assert hostile not in said
    assert draft.files.count() == 1
    page = BeautifulSoup(shown.content, "html.parser")
    assert page.find(id="id_photo-description")["value"] == PHOTO["photo-description"]
    assert page.select_one("img.photo-kept")


def test_a_photo_too_large_among_others_leaves_them(
    add_several: Callable[..., HttpResponse], draft: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_DOCUMENT", 50_000)
    large = SimpleUploadedFile("lourde.jpg", b"\xff\xd8\xff" + b"\x00" * 200_000)
    said = errors_of(add_several(large, SimpleUploadedFile("bonne.jpg", jpeg())))["id_photo-file"]
    assert "trop lourd" in said
    assert draft.files.count() == 1


def test_more_photos_at_once_than_may_be_kept_keep_as_many_as_may(
    add_several: Callable[..., HttpResponse], draft: Proposal
) -> None:
    files = (SimpleUploadedFile(f"{n}.jpg", jpeg()) for n in range(uploads.MOST_PHOTOS + 2))
    page = BeautifulSoup(add_several(*files).content, "html.parser")
    said = page.find("a", string=lambda text: text and "8 photos au plus" in text)
    assert page.select_one(said["href"])
    assert draft.files.count() == uploads.MOST_PHOTOS


def test_there_are_only_so_many_photos(add: Add, draft: Proposal, client: Client) -> None:
    for _ in range(uploads.MOST_PHOTOS):
        ProposalFile.objects.create(proposal=draft, kind="photo", description="Un banc", people="nobody")
    assert "8 photos au plus" in BeautifulSoup(add(jpeg(), "photo.jpg").content, "html.parser").get_text()
    assert ProposalFile.objects.count() == uploads.MOST_PHOTOS


def test_files_have_a_weight_in_all(add: Add, draft: Proposal) -> None:
    ProposalFile.objects.create(proposal=draft, kind="document", title="Lourd", size=uploads.LARGEST_IN_ALL)
    assert "pèsent ensemble" in errors_of(add(pdf("x"), "a.pdf", "document"))["id_document-file"]


def test_going_on_without_a_file_asks_for_none(client: Client, draft: Proposal) -> None:
    url = f"/proposer/{draft.secret}/photos-et-documents/"
    assert client.post(url)["Location"] == f"/proposer/{draft.secret}/vous/"
    assert client.post(url, {"later": "1"})["Location"] == f"/proposer/{draft.secret}/"
    assert "Choisissez un fichier" in errors_of(client.post(url, PHOTO))["id_photo-file"]


# -- afterwards -------------------------------------------------------------------------------------------------------
def test_a_file_is_corrected_and_taken_back(client: Client, draft: Proposal, add: Add) -> None:
    add(jpeg(), "photo.jpg")
    kept = ProposalFile.objects.get()
    url, path = f"/proposer/{draft.secret}/photos-et-documents/", kept.file.path
    client.post(
        url,
        {f"file-{kept.pk}-description": "Un arbre", f"file-{kept.pk}-people": "agreed", "act": f"describe-{kept.pk}"},
    )
    kept.refresh_from_db()
    assert (kept.description, kept.people) == ("Un arbre", "agreed")
    told = errors_of(client.post(url, {f"file-{kept.pk}-description": "", "act": f"describe-{kept.pk}"}))
    assert f"id_file-{kept.pk}-description" in told
    assert client.post(url, {"act": f"remove-{kept.pk}"}).status_code == 302
    assert not ProposalFile.objects.exists()
    assert not __import__("pathlib").Path(path).exists()
    for act in ("remove-1", "remove-", "remove-x", "describe-99999999999999999999", "autre"):
        assert client.post(url, {"act": act}).status_code == 302


def test_only_its_author_and_editors_open_a_file(
    client: Client, draft: Proposal, add: Add, editor: User, partner: User, signed_in: Callable[[User], Client]
) -> None:
    add(jpeg(), "photo.jpg")
    kept = ProposalFile.objects.get()
    shown = client.get(f"/proposer/{draft.secret}/fichiers/{kept.pk}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert read_whole(shown).startswith(b"\xff\xd8")
    other = Proposal(data={})
    other.give_a_link()
    other.save()
    assert client.get(f"/proposer/{other.secret}/fichiers/{kept.pk}/").status_code == 404
    for browser, status in ((Client(), 404), (signed_in(partner), 404), (signed_in(editor), 200)):
        response = browser.get(kept.file.url)
        assert response.status_code == status
        if status == 200:
            read_whole(response)


def test_files_go_with_the_page_and_are_public_only_once_it_is(
    client: Client,
    draft: Proposal,
    add: Add,
    fill_in: Callable[[Proposal], Proposal],
    reviewer: User,
    signed_in: Callable[[User], Client],
) -> None:
    add(jpeg(), "un.jpg")
    add(jpeg(), "deux.jpg", **{"photo-description": "Un second arbre"})
    add(pdf("Charte"), "charte.pdf", "document")
    fill_in(draft)
    assert client.post(f"/proposer/{draft.secret}/relire/").status_code == 302
    page = ExperiencePage.objects.get().get_latest_revision_as_object()
    assert page.featured_image.description == PHOTO["photo-description"]
    assert page.featured_image.credit == PHOTO["photo-credit"]
    assert [block.value["image"].description for block in page.body] == ["Un second arbre"]
    assert [link.document.title for link in page.page_documents.all()] == ["La charte"]
    assert {image.collection.name for image in PortalImage.objects.all()} == {"Propositions"}
    document = PortalDocument.objects.get()
    assert document.collection.name == "Propositions"
    assert client.get(document.url).status_code == 404
    assert client.get(page.featured_image.file.url).status_code == 404
    page.save_revision().publish()
    answer = client.get(document.url)
    assert answer.status_code == 200
    answer.close()


def test_a_photo_taken_back_leaves_the_page_at_the_next_sending(
    client: Client, draft: Proposal, add: Add, fill_in: Callable[[Proposal], Proposal], reviewer: User
) -> None:
    from .test_sending import ask_for_changes

    add(jpeg(), "un.jpg")
    add(jpeg(), "deux.jpg", **{"photo-description": "Un second arbre"})
    fill_in(draft)
    client.post(f"/proposer/{draft.secret}/relire/")
    ask_for_changes(ExperiencePage.objects.get(), reviewer, "Sans la première photo ?")
    first = ProposalFile.objects.first()
    client.post(f"/proposer/{draft.secret}/photos-et-documents/", {"act": f"remove-{first.pk}"})
    assert client.post(f"/proposer/{draft.secret}/relire/").status_code == 302
    page = ExperiencePage.objects.get().get_latest_revision_as_object()
    shown = [page.featured_image.description if page.featured_image else None]
    shown += [block.value["image"].description for block in page.body]
    assert "Des bancs sous un arbre" not in shown
    assert "Un second arbre" in shown


def test_the_admin_shows_the_files_to_those_who_review(
    add: Add, draft: Proposal, reviewer: User, signed_in: Callable[[User], Client], wagtails_templates: None
) -> None:
    add(jpeg(), "photo.jpg")
    kept = ProposalFile.objects.get()
    url = reverse("wagtailsnippets_experiences_proposal:inspect", args=[draft.pk])
    assert kept.file.url in signed_in(reviewer).get(url).content.decode()
