"""How fast one may send."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Pace(models.Model):
    """How much somebody may still send: what refills with time. Rows are forgotten within a day."""

    key = models.CharField("clef", max_length=64, unique=True, help_text="Une empreinte, bonne pour la journée.")
    left = models.FloatField("reste", help_text="Combien d’envois il reste.")
    at = models.DateTimeField("compté le", db_index=True, default=timezone.now, help_text="Quand il en restait autant.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "cadence"
        verbose_name_plural = "cadences"
        db_table = "experiences_pace"  # where the first release that had it put it
