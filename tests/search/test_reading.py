"""The text of files is read whatever made them; a hostile one costs a bounded time and memory, and is never an error."""

from __future__ import annotations

import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.reading import child, office, outcome
from search.reading.cleaning import cleaned
from search.reading.outcome import Outcome
from tests.factories.attachments import archive, locked_pdf, odt, open_document, pdf, slides, word, workbook

SAID = "La collecte des encombrants coûte 12 € à l’œuvre du quartier"


def read(content: bytes, extension: str) -> Outcome:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        return child.read_file(file, extension)


# -- every kind of file -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", pdf(SAID)),
        ("odt", odt(SAID)),
        ("odp", open_document(f"<text:p>{SAID}</text:p>", kind="presentation")),
        ("ods", open_document(f"<text:p>{SAID}</text:p>", kind="spreadsheet")),
        ("docx", word(SAID)),
        ("pptx", slides(SAID)),
        ("xlsx", workbook(SAID)),
        ("txt", SAID.encode()),
        ("txt", SAID.encode("utf-8-sig")),
        ("csv", SAID.encode("cp1252")),
        ("csv", SAID.encode("utf-16")),
    ],
)
def test_the_text_is_read_with_its_accents(extension: str, content: bytes) -> None:
    assert read(content, extension) == Outcome(outcome.READ, [SAID])


def test_pages_and_slides_keep_their_numbers() -> None:
    first, third = "Le bilan de la première année", "Ce que l’on ferait autrement"
    assert read(pdf(first, "", third), "pdf").pages == [first, "", third]
    assert read(slides(first, "", third), "pptx").pages == [first, "", third]
    drawn = "".join(f"<draw:page><text:p>{text}</text:p></draw:page>" for text in (first, third))
    assert read(open_document(drawn, kind="presentation"), "odp").pages == [first, third]


def test_words_of_neighbouring_paragraphs_and_cells_stay_apart() -> None:
    assert read(odt("un paragraphe entier", "un autre à côté"), "odt").pages == ["un paragraphe entier un autre à côté"]
    assert read(workbook("une cellule", "une autre cellule"), "xlsx").pages == ["une cellule une autre cellule"]


def test_what_was_deleted_or_remarked_in_the_margin_is_not_read() -> None:
    secret = "<text:p>Monsieur Untel ne paie plus</text:p>"
    content = (
        f"<text:tracked-changes>{secret}</text:tracked-changes>"
        f"<text:p>Le projet avance<office:annotation>{secret}</office:annotation> comme prévu</text:p>"
    )
    assert read(open_document(content), "odt").pages == ["Le projet avance comme prévu"]
    deleted = "</w:t></w:r><w:del><w:r><w:delText>Untel</w:delText></w:r></w:del><w:r><w:t>"
    assert read(word(f"Le projet {deleted}avance comme prévu"), "docx").pages == ["Le projet avance comme prévu"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("la proxi\x02\r\nmité", "la proximité"),
        ("la proxi-\nmité", "la proximité"),
        ("la proxi\u00ad\nmité", "la proximité"),
        ("Tours-\nNord", "Tours- Nord"),
        ("un bureau de l’of\ufb01ce", "un bureau de l’offi\u200bce".replace("\u200b", "")),
        ("e\u0301te\u0301", "été"),
        ("a\x00b\x07c\ufffe\ud800", "abc"),
        ("12\u00a0€", "12\u00a0€"),
        ("  deux\t mots \n", "deux mots"),
    ],
)
def test_what_layout_did_to_words_is_undone(written: str, meant: str) -> None:
    assert cleaned(written) == meant


# -- files that say nothing -------------------------------------------------------------------------------------------
def test_scanned_pages_are_told_from_text() -> None:
    assert read(pdf("", ""), "pdf") == Outcome(outcome.EMPTY)
    assert read(pdf("12", "13"), "pdf") == Outcome(outcome.EMPTY)


def test_a_file_with_a_password_is_told_from_a_broken_one() -> None:
    assert read(locked_pdf(), "pdf") == Outcome(outcome.LOCKED)
    locked = open_document(SAID, manifest="<manifest><manifest:encryption-data/></manifest>")
    assert read(locked, "odt") == Outcome(outcome.LOCKED)
    assert read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "docx") == Outcome(outcome.LOCKED)


@pytest.mark.parametrize("extension", sorted(child.EXTENSIONS - child.TEXTS))
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + bytes(5_000)])
def test_what_is_no_such_file_is_said_unreadable(extension: str, content: bytes) -> None:
    assert read(content, extension).status == outcome.UNREADABLE


def test_a_file_cut_in_the_middle_does_no_harm() -> None:
    for extension, content in (("pdf", pdf(SAID * 20)), ("odt", odt(SAID * 20)), ("docx", word(SAID * 20))):
        for end in (len(content) // 3, len(content) - 30):
            assert read(content[:end], extension).status in (outcome.READ, outcome.EMPTY, outcome.UNREADABLE)


def test_a_text_that_is_none_says_nothing() -> None:
    assert read(b"\x00\x01\x02" * 100, "txt") == Outcome(outcome.EMPTY)


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_whatever_a_text_file_holds_what_is_kept_can_be_stored(content: bytes) -> None:
    for page in read(content, "csv").pages:
        page.encode()
        assert "\x00" not in page
        assert "\n" not in page


# -- hostile files ----------------------------------------------------------------------------------------------------
def test_a_long_file_is_read_up_to_a_point() -> None:
    for extension, content in (("odt", odt(*["mot " * 1_000] * 100)), ("txt", b"mot " * 200_000)):
        found = read(content, extension)
        assert found.status == outcome.PARTIAL
        assert sum(map(len, found.pages)) <= outcome.MOST_CHARACTERS


def test_no_page_is_read_once_there_is_enough() -> None:
    def pages() -> object:
        yield "mot " * outcome.MOST_CHARACTERS
        raise AssertionError("read on")

    assert outcome.gathered(pages()).status == outcome.PARTIAL


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            lambda: '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><text:p>&b;</text:p>', id="entities"
        ),
        pytest.param(
            lambda: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><text:p>&a;</text:p>', id="external entity"
        ),
        pytest.param(lambda: "<text:p>" + " " * (office.MOST_XML + 1) + "</text:p>", id="zip bomb"),
        pytest.param(lambda: "<a>" * 200_000, id="depth"),
    ],
)
def test_hostile_xml_is_refused_quickly(content: Callable[[], str]) -> None:
    files = {"mimetype": "", "META-INF/manifest.xml": "", "content.xml": content()}
    hostile = archive(files)
    start = time.monotonic()
    assert read(hostile, "odt") == Outcome(outcome.UNREADABLE)
    assert time.monotonic() - start < child.SECONDS / 2


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    honest = odt(SAID)
    lying = honest.replace((len(SAID)).to_bytes(4, "little"), (1).to_bytes(4, "little"))
    assert read(lying, "odt").status in (outcome.READ, outcome.UNREADABLE)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        written.writestr("[Content_Types].xml", "<Types/>")
    assert read(buffer.getvalue(), "docx") == Outcome(outcome.UNREADABLE)


def command(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


def test_a_file_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 0.5)
    monkeypatch.setattr(child, "COMMAND", command("import time; time.sleep(60)"))
    start = time.monotonic()
    assert read(b"", "pdf") == Outcome(outcome.UNREADABLE)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "harm",
    [
        "bytes(worker.MEMORY)",
        "kept = [open('/dev/null') for _ in range(worker.OPEN_FILES + 1)]",
        "sys.stdout.write(' ' * 2 * worker.LARGEST_OUTCOME)",
        "os.abort()",
    ],
)
def test_a_file_that_breaks_its_reader_breaks_nothing_else(monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    survived = """print('{"status": "read", "pages": []}')"""
    program = f"import os, sys; from search.reading import worker; worker.limit_oneself(); {harm}; {survived}"
    monkeypatch.setattr(child, "COMMAND", command(program))
    assert read(b"", "pdf") == Outcome(outcome.UNREADABLE)


def test_the_reader_knows_no_secret_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "sésame")
    program = "import json, os; print(json.dumps({'status': 'read', 'pages': sorted(os.environ)}))"
    monkeypatch.setattr(child, "COMMAND", command(program))
    assert "SECRET_KEY" not in read(b"", "pdf").pages


def test_what_a_reader_says_wrong_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    for said in ("", "[]", "{}", '{"statut": 1}', "{"):
        monkeypatch.setattr(child, "COMMAND", command(f"print({said!r})"))
        assert read(b"", "pdf") == Outcome(outcome.UNREADABLE)
