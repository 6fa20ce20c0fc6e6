"""Places: those of the référentiel and the quartiers, by the words of their names or by their code."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from core.visibility import visible_q
from search.engines.prefixes import PLACE_OPENINGS, USUAL_SIZES, places_like
from search.models import FacetValue
from taxonomy.models import Territory

from .pieces import Part, Suggestion, marked, on_one_line

LIKELY = 200  # the most populated; whether something took place there is asked of them alone
CANDIDATES = 20  # read to choose the best among them
LETTERS_OF_ANY_PLACE = 4  # with fewer, only places where something took place: there are 36,000 communes
ABBREVIATIONS = {"st": "saint", "ste": "sainte"}


def places(text: str, words: Sequence[str]) -> list[Suggestion]:
    """The name or code as typed first, then where something took place, names that begin so, the most populated."""
    wanted = [ABBREVIATIONS.get(word, word) for word in words]
    name, code = on_one_line(text), text.upper()
    likely = Territory.objects.filter(pk__in=places_like(wanted, name, code, LIKELY))
    found = likely.annotate(known=Exists(_items_there()))
    itself = Q(folded=name) | Q(code=code)
    if sum(map(len, words)) < LETTERS_OF_ANY_PLACE:
        found = found.filter(itself | Q(known=True))
    found = found.order_by(Case(When(itself, then=0), default=1), "-known", _size().desc(), "code")
    best = sorted(
        found.select_related("commune")[:CANDIDATES],
        key=lambda place: (name != place.folded and code != place.code, not place.known, not _begun(place, wanted)),
    )
    return [
        Suggestion(place.get_absolute_url(), marked(place.label, (*words, *wanted)), (Part(place.get_level_display()),))
        for place in best
    ]


def _items_there() -> QuerySet[FacetValue]:
    return FacetValue.objects.filter(visible_q("item__page__"), facet="territory", value=OuterRef("code"))


def _begun(place: Territory, words: Sequence[str]) -> bool:
    return place.folded.startswith(tuple(opening + words[0] for opening in PLACE_OPENINGS))


def _size() -> Coalesce:
    sizes = [When(level=level, then=Value(size)) for level, size in USUAL_SIZES.items()]
    return Coalesce(F("population"), Case(*sizes, default=Value(0), output_field=IntegerField()))
