"""Practices like an item, as they were last looked for: looking takes longer than the whole page."""

from __future__ import annotations

from django.db import models

from core.models import KnowledgePage


class SimilarPractices(models.Model):
    page = models.OneToOneField(
        KnowledgePage, on_delete=models.CASCADE, primary_key=True, related_name="similar_practices"
    )
    version = models.BigIntegerField()  # of the index's row of the item when it was looked at
    looked_at = models.DateTimeField()
    found = models.JSONField(default=list)  # the nearest first: [item, version of its row, [reasons]]

    class Meta:
        verbose_name = "retours d’expérience proches"
        verbose_name_plural = "retours d’expérience proches"

    def __str__(self) -> str:
        return str(self.page_id)
