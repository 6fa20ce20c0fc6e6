"""The public index as kept in the database: one row an item, its facet values beside it.

The full-text part stands in tables that Django does not manage (``search_fts``: FTS5 on SQLite, a tsvector
on PostgreSQL), made by the first migration and written by ``search.engines``.
"""

from __future__ import annotations

from django.db import models

from core.dates import PartialDateField
from core.models import KnowledgePage

MOST_CHANGES = 2_000  # beyond, reading everything again is faster than following


class IndexedItem(models.Model):
    """What a list shows of an item, and what is looked for in it, ready to use without loading the item."""

    page = models.OneToOneField(KnowledgePage, on_delete=models.CASCADE, primary_key=True, related_name="indexed")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    sort_title = models.CharField(max_length=255, default="")  # folded: É sorts as e
    summary = models.TextField()
    filing = models.TextField(default="")  # names by which it is looked for though its text may not say them
    text = models.TextField()
    sort_date = PartialDateField(blank=True)
    last_day = models.CharField(max_length=10, default="")  # ISO; of what lasts several days, or is dated to the month
    expires_at = models.DateTimeField(null=True)
    card = models.JSONField(default=dict)
    passages = models.JSONField(default=list)  # parts of ``text`` that have an address: see search.passages
    version = models.BigIntegerField(default=0)  # of the change that last wrote it

    class Meta:
        verbose_name = "entrée de l’index public"
        verbose_name_plural = "entrées de l’index public"
        indexes = [
            models.Index(fields=["-sort_date", "-page"], name="indexed_by_date"),
            models.Index(fields=["kind", "-sort_date", "-page"], name="indexed_by_kind_and_date"),
            # By its first letters, whatever the language by which PostgreSQL sorts.
            models.Index(fields=["sort_title"], name="indexed_by_title", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.title


class FacetValue(models.Model):
    """An item has this value for this facet; trees are rolled up (an item of a commune has its région too)."""

    item = models.ForeignKey(IndexedItem, on_delete=models.CASCADE, related_name="facet_values", db_index=False)
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=120)

    class Meta:
        verbose_name = "valeur de facette"
        verbose_name_plural = "valeurs de facettes"
        constraints = [
            models.UniqueConstraint(fields=["facet", "value", "item"], name="facet_value_once"),
        ]
        indexes = [models.Index(fields=["item", "facet"], name="facets_of_item")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def last_version(self) -> int:
        """0 where there is no change."""
        return self.aggregate(last=models.Max("version"))["last"] or 0

    def since(self, version: int) -> tuple[int, list[int]] | None:
        """The last version and the items changed after ``version``; None where that is better read anew: the journal
        does not go back so far, what had been read was undone, or too much has changed.
        """
        if not self.filter(version=version).exists():
            return None
        changes = self.filter(version__gt=version)
        last = changes.last_version()
        if not last:
            return version, []
        changed = list(changes.values_list("item", flat=True).distinct()[: MOST_CHANGES + 1])
        return None if len(changed) > MOST_CHANGES else (last, changed)


class IndexChange(models.Model):
    """An item was written to the index or left it: what keeps copies of the index (in memory, on another server) must
    look at again. Versions grow with time, in the order in which changes are committed; the oldest rows are forgotten.
    """

    version = models.BigIntegerField()
    item = models.BigIntegerField()  # no foreign key: an item that is gone is told of too

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "changement de l’index public"
        verbose_name_plural = "changements de l’index public"
        indexes = [models.Index(fields=["version", "item"], name="change_by_version")]

    def __str__(self) -> str:
        return f"{self.item} ({self.version})"


class IndexedWord(models.Model):
    """A word that an item of the index holds, or held since the last rebuild."""

    word = models.CharField(max_length=64, primary_key=True)
    folded = models.CharField(max_length=64, db_index=True)
    initial = models.CharField(max_length=1)
    letters = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "mot de l’index public"
        verbose_name_plural = "mots de l’index public"
        indexes = [models.Index(fields=["initial", "letters"], name="word_by_initial_and_length")]

    def __str__(self) -> str:
        return self.word


class IndexCopy(models.Model):
    """A copy of the public index on another server, and up to which change it is complete."""

    name = models.CharField(max_length=120, primary_key=True)
    version = models.BigIntegerField()

    class Meta:
        verbose_name = "copie de l’index public"
        verbose_name_plural = "copies de l’index public"

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"
