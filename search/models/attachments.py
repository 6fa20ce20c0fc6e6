"""What was read in an attached file, once, so that the items that attach it are found by it."""

from __future__ import annotations

from django.db import models

from core.models import PortalDocument
from search.reading import outcome


class DocumentText(models.Model):
    class Status(models.TextChoices):
        READ = outcome.READ, "Lu en entier : la recherche publique le trouve par son contenu."
        PARTIAL = outcome.PARTIAL, "Trop long pour être lu en entier : la recherche connaît son début."
        EMPTY = outcome.EMPTY, "Aucun texte lisible (image scannée ?) : la recherche ne connaît que son titre."
        LOCKED = outcome.LOCKED, "Protégé par un mot de passe : la recherche ne connaît que son titre."
        UNREADABLE = outcome.UNREADABLE, "Illisible ou abîmé : la recherche ne connaît que son titre."

    document = models.OneToOneField(
        PortalDocument,
        verbose_name="document",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="text_read",
        help_text="Le fichier dont c’est le texte.",
    )
    file_hash = models.CharField(
        "empreinte du fichier lu", max_length=40, help_text="Elle change avec le fichier : il est alors relu."
    )
    status = models.CharField(
        "lecture du fichier", max_length=10, choices=Status, help_text="Ce que la lecture du fichier a donné."
    )
    pages = models.JSONField(
        "texte, page par page", default=list, help_text="Une seule page pour ce qui n’en a pas de fixes."
    )
    extracted_at = models.DateTimeField("lu le", auto_now=True, help_text="Le moment de la lecture.")

    class Meta:
        verbose_name = "texte d’un document"
        verbose_name_plural = "textes des documents"

    def __str__(self) -> str:
        return f"{self.document_id} ({self.status})"

    @property
    def is_found(self) -> bool:
        return self.status in (self.Status.READ, self.Status.PARTIAL)
