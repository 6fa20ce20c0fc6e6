"""Why a practice is near to an item, in the words of whoever reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from experiences.likeness.places import InCommon
from experiences.models import Approach, Governance, Habitat
from search.labels import value_label
from search.likeness import Likeness
from taxonomy.models import Theme

MOST_REASONS = 3
MOST_VALUES = 2  # told of one reason
MUCH_SAID = 0.2  # titles and summaries that have so much in common say the same thing, whatever their themes
FEWEST_WORDS = 2  # a single word in common says nothing
PLACES = {
    "town": "même commune",
    "epci": "même intercommunalité",
    "town_size": "ville de taille comparable",
    "epci_size": "intercommunalité de taille comparable",
    "departement": "même département",
}
PLURALS = {"thème": "thèmes", "mot-clé": "mots-clés"}
PROGRAMMES = {"qpv": "quartier prioritaire aussi", "npnru": "renouvellement urbain aussi"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that both have: ``code`` says of what sort, ``values`` which."""

    code: str
    values: tuple[str, ...]
    label: str


def themes_of(ids: Iterable[int]) -> Mapping[int, set[str]]:
    """Item → the themes under which it is filed itself, not those above them."""
    found: dict[int, set[str]] = defaultdict(set)
    for theme, page in Theme.objects.filter(pages__in=ids).order_by().values_list("slug", "pages"):
        found[page].add(theme)
    return found


def reasons_for(one: Likeness, themes: Collection[str], place: InCommon | None) -> tuple[Reason, ...]:
    """What they share, the subject first; () where nothing says that it is the same. ``themes``: under which both are
    filed themselves: a rubric has too much under it."""
    shared = [slug for slug in one.shared.get("theme", ()) if slug in themes]
    subject = _named("theme", "thème", shared) or _named("tag", "mot-clé", one.shared.get("tag", ())) or _words(one)
    if subject is None:
        return ()
    around = [_approach(one), _place(place), _habitat(one), _programme(one), _governance(one)]
    return (subject, *[reason for reason in around if reason])[:MOST_REASONS]


def _words(one: Likeness) -> Reason | None:
    if one.words < MUCH_SAID or len(one.said) < FEWEST_WORDS:
        return None
    return Reason("words", one.said, f"texte proche : {', '.join(one.said[: MOST_VALUES + 1])}")


def _approach(one: Likeness) -> Reason | None:
    values = one.shared.get("approach", ())
    return Reason("approach", values, f"même démarche : {_lower(Approach(values[0]).label)}") if values else None


def _place(place: InCommon | None) -> Reason | None:
    return Reason(place.code, place.values, PLACES[place.code]) if place else None


def _habitat(one: Likeness) -> Reason | None:
    values = one.shared.get("habitat", ())[:MOST_VALUES]
    if not values:
        return None
    return Reason("habitat", values, f"{' et '.join(_lower(Habitat(value).label) for value in values)} aussi")


def _programme(one: Likeness) -> Reason | None:
    values = one.shared.get("programme", ())[:1]
    return Reason("programme", values, PROGRAMMES[values[0]]) if values else None


def _governance(one: Likeness) -> Reason | None:
    values = one.shared.get("governance", ())
    return Reason("governance", values, f"même pilotage : {_lower(Governance(values[0]).label)}") if values else None


def _named(facet: str, name: str, values: Sequence[str]) -> Reason | None:
    """« même thème : encombrants », « mêmes thèmes : encombrants, dépôts sauvages »."""
    told = tuple(values[:MOST_VALUES])
    if not told:
        return None
    labels = ", ".join(_lower(value_label(facet, value)) for value in told)
    return Reason(facet, told, f"même {name} : {labels}" if len(told) == 1 else f"mêmes {PLURALS[name]} : {labels}")


def _lower(label: str) -> str:
    """A label inside a sentence; « B.A.-BA », « QPV » keep their capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
