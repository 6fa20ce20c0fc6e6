"""Making the vectors of items whose texts have changed. Never in a request: a passage takes a tenth of a second."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from core.batches import in_batches
from search.engines import writing
from search.models import IndexedItem, ItemMeaning
from search.passages import own_text

from .model import Model, model
from .stored import packed
from .texts import MOST_PASSAGES, opening, passages

BATCH = 20  # items: what is made is kept that often, and other copies of the index hear of it


@dataclass(frozen=True, slots=True)
class Said:
    """What an item says, cut as it is embedded."""

    pk: int
    version: int
    texts: tuple[str, ...]  # the opening, then the passages

    @classmethod
    def by(cls, item: IndexedItem) -> Said:
        own = own_text(item.text, item.passages)
        parts = islice(passages(own), MOST_PASSAGES)
        return cls(item.pk, item.version, (opening(item.title, item.summary, own), *parts))

    @property
    def digest(self) -> str:
        return hashlib.sha256("\0".join(self.texts).encode("utf-8", "ignore")).hexdigest()


def unseen(made_by: Model) -> QuerySet[IndexedItem]:
    """The items of the index whose present texts this model has not been shown."""
    seen = ItemMeaning.objects.filter(pk=OuterRef("pk"), version=OuterRef("version"), model=made_by.name)
    return IndexedItem.objects.filter(~Exists(seen))


def make(progress: Callable[[Sequence[int]], Iterable[int]] = iter, *, again: bool = False) -> int:
    """Makes the vectors that are missing, or all of them ``again``; how many items had theirs made."""
    made_by = model()
    if made_by is None:
        return 0
    wanted = IndexedItem.objects.all() if again else unseen(made_by)
    ids = progress(list(wanted.order_by("-pk").values_list("pk", flat=True)))
    return sum(_make(made_by, batch, again) for batch in in_batches(ids, BATCH))


def _make(made_by: Model, ids: Collection[int], again: bool) -> int:
    items = IndexedItem.objects.filter(pk__in=ids).only("title", "summary", "text", "passages", "version")
    said = {one.pk: one for one in map(Said.by, items)}
    digests = dict(ItemMeaning.objects.filter(pk__in=ids, model=made_by.name).values_list("pk", "digest"))
    same = [] if again else [one for pk, one in said.items() if digests.get(pk) == one.digest]
    ItemMeaning.objects.bulk_update([ItemMeaning(pk=one.pk, version=one.version) for one in same], ["version"])
    changed = [one for one in said.values() if one not in same]
    if changed:
        _keep(changed, _embedded(made_by, changed))
    return len(changed)


def _embedded(made_by: Model, changed: Sequence[Said]) -> list[ItemMeaning]:
    vectors = made_by.passages([text for one in changed for text in one.texts])
    parts = np.split(vectors, np.cumsum([len(one.texts) for one in changed])[:-1])
    return [
        ItemMeaning(
            pk=one.pk, model=made_by.name, digest=one.digest, opening=packed(part[0]), passages=packed(part[1:])
        )
        for one, part in zip(changed, parts, strict=True)
    ]


@transaction.atomic
def _keep(changed: Sequence[Said], meanings: Sequence[ItemMeaning]) -> None:
    """Items written again meanwhile are left for the next time: these vectors are not those of their new texts."""
    version, still = writing.touch({one.pk: one.version for one in changed})
    kept = [meaning for meaning in meanings if meaning.pk in still]
    for meaning in kept:
        meaning.version = version
    ItemMeaning.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["model", "digest", "opening", "passages", "version"],
    )
