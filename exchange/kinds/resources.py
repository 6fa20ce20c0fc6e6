"""Fiches pratiques, captations, bibliographies."""

from __future__ import annotations

from core.blocks import NARRATIVE, PROSE, SHORT_PROSE
from exchange.given import Given
from exchange.problems import ComesLater, Unusable
from exchange.shapes import FILE, TEXT, TEXTS, Group, objects
from exchange.streams import point, set_stream
from resources.models import BibliographyEntry, BibliographyPage, PracticeSheetPage, RecordingPage, Reference
from resources.timecodes import parse_timecode

from .common import with_common
from .kind import PageKind, Sources

LINKED_FILE = {"document": "file"}
LONGEST_PATH = 300


# -- fiches pratiques -------------------------------------------------------------------------------------------------
def fill_sheet(page: PracticeSheetPage, given: Given, sources: Sources) -> None:
    page.purpose = given.rich_text("purpose", NARRATIVE)
    page.when_to_use = given.rich_text("when_to_use", NARRATIVE)
    page.reviewed_on = given.day("reviewed_on")
    roles = [{"role": one.line("role"), "tasks": one.texts("tasks")} for one in given.objects("roles")]
    set_stream(page, "roles", [("role", one) for one in roles], given)
    steps = [{"title": one.line("title"), "text": one.rich_text("text", PROSE)} for one in given.objects("steps")]
    set_stream(page, "steps", [("step", one) for one in steps], given)
    tools = [{**_linked_file(one, sources), "text": one.text("text")} for one in given.objects("tools")]
    set_stream(page, "tools", [("tool", one) for one in tools], given, names=LINKED_FILE)
    areas = [
        {"question": one.line("question"), "answer": one.rich_text("answer", PROSE), "ask": one.line("ask")}
        for one in given.objects("grey_areas")
    ]
    set_stream(page, "grey_areas", [("grey_area", one) for one in areas], given)
    set_stream(page, "vigilance", map(point, given.rich_texts("vigilance", SHORT_PROSE)), given)
    laws = [
        {"title": one.line("title"), "url": one.text("url"), "text": one.text("text")}
        for one in given.objects("legal_references")
    ]
    set_stream(page, "legal_references", [("legal_reference", one) for one in laws], given)


def _linked_file(given: Given, sources: Sources) -> dict[str, str | int | None]:
    """A title with a document of ours or an address."""
    title, file = given.line("title"), given.text("file")
    document = (
        given.attempt("file", lambda: sources.files.document(file, title=title), None) if file and title else None
    )
    return {"title": title, "document": document.pk if document else None, "url": given.text("url")}


SHEET = PageKind(
    "practice_sheet",
    PracticeSheetPage,
    with_common(
        purpose=TEXT, when_to_use=TEXT, reviewed_on=TEXT, vigilance=TEXTS,
        roles=objects(role=TEXT, tasks=TEXTS),
        steps=objects(title=TEXT, text=TEXT),
        tools=objects(title=TEXT, text=TEXT, file=FILE, url=TEXT),
        grey_areas=objects(question=TEXT, answer=TEXT, ask=TEXT),
        legal_references=objects(title=TEXT, url=TEXT, text=TEXT),
    ),
    fill_sheet,
)  # fmt: skip


# -- captations -------------------------------------------------------------------------------------------------------
def fill_recording(page: RecordingPage, given: Given, sources: Sources) -> None:
    page.medium = given.choice("medium", RecordingPage.Medium, required=True)
    page.media_url = given.text("media_url")
    page.duration = given.attempt("duration", lambda: _seconds(given.text("duration")), None)
    page.media = given.attempt("media", lambda: _media(page, given, sources), None) if "media" in given else None
    page.transcript = given.attempt("transcript", lambda: _transcript(given.text("transcript"), sources), "")
    exemption = given.object("transcript_exemption")
    page.exemption_reason = exemption.line("reason", required=True) if exemption else ""
    page.exemption_until = exemption.day("until") if exemption else None
    chapters = [{"start": one.line("start"), "title": one.line("title")} for one in given.objects("chapters")]
    set_stream(page, "chapters", [("chapter", one) for one in chapters], given)
    slides = [_linked_file(one, sources) for one in given.objects("slides")]
    set_stream(page, "slides", [("slides", one) for one in slides], given, names=LINKED_FILE)


def _seconds(text: str) -> int | None:
    try:
        return round(parse_timecode(text)) if text else None
    except ValueError as error:
        raise Unusable(str(error)) from error


def _media(page: RecordingPage, given: Given, sources: Sources):
    if not page.medium:
        return None  # the medium is what is wrong
    return sources.files.media(given.text("media"), title=page.title, medium=page.medium, duration=page.duration)


def _transcript(text: str, sources: Sources) -> str:
    """The WebVTT text itself, or that of the file named."""
    is_path = text and "\n" not in text and len(text) < LONGEST_PATH and not text.startswith("WEBVTT")
    return sources.files.text(text) if is_path else text


RECORDING = PageKind(
    "recording",
    RecordingPage,
    with_common(
        medium=TEXT, media=FILE, media_url=TEXT, duration=TEXT, transcript=FILE,
        transcript_exemption=Group({"reason": TEXT, "until": TEXT}),
        chapters=objects(start=TEXT, title=TEXT),
        slides=objects(title=TEXT, file=FILE, url=TEXT),
    ),
    fill_recording,
    {"exemption_reason": "transcript_exemption", "exemption_until": "transcript_exemption"},
)  # fmt: skip


# -- bibliographies ---------------------------------------------------------------------------------------------------
def fill_bibliography(page: BibliographyPage, given: Given, sources: Sources) -> None:
    entries = []
    for number, one in enumerate(given.objects("references")):
        ref, section = one.line("ref", required=True), one.line("section")
        if len(section) > 150:
            one.refuse("section", f"150 caractères au plus ({len(section)} ici).")
        reference = one.attempt("ref", lambda ref=ref: _reference(ref, sources), None) if ref else None
        if reference is not None:
            entries.append(
                BibliographyEntry(reference=reference, section=section, note=one.text("note"), sort_order=number)
            )
    page.entries = entries


def _reference(external_id: str, sources: Sources) -> Reference:
    known = sources.known
    if known.references.with_key(external_id) is None and known.may_come(("reference", external_id)):
        raise ComesLater
    return known.references.find(external_id)


BIBLIOGRAPHY = PageKind(
    "bibliography",
    BibliographyPage,
    with_common(references=objects("ref", ref=TEXT, note=TEXT, section=TEXT)),
    fill_bibliography,
    {"entries": "references"},
)
