"""The official référentiel of territories, from the file shipped with the portal (see ``data/README.md``)."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

from django.db import transaction

from french.folding import fold

from .models import Territory

SOURCE = Path(__file__).resolve().parent / "data" / "territories.csv.gz"
FIELDS = ["level", "name", "folded", "population", "region", "departement", "epci"]
BATCH = 2_000


def read() -> list[dict[str, str]]:
    """The rows of the source: level, code, name, region, departement, epci (codes, or ""), population (or "")."""
    with gzip.open(SOURCE, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load() -> tuple[int, int]:
    """Creates what is missing and updates what differs; returns both counts. What editors added is left alone."""
    ids = dict(Territory.objects.values_list("code", "pk"))
    created = updated = 0
    rows = read()
    # Wider levels first: the narrower ones refer to them.
    for level in ("region", "departement", "epci", "commune", "arrondissement"):
        wanted = [row for row in rows if row["level"] == level]
        new = [_territory(row, ids) for row in wanted if row["code"] not in ids]
        Territory.objects.bulk_create(new, batch_size=BATCH)
        existing = {place.code: place for place in Territory.objects.filter(level=level)}
        changed = [
            _changed(existing[row["code"]], _territory(row, ids))
            for row in wanted
            if row["code"] in ids and row["code"] in existing
        ]
        differing = [place for place in changed if place is not None]
        Territory.objects.bulk_update(differing, FIELDS, batch_size=200)
        created, updated = created + len(new), updated + len(differing)
        ids |= {place.code: place.pk for place in new}
    return created, updated


def _territory(row: dict[str, str], ids: dict[str, int]) -> Territory:
    return Territory(
        level=row["level"],
        code=row["code"],
        name=row["name"],
        folded=fold(row["name"]),
        population=int(row["population"]) if row["population"] else None,
        region_id=ids.get(row["region"]),
        departement_id=ids.get(row["departement"]),
        epci_id=ids.get(row["epci"]),
    )


def _changed(known: Territory, wanted: Territory) -> Territory | None:
    """``known`` with the values of ``wanted``, or None where they agree."""
    attributes = ["level", "name", "folded", "population", "region_id", "departement_id", "epci_id"]
    if all(getattr(known, name) == getattr(wanted, name) for name in attributes):
        return None
    wanted.pk = known.pk
    return wanted
