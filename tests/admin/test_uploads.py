"""Pictures say what they show; files are what their names say."""

from __future__ import annotations

import gc
import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection
from wagtailmedia.models import Media

from core.models import PortalDocument, PortalImage
from core.uploads import refuse_disguised
from directory.models import User
from tests.factories import png, wav

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves a refused picture to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n"


def archive(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


GENUINE = {
    "bilan.pdf": PDF,
    "notes.txt": "Réunion du 12 octobre".encode(),
    "tableau.csv": b"lieu;tonnes\nNord;12\n",
    "note.docx": archive(**{"[Content_Types].xml": "", "word/document.xml": ""}),
    "tableau.xlsx": archive(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}),
    "note.odt": archive(mimetype="application/vnd.oasis.opendocument.text"),
    "son.mp3": b"\xff\xf3\x90\x64" + bytes(400),
    "son.wav": wav(),
    "son.ogg": b"OggS\x00\x02" + bytes(22) + b"\x01\x1e\x01vorbis",
    "film.webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm",
    "film.mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom",
}
DISGUISED = {
    "bilan.pdf": HTML,
    "page.txt": HTML,
    "dessin.csv": b'\xef\xbb\xbf <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "programme.pdf": b"MZ" + bytes(200),
    "note.docx": archive(**{"a.exe": "MZ"}),
    "tableau.xlsx": PDF,
    "note.odt": HTML,
    "son.mp3": HTML,
    "film.webm": PDF,
}


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_file_is_accepted(name: str) -> None:
    refuse_disguised(io.BytesIO(GENUINE[name]), name)


@pytest.mark.parametrize("name", DISGUISED)
def test_a_disguised_file_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="son contenu est d’une autre sorte"):
        refuse_disguised(io.BytesIO(DISGUISED[name]), name)


@pytest.fixture(scope="module", autouse=True)
def _collect_what_wagtail_leaves_open() -> Iterator[None]:
    yield
    gc.collect()


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def browser(editor: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(editor)


def root() -> str:
    return str(Collection.objects.get(depth=1).pk)


# -- documents and recordings -----------------------------------------------------------------------------------------
def test_html_named_pdf_is_refused_at_its_field(browser: Client) -> None:
    form = {"title": "Bilan", "file": uploaded("bilan.pdf", HTML), "collection": root()}
    response = browser.post(reverse("wagtaildocs:add"), form)
    assert "son contenu est d’une autre sorte" in str(response.context["form"].errors["file"])
    assert not PortalDocument.objects.exists()
    browser.post(reverse("wagtaildocs:add"), form | {"file": uploaded("bilan.pdf", PDF)})
    assert PortalDocument.objects.get().title == "Bilan"


def test_html_named_pdf_is_refused_when_several_are_sent_and_in_the_chooser(browser: Client) -> None:
    several = browser.post(
        reverse("wagtaildocs:add_multiple"),
        {"files[]": uploaded("bilan.pdf", HTML), "collection": root()},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert "d’une autre sorte" in several.json()["error_message"]
    form = {
        "document-chooser-upload-title": "Bilan",
        "document-chooser-upload-file": uploaded("bilan.pdf", HTML),
        "document-chooser-upload-collection": root(),
    }
    browser.post(reverse("wagtaildocs_chooser:create"), form)
    assert not PortalDocument.objects.exists()


def test_html_named_mp3_is_refused(browser: Client) -> None:
    form = {"title": "Conférence", "file": uploaded("son.mp3", HTML), "collection": root(), "duration": "12"}
    response = browser.post(reverse("wagtailmedia:add", args=["audio"]), form)
    assert "d’une autre sorte" in str(response.context["form"].errors["file"])
    browser.post(reverse("wagtailmedia:add", args=["audio"]), form | {"file": uploaded("son.wav", wav())})
    assert Media.objects.get().title == "Conférence"


# -- pictures ---------------------------------------------------------------------------------------------------------
def picture(**changes: object) -> dict[str, object]:
    form = {"title": "Arbre", "file": uploaded("arbre.png", png(20, 20)), "description": "", "collection": root()}
    return form | changes


def test_an_image_without_description_is_refused(browser: Client) -> None:
    response = browser.post(reverse("wagtailimages:add"), picture())
    assert "description" in response.context["form"].errors
    assert not PortalImage.objects.exists()
    browser.post(reverse("wagtailimages:add"), picture(description="Des habitantes plantent un arbre"))
    assert PortalImage.objects.get().default_alt_text == "Des habitantes plantent un arbre"


def test_a_file_name_is_no_description(browser: Client) -> None:
    response = browser.post(reverse("wagtailimages:add"), picture(description="IMG_2043.JPG"))
    assert "Ceci est un nom de fichier" in str(response.context["form"].errors["description"])


def test_an_image_without_description_is_refused_in_the_chooser(browser: Client) -> None:
    form = {f"image-chooser-upload-{name}": value for name, value in picture().items()}
    browser.post(reverse("wagtailimages_chooser:create"), form)
    assert not PortalImage.objects.exists()


def test_several_images_sent_at_once_wait_for_their_descriptions(browser: Client) -> None:
    sent = browser.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "arbre.png", "files[]": uploaded("arbre.png", png(20, 20)), "collection": root()},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()
    assert not PortalImage.objects.exists()
    number = sent["uploaded_file_id"]
    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    form = {
        f"uploaded-image-{number}-{name}": value for name, value in {"title": "Arbre", "collection": root()}.items()
    }
    headers = {"X-Requested-With": "XMLHttpRequest"}
    assert not browser.post(finish, form, headers=headers).json()["success"]
    form[f"uploaded-image-{number}-description"] = "Des habitantes plantent un arbre"
    assert browser.post(finish, form, headers=headers).json()["success"]
    assert PortalImage.objects.get().description == "Des habitantes plantent un arbre"


def test_an_svg_is_refused(browser: Client) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>'
    response = browser.post(
        reverse("wagtailimages:add"), picture(description="Un plan", file=uploaded("plan.svg", svg))
    )
    assert "file" in response.context["form"].errors
