"""Uploaded files: nothing outside their folder, nothing that is not public, and by ranges for players."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client

from directory.models import User
from tests.conftest import read_whole
from tests.factories import (
    DocumentFactory,
    ExperiencePageFactory,
    ImageFactory,
    MediaFactory,
    RecordingPageFactory,
    png,
    wav,
)

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


@pytest.fixture
def recording() -> str:
    """The address of the sound of a public recording."""
    return RecordingPageFactory(with_file=True).media.url


def whole(response: HttpResponse) -> bytes:
    return response.getvalue() if response.streaming else response.content


@pytest.mark.parametrize(
    "path",
    [
        "../portal/settings/base.py", "../../etc/passwd", "..%2f..%2fetc/passwd", "%2e%2e/manage.py", "/etc/passwd",
        "images/../../manage.py", "images/..%5c..%5cmanage.py", "", "images", "images/", "images/%00.png", "a" * 5_000,
        "images/inconnue.png", "media/inconnu.wav", "documents/inconnu.pdf", "..", "./", "//etc/passwd",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_uploads(client: Client, path: str) -> None:
    (settings.BASE_DIR / "manage.py").stat()
    assert client.get(f"/media/{path}").status_code in (301, 404)
    assert client.get(f"/media/{quote(path)}").status_code in (301, 404)


def test_a_player_asks_for_a_part_of_a_recording(client: Client, recording: str) -> None:
    sound = wav()
    response = client.get(recording, headers={"Range": "bytes=100-199"})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes 100-199/{len(sound)}"
    assert whole(response) == sound[100:200]


def test_a_player_asks_for_the_end_of_a_recording(client: Client, recording: str) -> None:
    response = client.get(recording, headers={"Range": "bytes=-50"})
    assert response.status_code == 206
    assert whole(response) == wav()[-50:]


def test_a_part_beyond_the_end_is_refused_as_http_says(client: Client, recording: str) -> None:
    response = client.get(recording, headers={"Range": "bytes=999999-"})
    read_whole(response)
    assert response.status_code == 416


def test_a_recording_is_served_whole_with_its_type(client: Client, recording: str) -> None:
    response = client.get(recording)
    assert whole(response) == wav()
    assert response["Content-Type"] in ("audio/x-wav", "audio/wav")
    assert response["Accept-Ranges"] == "bytes"


def test_a_browser_that_has_the_file_is_not_sent_it_again(client: Client, recording: str) -> None:
    first = client.get(recording)
    read_whole(first)
    again = client.get(recording, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


def test_only_the_headers_are_sent_when_only_they_are_asked_for(client: Client, recording: str) -> None:
    response = client.head(recording)
    read_whole(response)
    assert response.status_code == 200
    assert int(response["Content-Length"]) == len(wav())


def test_a_picture_is_shown_and_its_original_is_for_editors(client: Client, editor: User, signed_in: Browser) -> None:
    image = ImageFactory()
    rendition = image.get_rendition("fill-100x100")
    shown = client.get(rendition.url)
    read_whole(shown)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    original = f"/media/{image.file.name}"
    assert client.get(original).status_code == 404
    seen = signed_in(editor).get(original)
    read_whole(seen)
    assert seen.status_code == 200


def test_the_still_of_a_film_is_shown_with_it(client: Client) -> None:
    media = MediaFactory(type="video", thumbnail=ContentFile(png(), "vignette.png"))
    address = f"/media/{media.thumbnail.name}"
    assert client.get(address).status_code == 404
    RecordingPageFactory(medium="video", media=media)
    shown = client.get(address)
    read_whole(shown)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")


def test_nobody_else_keeps_a_copy_of_what_only_editors_may_read(
    client: Client, recording: str, editor: User, signed_in: Browser
) -> None:
    public, private = client.get(recording), signed_in(editor).get(MediaFactory().url)
    read_whole(public)
    read_whole(private)
    assert public["Cache-Control"].startswith("public")
    assert private["Cache-Control"].startswith("private")


def test_a_list_does_without_a_picture_whose_file_is_lost(client: Client) -> None:
    page = ExperiencePageFactory(with_image=True)
    default_storage.delete(page.featured_image.file.name)
    response = client.get("/experiences/")
    assert [hit.image for hit in response.context["results"].hits] == [None]


def test_a_document_has_no_address_but_its_own(client: Client) -> None:
    document = DocumentFactory()
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_a_sound_that_no_public_page_plays_is_not_served(client: Client) -> None:
    assert client.get(MediaFactory().url).status_code == 404


def test_a_file_put_there_by_hand_is_not_served(client: Client) -> None:
    name = default_storage.save("sauvegarde.sql", ContentFile(b"secret"))
    assert client.get(f"/media/{name}").status_code == 404


def test_an_uploaded_file_cannot_run_anything_in_a_browser(client: Client, recording: str) -> None:
    response = client.get(recording)
    read_whole(response)
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_downloaded_and_never_displayed(client: Client) -> None:
    page = RecordingPageFactory(documents=[DocumentFactory()])
    response = client.get(page.page_documents.first().document.url)
    read_whole(response)
    assert response["Content-Disposition"].startswith("attachment")
