"""Practices like an item, the nearest first, each with what makes it near.

What counts is the subject: themes, keywords, words of the title and summary, what they mean where a model reads it.
What surrounds it (démarche, habitat, pilotage, quartier prioritaire, a town of the same size) brings nearer what is
already about the same thing, and alone proposes nothing: a weak proposal is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.models import PageLink
from experiences.likeness.nearness import MUCH_SAID, Reason, reasons_for, themes_of
from experiences.likeness.places import InCommon, in_common, places_of
from experiences.models import ExperiencePage
from experiences.spreading.chains import next_to
from search.likeness import Likeness, alike

MOST = 5
KEPT = 8  # more than are shown: one may be hidden before they are looked for again
CLOSELY = 30  # of those found, how many have their places compared
FLOOR = 0.28  # of the subject; below, it is another one
FILED_BY = ("theme", "tag", "approach", "habitat", "governance", "programme")

# What each part of the subject weighs, without a model of what items mean, and with one.
SUBJECT = {"theme": 0.5, "tag": 0.2, "words": 0.3}
MUCH_MEANT = 0.3  # two practices on the same thing, as the model of the portal reads them
SUBJECT_WITH_MEANING = {"theme": 0.4, "tag": 0.1, "words": 0.2, "meaning": 0.3}

# By how much what surrounds the subject multiplies it.
SURROUNDINGS = {"approach": 0.12, "habitat": 0.1, "governance": 0.06, "programme": 0.06}
# One reads more willingly of a town like one's own than of one's own.
PLACES = {"town": 0.04, "epci": 0.04, "town_size": 0.1, "epci_size": 0.1, "departement": 0.02}
AS_NEAR = 0.8  # of the last one shown: near enough to take its place when all of them ended alike


@dataclass(frozen=True, slots=True)
class Near:
    id: int
    version: int  # of the index's row that it was told from
    score: float
    outcome: str
    reasons: tuple[Reason, ...]


def nearest(pk: int) -> list[Near]:
    """At most ``KEPT`` public practices like the item ``pk``, none that it is linked to; [] where nothing is near."""
    linked = _linked(pk)
    found = {one.id: one for one in alike(pk, ExperiencePage.kind, FILED_BY) if one.id not in linked}
    subjects = _subjects(found.values())
    close = sorted((other for other in subjects if subjects[other] >= FLOOR), key=lambda other: -subjects[other])
    return _varied(_ranked(pk, [found[other] for other in close[:CLOSELY]], subjects))[:KEPT]


def _linked(pk: int) -> set[int]:
    """The items at the other end of its links and the next ones in its chain, which its page already shows."""
    outgoing = PageLink.objects.filter(page=pk).values_list("target", flat=True)
    incoming = PageLink.objects.filter(target=pk).values_list("page", flat=True)
    return {*outgoing, *incoming, *next_to(pk)}


def _subjects(found: Iterable[Likeness]) -> dict[int, float]:
    """How much each is about the same thing, from 0 to 1."""
    found = list(found)
    weights = SUBJECT_WITH_MEANING if any(one.meaning for one in found) else SUBJECT
    return {
        one.id: sum(weight * part for weight, part in zip(weights.values(), _parts(one), strict=False)) for one in found
    }


def _parts(one: Likeness) -> tuple[float, ...]:
    said = min(1.0, one.words / MUCH_SAID)
    meant = min(1.0, one.meaning / MUCH_MEANT)
    return one.filing.get("theme", 0.0), one.filing.get("tag", 0.0), said, meant


def _ranked(pk: int, close: Sequence[Likeness], subjects: dict[int, float]) -> list[Near]:
    ids = [one.id for one in close]
    themes, places = themes_of([pk, *ids]), places_of([pk, *ids])
    outcomes = dict(ExperiencePage.objects.filter(pk__in=ids).values_list("pk", "outcome"))
    ranked = []
    for one in close:
        place = in_common(places.get(pk, ()), places.get(one.id, ()))
        ranked.append(
            Near(
                id=one.id,
                version=one.version,
                score=subjects[one.id] * _multiplied(one, place),
                outcome=outcomes.get(one.id, ""),
                reasons=reasons_for(one, themes.get(pk, set()) & themes.get(one.id, set()), place),
            )
        )
    return sorted((one for one in ranked if one.reasons), key=lambda one: (-one.score, -one.id))


def _multiplied(one: Likeness, place: InCommon | None) -> float:
    around = sum(weight for facet, weight in SURROUNDINGS.items() if one.shared.get(facet))
    return 1 + around + (PLACES[place.code] if place else 0.0)


def _varied(ranked: list[Near]) -> list[Near]:
    """One that ended otherwise among those shown, where one is nearly as near: a failure teaches too."""
    shown, rest = ranked[:MOST], ranked[MOST:]
    if len({one.outcome for one in shown}) == 1:
        others = (one for one in rest if one.outcome != shown[0].outcome and one.score >= AS_NEAR * shown[-1].score)
        if other := next(others, None):
            return [*shown[:-1], other, shown[-1], *(one for one in rest if one is not other)]
    return ranked
