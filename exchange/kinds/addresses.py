"""Where an item is in the world: territories, and quartiers that may have to be created."""

from __future__ import annotations

from exchange.given import Given
from exchange.known import Lookup
from exchange.known.territories import quartier as described_quartier
from exchange.shapes import List, Text
from taxonomy.models import Territory

# A spreadsheet takes 01004 for the number 1004.
CODE = Text(digits=5)
CODES = List(Text())


def quartier(given: Given, known: Lookup) -> Territory | None:
    """The quartier that a record gives; created under its commune when it does not exist yet."""
    place = described_quartier(given, known.territories)
    return known.keep(known.territories, place) if place is not None and place.pk is None else place
