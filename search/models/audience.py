"""What people look for, counted without anything of the people."""

from __future__ import annotations

from django.db import models


class SearchCount(models.Model):
    """How often a question was asked on one day, and what became of it: no address, no browser, no time of day."""

    LONGEST = 100

    day = models.DateField("jour", help_text="Le jour seulement : l’heure n’est pas gardée.")
    question = models.CharField(
        "question", max_length=LONGEST, help_text="Ses mots en minuscules, sans accents ni ponctuation."
    )
    shown = models.CharField(
        "telle que tapée", max_length=LONGEST, help_text="Comme on l’a écrite la dernière fois de la journée."
    )
    searches = models.PositiveIntegerField(
        "recherches", default=0, help_text="Combien de fois elle a été posée ce jour."
    )
    without_result = models.PositiveIntegerField(
        "sans résultat", default=0, help_text="Combien de fois rien n’a été trouvé, sans aucun filtre."
    )
    results = models.PositiveIntegerField(
        "résultats", null=True, help_text="Combien elle a trouvé de fiches la dernière fois, sans aucun filtre."
    )
    clicks = models.PositiveIntegerField(
        "clics",
        default=0,
        help_text="Combien de résultats ont été ouverts. Sans JavaScript, un clic n’est pas compté.",
    )
    ranks = models.PositiveIntegerField(
        "rangs",
        default=0,
        help_text="La somme des rangs des résultats ouverts ; leur moyenne dit s’ils sont en tête.",
    )

    class Meta:
        verbose_name = "question cherchée"
        verbose_name_plural = "questions cherchées"
        constraints = [models.UniqueConstraint(fields=["day", "question"], name="one_count_a_day_and_question")]
        indexes = [models.Index(fields=["question", "-day"], name="counts_of_question")]

    def __str__(self) -> str:
        return f"{self.shown} ({self.day:%d/%m/%Y})"
