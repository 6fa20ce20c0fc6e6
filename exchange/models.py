"""What imports leave behind: the journal that editors read, and what each record was when it last came in."""

from __future__ import annotations

from django.db import models


class ImportRun(models.Model):
    """One call of ``import_content``. Its counts are written with each batch: a run cut short tells how far it got."""

    started_at = models.DateTimeField("début", auto_now_add=True)
    finished_at = models.DateTimeField("fin", null=True, blank=True)
    files = models.TextField("fichiers")
    created = models.PositiveIntegerField("créées", default=0)
    changed = models.PositiveIntegerField("modifiées", default=0)
    unchanged = models.PositiveIntegerField("inchangées", default=0)
    refused = models.PositiveIntegerField("refusées", default=0)
    messages = models.TextField("messages", blank=True)

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.files} ({self.started_at:%d/%m/%Y %H:%M})"

    @property
    def state(self) -> str:
        if self.finished_at is None:
            return "Interrompu ou en cours"
        return "Terminé, avec des refus" if self.refused else "Terminé"


class ImportedRecord(models.Model):
    """The last record imported under an identifier.

    A record whose digest is the same is left alone, whatever editors did to the item since: their work is not undone by
    the same file coming again.
    """

    kind = models.CharField(max_length=20)
    external_id = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    object_id = models.BigIntegerField()
    published = models.BooleanField(default=True)
    # Links to records that had not come in yet: made as soon as they do.
    pending_links = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = "fiche importée"
        verbose_name_plural = "fiches importées"
        constraints = [models.UniqueConstraint(fields=["kind", "external_id"], name="one_record_an_identifier")]
        indexes = [models.Index(fields=["kind", "object_id"], name="record_of_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"
