"""How many people an item was of use to, counted without anything of the people."""

from __future__ import annotations

from django.db import models

from core.models import KnowledgePage


class UsefulCount(models.Model):
    """How many said so on one day: no address, no browser, no time of day."""

    page = models.ForeignKey(
        KnowledgePage,
        verbose_name="fiche",
        on_delete=models.CASCADE,
        related_name="useful_counts",
        db_index=False,
        help_text="Celle qui a servi.",
    )
    day = models.DateField("jour", db_index=True, help_text="Le jour seulement : l’heure n’est pas gardée.")
    people = models.PositiveIntegerField(
        "personnes", default=0, help_text="Combien ont dit ce jour-là qu’elle leur avait été utile."
    )

    class Meta:
        verbose_name = "fiche utile"
        verbose_name_plural = "fiches utiles"
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="one_useful_count_a_day")]

    def __str__(self) -> str:
        return f"{self.page_id} ({self.day:%d/%m/%Y})"


class UsefulClick(models.Model):
    """One reader said so of one item: a mark from which neither is found again, kept for the day to tell a second
    click, whichever process receives it."""

    mark = models.CharField(
        "empreinte", max_length=64, unique=True, help_text="Ni la personne ni la fiche ne s’y retrouvent."
    )
    day = models.DateField("jour", db_index=True, help_text="Oubliée le lendemain.")

    class Meta:
        verbose_name = "clic compté"
        verbose_name_plural = "clics comptés"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
