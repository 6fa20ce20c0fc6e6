"""Fiches pratiques, captations, bibliographies."""

from __future__ import annotations

import datetime
from typing import Literal

from django.urls import reverse
from ninja import Schema
from pydantic import Field
from wagtail.blocks import StructValue

from exchange.api.schemas import Term, WholeItem
from exchange.api.texts import Text, Writer
from resources.models import BibliographyPage, PracticeSheetPage, RecordingPage
from resources.timecodes import parse_timecode

from .terms import term


class Role(Schema):
    """Qui fait quoi."""

    role: str
    tasks: list[str]


class SheetStep(Schema):
    """Une étape à suivre."""

    title: str
    text: Text | None


class File(Schema):
    """Un fichier du portail ou une adresse ailleurs."""

    title: str
    url: str | None
    text: str


class GreyArea(Schema):
    """Une question dont la réponse change d’un lieu à l’autre."""

    question: str
    answer: Text | None
    ask: str = Field(description="À qui demander.")


class PracticeSheetDetails(Schema):
    """Ce qui est propre à une fiche pratique."""

    purpose: Text | None
    when_to_use: Text | None
    roles: list[Role]
    steps: list[SheetStep]
    tools: list[File]
    grey_areas: list[GreyArea]
    vigilance: list[Text]
    legal_references: list[File]
    reviewed_on: datetime.date | None


class PracticeSheet(WholeItem):
    """Une fiche pratique."""

    kind: Literal["practice_sheet"]
    details: PracticeSheetDetails


class Media(Schema):
    """Le son ou la vidéo."""

    url: str
    here: bool = Field(description="Vrai si le fichier est sur le portail, faux si un autre site le garde.")


class Chapter(Schema):
    """Un chapitre de la captation."""

    start: float = Field(description="En secondes.")
    title: str


class Cue(Schema):
    """Un passage de la transcription."""

    start: float = Field(description="En secondes.")
    end: float
    voice: str = Field(description="Qui parle ; vide si ce n’est pas dit.")
    text: str


class RecordingDetails(Schema):
    """Ce qui est propre à une captation."""

    medium: Term
    duration: int | None = Field(description="En secondes.")
    media: Media | None
    chapters: list[Chapter]
    transcript: list[Cue]
    captions_url: str | None = Field(description="La transcription en WebVTT.")
    slides: list[File]


class Recording(WholeItem):
    """Une captation."""

    kind: Literal["recording"]
    details: RecordingDetails


class ReferenceEntry(Schema):
    """Une référence de la bibliographie."""

    section: str = Field(description="Le titre sous lequel elle est rangée.")
    note: str = Field(description="Pourquoi la lire.")
    type: Term
    title: str
    authors: list[str]
    editors: list[str]
    container: str
    publisher: str
    place: str
    issued: str | None
    pages: str
    isbn: str
    doi: str
    url: str | None
    language: str
    abstract: str
    availability: str


class BibliographyDetails(Schema):
    """Ce qui est propre à une bibliographie."""

    references: list[ReferenceEntry]


class Bibliography(WholeItem):
    """Une bibliographie."""

    kind: Literal["bibliography"]
    details: BibliographyDetails


TOLD = ("title", "container", "publisher", "place", "pages", "isbn", "doi", "language", "abstract", "availability")


def practice_sheet(page: PracticeSheetPage, writer: Writer) -> dict[str, object]:
    return {
        "purpose": writer.rich(page.purpose),
        "when_to_use": writer.rich(page.when_to_use),
        "roles": [{"role": role.value["role"], "tasks": list(role.value["tasks"])} for role in page.roles],
        "steps": [{"title": step.value["title"], "text": writer.rich(step.value["text"])} for step in page.steps],
        "tools": [_file(tool.value, tool.value.href, writer) for tool in page.tools],
        "grey_areas": [
            {
                "question": area.value["question"],
                "answer": writer.rich(area.value["answer"]),
                "ask": area.value["ask"] or "",
            }
            for area in page.grey_areas
        ],
        "vigilance": writer.points(page.vigilance),
        "legal_references": [_file(law.value, law.value["url"] or "", writer) for law in page.legal_references],
        "reviewed_on": page.reviewed_on,
    }


def recording(page: RecordingPage, writer: Writer) -> dict[str, object]:
    captions = reverse("recording_captions", args=[page.pk]) if page.transcript else ""
    source = page.media.url if page.media else page.media_url
    return {
        "medium": term(page, "medium"),
        "duration": page.duration,
        "media": {"url": writer.absolute(source), "here": page.media is not None} if source else None,
        "chapters": [
            {"start": parse_timecode(chapter.value["start"]), "title": chapter.value["title"]}
            for chapter in page.chapters
        ],
        "transcript": [{"start": cue.start, "end": cue.end, "voice": cue.voice, "text": cue.text} for cue in page.cues],
        "captions_url": writer.absolute(captions),
        "slides": [_file(slides.value, slides.value.href, writer) for slides in page.slides],
    }


def bibliography(page: BibliographyPage, writer: Writer) -> dict[str, object]:
    return {
        "references": [
            {
                "section": entry.section,
                "note": entry.note,
                "type": term(entry.reference, "type"),
                "authors": entry.reference.author_names,
                "editors": entry.reference.editor_names,
                "issued": entry.reference.issued or None,
                "url": entry.reference.url or None,
                **{name: getattr(entry.reference, name) for name in TOLD},
            }
            for entry in page.entries.select_related("reference")
        ]
    }


def _file(value: StructValue, address: str, writer: Writer) -> dict[str, str | None]:
    return {"title": value["title"], "url": writer.absolute(address), "text": value.get("text") or ""}
