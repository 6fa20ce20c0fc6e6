"""The official référentiel of territories, from the file shipped with the portal (see ``data/README.md``)."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

from django.db import transaction

from french.folding import fold

from .models import Territory

SOURCE = Path(__file__).resolve().parent / "data" / "territories.csv.gz"
FIELDS = ["level", "name", "folded", "population", "region", "departement", "epci", "latitude", "longitude"]
ATTRIBUTES = [Territory._meta.get_field(name).attname for name in FIELDS]
BATCH = 2_000


def read() -> list[dict[str, str]]:
    """The rows of the source: level, code, name, region, departement, epci (codes, or ""), population, latitude,
    longitude (or "")."""
    with gzip.open(SOURCE, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_behind() -> bool:
    """Whether the database has not got the source yet, or only from before it said where communes are."""
    return not Territory.objects.filter(level=Territory.Level.COMMUNE).exclude(latitude=None).exists()


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
        # Ten times as fast as bulk_update() where a new column changes every row.
        Territory.objects.bulk_create(
            differing, batch_size=BATCH, update_conflicts=True, unique_fields=["code"], update_fields=FIELDS
        )
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
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
    )


def _changed(known: Territory, wanted: Territory) -> Territory | None:
    """``wanted``, or None where ``known`` agrees with it."""
    agree = all(getattr(known, name) == getattr(wanted, name) for name in ATTRIBUTES)
    return None if agree else wanted
