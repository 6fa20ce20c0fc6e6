"""Bibliographies and the references they hold."""

from __future__ import annotations

from django.db import models
from django.utils.safestring import SafeString
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from core.dates import PartialDateField
from core.listing import KindIndexPage
from core.models import KnowledgePage
from core.panels import knowledge_edit_handler
from resources.citations import reference_html
from resources.panels import BIBLIOGRAPHY_PANELS


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


class BibliographyIndexPage(KindIndexPage):
    listed_kind = "bibliography"
    subpage_types = ["resources.BibliographyPage"]
    template = "resources/bibliography_index_page.html"

    class Meta:
        verbose_name = "liste des bibliographies"
