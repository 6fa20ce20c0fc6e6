"""Pictures, documents and recordings come in from beside the import file, checked, and once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from wagtailmedia.models import Media

from core.models import PortalDocument, PortalImage
from tests.exchange.conftest import TEMPLATES, Import, Values, an_experience, the_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (40, 30), "brown").save(tmp_path / "photo.jpg")
    (tmp_path / "grille.csv").write_text("a;b\n1;2\n")
    for name in ("affiche.odt", "enregistrement.wav", "transcription.vtt"):
        (tmp_path / name).write_bytes((TEMPLATES / "files" / name).read_bytes())
    return tmp_path


def with_a_picture(number: int = 1, name: str = "photo.jpg", alt: str = "Une photo brune.") -> Values:
    return an_experience(number, image=name, image_alt=alt)


def with_a_document(name: str, number: int = 1) -> Values:
    return an_experience(number, documents=[{"title": "Grille", "file": name}])


def test_a_picture_comes_in_with_its_description(folder: Path, import_records: Import) -> None:
    import_records(with_a_picture())

    image = the_page().featured_image
    assert (image.description, image.default_alt_text, image.width, image.height) == ("Une photo brune.",) * 2 + (
        40,
        30,
    )
    with image.file.open("rb") as content:
        assert content.read() == (folder / "photo.jpg").read_bytes()


def test_the_same_file_comes_in_once(folder: Path, import_records: Import) -> None:
    (folder / "copie.jpg").write_bytes((folder / "photo.jpg").read_bytes())
    import_records(
        with_a_picture(1),
        with_a_picture(2, "copie.jpg"),
        with_a_document("grille.csv", 3),
        with_a_document("grille.csv", 4),
    )

    assert PortalImage.objects.count() == 1
    assert PortalDocument.objects.count() == 1


def test_another_description_makes_another_picture(folder: Path, import_records: Import) -> None:
    import_records(with_a_picture(1), with_a_picture(2, alt="La même, vue autrement."))

    assert sorted(PortalImage.objects.values_list("description", flat=True)) == [
        "La même, vue autrement.",
        "Une photo brune.",
    ]


def test_a_file_whose_content_changed_makes_the_record_a_changed_one(folder: Path, import_records: Import) -> None:
    import_records(with_a_picture())
    Image.new("RGB", (40, 30), "green").save(folder / "photo.jpg")

    assert import_records(with_a_picture()).summary == (0, 1, 0, 0)
    assert PortalImage.objects.count() == 2


def test_a_refused_record_leaves_no_file(folder: Path, import_records: Import) -> None:
    import_records({**with_a_picture(), "outcome": "raté"}, {**with_a_document("grille.csv", 2), "outcome": "raté"})

    assert not PortalImage.objects.exists()
    assert not PortalDocument.objects.exists()


def test_a_dry_run_copies_no_file(folder: Path, import_records: Import, settings) -> None:
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    assert import_records(with_a_picture(), with_a_document("grille.csv", 2), dry_run=True).summary == (2, 0, 0, 0)

    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before
    assert not PortalImage.objects.exists()


def test_a_recording_comes_in_with_its_duration_and_transcript(folder: Path, import_records: Import) -> None:
    recording = {
        "kind": "recording", "external_id": "son", "title": "Un son", "summary": "Une seconde.", "published_on": "2020",
        "medium": "audio", "media": "enregistrement.wav", "duration": "00:01", "transcript": "transcription.vtt",
    }  # fmt: skip
    assert import_records(recording).messages == []
    assert import_records({**recording, "title": "Un son", "summary": "Changé."}).summary == (0, 1, 0, 0)

    media = Media.objects.get()
    assert (media.title, media.type, media.duration) == ("Un son", "audio", 1)
    assert the_page("son").cues[0].voice == "Claire Exemple"


@pytest.mark.parametrize(
    "path",
    [
        "../photo.jpg",
        "/etc/passwd",
        "sous/../../photo.jpg",
        "..\\photo.jpg",
        "lien.jpg",
        "dossier/photo.jpg",
        "absente.jpg",
        ".",
    ],
)
def test_a_path_never_leaves_the_folder(
    folder: Path, import_records: Import, tmp_path_factory: pytest.TempPathFactory, path: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("ailleurs")
    Image.new("RGB", (40, 30)).save(elsewhere / "photo.jpg")
    (folder / "lien.jpg").symlink_to(elsewhere / "photo.jpg")
    (folder / "dossier").symlink_to(elsewhere)

    told = import_records(with_a_picture(name=path))

    assert told.summary == (0, 0, 0, 1)
    assert "champ « image »" in told.messages[0]
    assert not PortalImage.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.pdf", b"<html><script>alert(1)</script></html>", "n’est pas celui d’un fichier .pdf"),
        ("page.html", b"<html>", "n’est pas accepté"),
        ("script.svg", b"<svg/>", "n’est pas accepté"),
        ("programme.exe", b"MZ", "n’est pas accepté"),
        ("vide.pdf", b"", "fichier vide"),
        ("binaire.csv", b"a;b\x00\x01", "n’est pas un texte"),
        ("page.odt", b"<html>", "n’est pas celui d’un fichier .odt"),
    ],
)
def test_a_document_is_what_its_name_says(
    folder: Path, import_records: Import, name: str, content: bytes, words: str
) -> None:
    (folder / name).write_bytes(content)

    told = import_records(with_a_document(name))

    assert told.summary == (0, 0, 0, 1)
    assert words in told.messages[0]
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize("name", ["page.jpg", "tronquee.jpg", "autre.png", "image.gif"])
def test_a_picture_is_a_picture_of_that_format(folder: Path, import_records: Import, name: str) -> None:
    (folder / "page.jpg").write_bytes(b"<html>")
    (folder / "tronquee.jpg").write_bytes((folder / "photo.jpg").read_bytes()[:20])
    (folder / "autre.png").write_bytes((folder / "photo.jpg").read_bytes())
    Image.new("P", (4, 4)).save(folder / "image.gif")

    told = import_records(with_a_picture(name=name))

    assert told.summary == (0, 0, 0, 1)
    assert "champ « image »" in told.messages[0]
