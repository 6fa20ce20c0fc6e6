"""Fiches pratiques, captations, bibliographies and the references they hold."""

from __future__ import annotations

from mimetypes import guess_type

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from core.blocks import NARRATIVE, PointsBlock
from core.dates import PartialDateField
from core.listing import KindIndexPage
from core.models import KnowledgePage
from core.panels import knowledge_edit_handler
from core.players import embed_url, provider

from .blocks import ChapterBlock, GreyAreaBlock, LegalReferenceBlock, RoleBlock, SheetStepBlock, SlidesBlock, ToolBlock
from .citations import reference_html
from .panels import BIBLIOGRAPHY_PANELS, PRACTICE_SHEET_PANELS, RECORDING_PANELS
from .timecodes import Cue, format_seconds, parse_timecode, parse_webvtt

EXEMPTION_UNTIL = "Donnez une date après la publication : d’ici là, la transcription devra être faite."


class PracticeSheetPage(KnowledgePage):
    """How to do something."""

    kind = "practice_sheet"

    purpose = RichTextField(
        "à quoi cela sert",
        features=NARRATIVE,
        blank=True,
        help_text="Le problème qu’elle aide à résoudre, en quelques phrases.",
    )
    when_to_use = RichTextField(
        "quand s’en servir",
        features=NARRATIVE,
        blank=True,
        help_text="Les moments où elle aide, et ceux où elle ne convient pas.",
    )
    roles = StreamField(
        [("role", RoleBlock())],
        verbose_name="qui fait quoi",
        blank=True,
        help_text="Un rôle, puis ses tâches, chacune commençant par un verbe.",
    )
    steps = StreamField(
        [("step", SheetStepBlock())],
        verbose_name="étapes",
        blank=True,
        help_text="Dans l’ordre : ce que l’on fait à chacune.",
    )
    tools = StreamField(
        [("tool", ToolBlock())],
        verbose_name="outils à télécharger",
        blank=True,
        help_text="Modèles, grilles, courriers : ce que l’on peut reprendre tel quel.",
    )
    grey_areas = StreamField(
        [("grey_area", GreyAreaBlock())],
        verbose_name="zones floues",
        blank=True,
        help_text="Les questions dont la réponse change d’un lieu à l’autre, et à qui les poser.",
    )
    vigilance = StreamField(
        PointsBlock(),
        verbose_name="points de vigilance",
        blank=True,
        help_text="Les erreurs déjà commises ailleurs : une phrase chacune.",
    )
    legal_references = StreamField(
        [("legal_reference", LegalReferenceBlock())],
        verbose_name="références juridiques",
        blank=True,
        help_text="Les textes qui s’appliquent, avec leur adresse, et ce qu’ils disent en clair.",
    )
    reviewed_on = models.DateField(
        "relue le", null=True, blank=True, help_text="Le jour où quelqu’un du métier l’a relue pour la dernière fois."
    )

    parent_page_types = ["resources.PracticeSheetIndexPage"]
    template = "resources/practice_sheet_page.html"
    edit_handler = knowledge_edit_handler(PRACTICE_SHEET_PANELS)

    class Meta:
        verbose_name = "fiche pratique"
        verbose_name_plural = "fiches pratiques"

    def search_passages(self) -> list[str]:
        told = [self.purpose, self.when_to_use]
        told += [f"{role.value['role']} {' '.join(role.value['tasks'])}" for role in self.roles]
        told += [f"{step.value['title']} {step.value['text']}" for step in self.steps]
        told += [f"{tool.value['title']} {tool.value['text']}" for tool in self.tools]
        told += [f"{area.value['question']} {area.value['answer']} {area.value['ask']}" for area in self.grey_areas]
        told += [str(point.value) for point in self.vigilance]
        told += [f"{reference.value['title']} {reference.value['text']}" for reference in self.legal_references]
        return [text for text in told if text]

    def card_facts(self) -> dict[str, str]:
        return {"reviewed_on": self.reviewed_on.isoformat() if self.reviewed_on else ""}


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

    def search_passages(self) -> list[str]:
        chapters = " ".join(chapter.value["title"] for chapter in self.chapters)
        return [text for text in (chapters, " ".join(cue.text for cue in self.cues)) if text]

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


class Reference(index.Indexed, models.Model):
    """A document one can cite: book, article, report, page, recording."""

    class Type(models.TextChoices):
        BOOK = "book", "Livre"
        CHAPTER = "chapter", "Chapitre"
        ARTICLE = "article", "Article"
        REPORT = "report", "Rapport ou étude"
        THESIS = "thesis", "Mémoire ou thèse"
        WEBPAGE = "webpage", "Page ou site"
        VIDEO = "video", "Vidéo"
        AUDIO = "audio", "Enregistrement sonore"
        GUIDE = "guide", "Guide"
        LAW = "law", "Texte juridique"
        OTHER = "other", "Autre"

    external_id = models.CharField("identifiant d’origine", max_length=100, null=True, blank=True, unique=True)
    title = models.CharField("titre", max_length=300)
    type = models.CharField("sorte", max_length=10, choices=Type, default=Type.REPORT)
    authors = models.TextField(
        "auteurs et autrices", blank=True, help_text="Un par ligne : « Nom, Prénom », ou un organisme."
    )
    editors = models.TextField("direction de l’ouvrage", blank=True, help_text="Comme les auteurs, un nom par ligne.")
    container = models.CharField("revue, collection ou site", max_length=250, blank=True)
    publisher = models.CharField("éditeur", max_length=200, blank=True)
    place = models.CharField("lieu d’édition", max_length=100, blank=True)
    issued = PartialDateField("date de parution", blank=True, help_text="Au jour, au mois ou à l’année.")
    pages = models.CharField("pages", max_length=40, blank=True, help_text="« 12-34 », ou leur nombre : « 96 p. ».")
    isbn = models.CharField("ISBN", max_length=20, blank=True)
    doi = models.CharField("DOI", max_length=100, blank=True)
    url = models.URLField("adresse", max_length=500, blank=True)
    accessed = PartialDateField("consulté le", blank=True)
    language = models.CharField("langue", max_length=8, default="fr", help_text="Son code : fr, en…")
    abstract = models.TextField("résumé", blank=True)
    availability = models.TextField("où le consulter ou l’emprunter", blank=True)

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("authors"),
        index.FilterField("type"),
    ]

    class Meta:
        verbose_name = "référence"
        verbose_name_plural = "références"
        ordering = ["title"]

    def __str__(self) -> str:
        year = f" ({self.issued.year})" if self.issued else ""
        return f"{self.title}{year}"

    def save(self, *args, **kwargs) -> None:
        self.external_id = self.external_id or None
        super().save(*args, **kwargs)

    @property
    def type_label(self) -> str:
        return self.get_type_display()

    @property
    def citation_html(self) -> SafeString:
        return reference_html(self)

    @property
    def author_names(self) -> list[str]:
        return [line.strip() for line in self.authors.splitlines() if line.strip()]

    @property
    def editor_names(self) -> list[str]:
        return [line.strip() for line in self.editors.splitlines() if line.strip()]


class BibliographyPage(KnowledgePage):
    """A reading list."""

    kind = "bibliography"

    parent_page_types = ["resources.BibliographyIndexPage"]
    template = "resources/bibliography_page.html"
    edit_handler = knowledge_edit_handler(BIBLIOGRAPHY_PANELS)

    class Meta:
        verbose_name = "bibliographie"
        verbose_name_plural = "bibliographies"

    def search_passages(self) -> list[str]:
        entries = self.entries.all()
        if self.pk:
            entries = self.entries.select_related("reference")
        return [
            f"{entry.section} {entry.reference.title} {' '.join(entry.reference.author_names)} "
            f"{entry.note} {entry.reference.abstract}"
            for entry in entries
        ]

    def item_facts(self) -> dict[str, object]:
        sections: dict[str, list[tuple[Reference, str]]] = {}
        for entry in self.entries.select_related("reference"):
            sections.setdefault(entry.section, []).append((entry.reference, entry.note))
        return {"sections": list(sections.items())}

    def card_facts(self) -> dict[str, str]:
        return {"references": str(self.entries.count())}


class BibliographyEntry(Orderable):
    page = ParentalKey(BibliographyPage, on_delete=models.CASCADE, related_name="entries")
    reference = models.ForeignKey(Reference, verbose_name="référence", on_delete=models.PROTECT, related_name="entries")
    section = models.CharField("partie", max_length=150, blank=True, help_text="Le titre sous lequel la ranger.")
    note = models.TextField("pourquoi la lire", blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "référence de la bibliographie"


class PracticeSheetIndexPage(KindIndexPage):
    listed_kind = "practice_sheet"
    subpage_types = ["resources.PracticeSheetPage"]
    template = "resources/practice_sheet_index_page.html"

    class Meta:
        verbose_name = "liste des fiches pratiques"


class RecordingIndexPage(KindIndexPage):
    listed_kind = "recording"
    subpage_types = ["resources.RecordingPage"]
    template = "resources/recording_index_page.html"

    class Meta:
        verbose_name = "liste des captations"


class BibliographyIndexPage(KindIndexPage):
    listed_kind = "bibliography"
    subpage_types = ["resources.BibliographyPage"]
    template = "resources/bibliography_index_page.html"

    class Meta:
        verbose_name = "liste des bibliographies"
