"""When each job of the schedule last ran, and which process is at it."""

from __future__ import annotations

from django.db import models


class JobRun(models.Model):
    """A job, or any other work that only one process may do at a time (``core.leases``)."""

    name = models.CharField("repère", max_length=80, unique=True, help_text="Celui du travail.")
    due_at = models.DateTimeField("prochaine fois", null=True, blank=True, help_text="Jour et heure.")
    # Past that moment the process is taken for dead, and another may go on.
    claimed_by = models.CharField("pris par", max_length=64, blank=True, default="", help_text="Un processus.")
    claimed_until = models.DateTimeField("pris jusqu’au", null=True, blank=True, help_text="Jour et heure.")
    started_at = models.DateTimeField("commencé le", null=True, blank=True, help_text="Jour et heure.")
    finished_at = models.DateTimeField("terminé le", null=True, blank=True, help_text="Jour et heure.")
    failed_at = models.DateTimeField("échoué le", null=True, blank=True, help_text="Jour et heure.")
    error = models.CharField("erreur", max_length=300, blank=True, default="", help_text="La dernière, en mots.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "travail programmé"
        verbose_name_plural = "travaux programmés"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
