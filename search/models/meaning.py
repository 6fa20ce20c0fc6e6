"""What an item says, as vectors: kept apart from the index, so that nothing which rewrites the index loses them."""

from __future__ import annotations

from django.db import models

from core.models import KnowledgePage


class ItemMeaning(models.Model):
    page = models.OneToOneField(KnowledgePage, on_delete=models.CASCADE, primary_key=True, related_name="meaning")
    model = models.CharField(max_length=80)  # which made the vectors
    digest = models.CharField(max_length=64)  # of the texts that they stand for
    opening = models.BinaryField()  # half-precision numbers: one vector
    passages = models.BinaryField()  # as many as the item has passages, one after the other
    version = models.BigIntegerField()  # of the index's row when its texts were last seen to be these

    class Meta:
        verbose_name = "sens d’un contenu"
        verbose_name_plural = "sens des contenus"

    def __str__(self) -> str:
        return f"{self.page_id} ({self.model})"
