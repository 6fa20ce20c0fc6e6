"""Finding a territory among 36,000 by what somebody types: a piece of its name, accents or not, or its code."""

from __future__ import annotations

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Length

from french.folding import fold

from .models import Territory, TerritoryQuerySet

_LEVELS = (
    Territory.Level.QUARTIER,
    Territory.Level.COMMUNE,
    Territory.Level.ARRONDISSEMENT,
    Territory.Level.EPCI,
    Territory.Level.DEPARTEMENT,
    Territory.Level.REGION,
)


def matching_territories(territories: TerritoryQuerySet, text: str) -> TerritoryQuerySet:
    """Those whose name holds every word of ``text`` or whose code starts with it, the likeliest first: the exact name,
    then names that start so, then the most populated."""
    wanted = fold(text).strip()
    if not wanted:
        return by_size(territories)
    named = Q()
    for word in wanted.split():
        named &= Q(folded__contains=word)
    code = text.strip().upper()
    rank = Case(
        When(Q(folded=wanted) | Q(code=code), then=Value(0)),
        When(folded__startswith=wanted, then=Value(1)),
        When(folded__contains=f" {wanted}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return territories.filter(named | Q(code__startswith=code)).order_by(
        rank, F("population").desc(nulls_last=True), Length("name"), "name", "code"
    )


def by_size(territories: TerritoryQuerySet) -> TerritoryQuerySet:
    """From the most populated; where no population is known, by name."""
    return territories.order_by(F("population").desc(nulls_last=True), "name", "code")


def level_choices() -> list[tuple[str, str]]:
    return [(level.value, level.label) for level in _LEVELS]
