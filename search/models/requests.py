"""What people ask of the centre when the portal does not answer."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey

from core.models import KnowledgePage, Received
from core.models.received import settled_at

LONGEST_TEXT = 3_000


class DocumentaryRequest(Received):
    """A question put to the centre, and what came of it. Erased a year after it is closed (``forget_requests``)."""

    class Status(models.TextChoices):
        NEW = "new", "Nouvelle"
        IN_PROGRESS = "in_progress", "En cours"
        ANSWERED = "answered", "Répondue"
        CLOSED = "closed", "Sans suite"

    CALLED = "Demande"
    CLOSED_STATUSES = (Status.ANSWERED, Status.CLOSED)

    question = models.TextField("question", max_length=LONGEST_TEXT, help_text="Ce que la personne cherche.")
    purpose = models.TextField(
        "pour quoi faire",
        max_length=LONGEST_TEXT,
        blank=True,
        help_text="Ce qu’elle prépare ou a déjà essayé.",
    )
    place = models.CharField("lieu", max_length=150, blank=True, help_text="Le quartier ou la commune concernée.")
    name = models.CharField("nom", max_length=150, blank=True, help_text="Comment l’appeler.")
    email = models.EmailField("courriel", help_text="Où lui répondre.")
    organisation = models.CharField(
        "organisation", max_length=150, blank=True, help_text="Pour qui elle travaille ou agit."
    )
    received_at = models.DateTimeField(
        "reçue le", default=timezone.now, help_text="Quand la demande est arrivée.", db_index=True
    )
    consented_at = models.DateTimeField(
        "accord donné le",
        null=True,
        blank=True,
        editable=False,
        help_text="Quand la personne a accepté que sa demande soit gardée. Vide si vous l’avez saisie pour elle.",
    )
    notified_at = models.DateTimeField(
        "avis envoyé le",
        null=True,
        blank=True,
        editable=False,
        help_text="Quand le centre en a été averti par courriel. Vide si le message n’est pas parti.",
    )

    status = models.CharField(
        "suivi",
        max_length=12,
        choices=Status.choices,
        default=Status.NEW,
        help_text="« Répondue » ou « Sans suite » la ferme ; douze mois plus tard, elle est effacée.",
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="suivie par",
        help_text="Qui s’en occupe.",
    )
    answer = models.TextField(
        "réponse donnée", blank=True, help_text="En quelques lignes, pour qui recevra la même question. Non publié."
    )
    notes = models.TextField("notes", blank=True, help_text="Pour l’équipe seulement.")
    closed_at = models.DateTimeField(
        "fermée le", null=True, blank=True, editable=False, help_text="Douze mois après, la demande est effacée."
    )

    class Meta:
        verbose_name = "demande documentaire"
        verbose_name_plural = "demandes documentaires"
        ordering = ["-received_at", "-pk"]

    def save(self, *args, **kwargs) -> None:
        self.closed_at = settled_at(self.status in self.CLOSED_STATUSES, self.closed_at)
        super().save(*args, **kwargs)

    @property
    @admin.display(description="question")
    def beginning(self) -> str:
        """The question, short enough for a list."""
        line = " ".join(self.question.split())
        return line if len(line) <= 90 else f"{line[:89].rstrip()}…"


class AnsweringPage(models.Model):
    """An item that answers a request."""

    request = ParentalKey(DocumentaryRequest, on_delete=models.CASCADE, related_name="answering_pages")
    page = models.ForeignKey(
        KnowledgePage,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="fiche",
        help_text="Une fiche du portail que vous avez indiquée à la personne.",
    )

    class Meta:
        verbose_name = "fiche indiquée"
        verbose_name_plural = "fiches indiquées"
        constraints = [models.UniqueConstraint(fields=["request", "page"], name="answering_page_once")]

    def __str__(self) -> str:
        return str(self.page)
