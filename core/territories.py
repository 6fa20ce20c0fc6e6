"""Where an item names no place, its organisations' places are proposed: those of who began it first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest
from wagtail.admin import messages

from taxonomy.models import Territory

if TYPE_CHECKING:
    from directory.models import Organisation

    from .models import KnowledgePage

# Who is at the origin of the thing: their place is its place. Failing that, everyone's.
ORIGINS = ("initiator", "organiser")


class ProposedTerritories:
    """A page form that fills in the places of an item on its way to publication. Nothing given is ever changed."""

    def save(self, commit: bool = True) -> KnowledgePage:
        if not self.is_deferred_validation and not any(self._given("page_territories", "territory")):
            self._propose()
        return super().save(commit=commit)

    def _propose(self) -> None:
        places = proposed_places(list(self._given("page_organisations", "organisation", "role")))
        rows = self.instance.page_territories
        for order, place in enumerate(places):
            rows.add(rows.model(territory=place, sort_order=order))
        self.instance.proposed_places = places

    def _given(self, formset: str, *names: str) -> Iterator[tuple[object, ...]]:
        """The values of each row kept in a formset."""
        for row in self.formsets[formset].forms if formset in self.formsets else ():
            values = getattr(row, "cleaned_data", {})
            if values.get(names[0]) and not values.get("DELETE"):
                yield tuple(values[name] for name in names)


def proposed_places(actors: list[tuple[Organisation, str]]) -> list[Territory]:
    """The places of the organisations at the origin, or else of all; each once, in order."""
    origins = [organisation for organisation, role in actors if role in ORIGINS and organisation.territory]
    sources = origins or [organisation for organisation, _ in actors if organisation.territory]
    return list(dict.fromkeys(organisation.territory for organisation in sources))


def tell_what_was_proposed(request: HttpRequest, page: KnowledgePage, *_: object) -> None:
    """After a save that filled in places: says so, once."""
    places = page.__dict__.pop("proposed_places", None)
    if places:
        names = ", ".join(place.label for place in places)
        messages.warning(
            request,
            f"Cette fiche ne disait pas où : elle prend le territoire de ses organisations ({names}). "
            "Si ce n’est pas le bon, changez-le dans l’onglet « Classement ».",
        )
