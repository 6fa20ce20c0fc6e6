"""Captations: what was said, to be heard, watched or read."""

from __future__ import annotations

from bisect import bisect_left
from mimetypes import guess_type

from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.fields import StreamField

from core.listing import KindIndexPage
from core.models import KnowledgePage
from core.panels import knowledge_edit_handler
from core.passages import Passage
from core.players import embed_url, provider
from resources.blocks import ChapterBlock, SlidesBlock
from resources.panels import RECORDING_PANELS
from resources.timecodes import Cue, format_seconds, parse_timecode, parse_webvtt, spoken_seconds

EXEMPTION_UNTIL = "Donnez une date après la publication : d’ici là, la transcription devra être faite."


class RecordingPage(KnowledgePage):
    """A recording of a rencontre, with its transcript."""

    class Medium(models.TextChoices):
        AUDIO = "audio", "Son"
        VIDEO = "video", "Vidéo"

    kind = "recording"

    medium = models.CharField(
        "sorte", max_length=5, choices=Medium, help_text="Ce que l’on entend, ou ce que l’on voit."
    )
    media = models.ForeignKey(
        "wagtailmedia.Media",
        verbose_name="fichier",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Un son ou une vidéo déposés sur le portail : rien n’est demandé à un autre site.",
    )
    media_url = models.URLField(
        "ou adresse extérieure",
        blank=True,
        help_text="Rien n’est demandé à cet autre site tant que la personne n’a pas cliqué.",
    )
    duration = models.PositiveIntegerField(
        "durée en secondes", null=True, blank=True, help_text="2700 pour trois quarts d’heure."
    )
    chapters = StreamField(
        [("chapter", ChapterBlock())],
        verbose_name="chapitres",
        blank=True,
        help_text="Le moment où chaque sujet commence : on y va d’un clic.",
    )
    transcript = models.TextField(
        "transcription (WebVTT)",
        blank=True,
        help_text="Le texte de ce qui est dit, minuté. Collez le contenu du fichier .vtt.",
    )
    exemption_reason = models.CharField(
        "raison de l’absence de transcription", max_length=250, blank=True, help_text="Affichée au public."
    )
    exemption_until = models.DateField(
        "transcription attendue avant le",
        null=True,
        blank=True,
        help_text="Sans transcription, cette date est demandée.",
    )
    slides = StreamField(
        [("slides", SlidesBlock())],
        verbose_name="supports de présentation",
        blank=True,
        help_text="Les diaporamas projetés ce jour-là, avec qui les a présentés.",
    )

    parent_page_types = ["resources.RecordingIndexPage"]
    template = "resources/recording_page.html"
    edit_handler = knowledge_edit_handler(RECORDING_PANELS)

    class Meta:
        verbose_name = "captation"
        verbose_name_plural = "captations"

    @property
    def duration_label(self) -> str:
        return format_seconds(self.duration) if self.duration else ""

    @property
    def cues(self) -> list[Cue]:
        """The passages of the transcript; empty while it is missing or unreadable."""
        try:
            return parse_webvtt(self.transcript) if self.transcript.strip() else []
        except ValueError:
            return []

    def publication_errors(self) -> dict[str, str]:
        errors = super().publication_errors()
        if bool(self.media_id) == bool(self.media_url):
            errors["media"] = "Choisissez un fichier ou donnez une adresse extérieure, l’un des deux."
        if self.transcript.strip():
            try:
                parse_webvtt(self.transcript)
            except ValueError as error:
                errors["transcript"] = str(error)
        elif not self.exemption_reason:
            errors["transcript"] = "Ajoutez la transcription, ou dites plus bas pourquoi elle manque et jusqu’à quand."
        elif self.exemption_until is None:
            errors["exemption_until"] = EXEMPTION_UNTIL
        return errors

    def untimely_errors(self) -> dict[str, str]:
        published = max(timezone.now(), self.go_live_at or timezone.now())
        if self.transcript.strip() or self.exemption_until is None:
            return {}
        late = self.exemption_until < timezone.localtime(published).date()
        return {"exemption_until": EXEMPTION_UNTIL} if late else {}

    def search_passages(self) -> list[Passage]:
        """Chapters and cues, each with its moment: their anchors are those of the transcript on the page."""
        cues = self.cues
        anchors = [f"#t{cue.start_seconds}-{number}" for number, cue in enumerate(cues, start=1)]
        starts = [cue.start_seconds for cue in cues]
        passages = []
        for chapter in self.chapters:
            start = parse_timecode(chapter.value["start"])
            first = bisect_left(starts, int(start))
            anchor = anchors[first] if first < len(anchors) else "#chapitres"
            passages.append(Passage(chapter.value["title"], _moment(start), anchor))
        for cue, anchor in zip(cues, anchors, strict=True):
            passages.append(Passage(cue.text, _moment(cue.start), anchor))
        return passages

    def item_facts(self) -> dict[str, object]:
        return {
            "media": self._player(),
            "duration_label": self.duration_label,
            "chapters": [
                {
                    "start_seconds": int(parse_timecode(chapter.value["start"])),
                    "start_label": chapter.value["start"],
                    "title": chapter.value["title"],
                }
                for chapter in self.chapters
            ],
            "cues": self.cues,
            "captions_url": reverse("recording_captions", args=[self.pk]) if self.pk and self.transcript else "",
        }

    def _player(self) -> dict[str, str]:
        """What plays: a file of ours, or another site opened on a click."""
        if self.media:
            return {
                "kind": "file",
                "url": self.media.url,
                "type": guess_type(self.media.filename)[0] or "",
            }
        return {
            "kind": "external",
            "url": self.media_url,
            "provider": provider(self.media_url),
            "embed_url": embed_url(self.media_url),
        }

    def card_facts(self) -> dict[str, str]:
        return {"duration": self.duration_label, "medium_label": self.get_medium_display()}


def _moment(seconds: float) -> str:
    return f"À {spoken_seconds(seconds)} de l’enregistrement"


class RecordingIndexPage(KindIndexPage):
    listed_kind = "recording"
    subpage_types = ["resources.RecordingPage"]
    template = "resources/recording_index_page.html"

    class Meta:
        verbose_name = "liste des captations"
