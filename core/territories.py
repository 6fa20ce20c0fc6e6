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
        if self.is_deferred_validation or any(self._given("page_territories", "territory")):
            return super().save(commit=commit)
        # Added once the formsets are saved: they take rows without an id for their own and drop them.
        page = super().save(commit=False)
        self._propose(page)
        if commit:
            page.save()
            self.save_m2m()
        return page

    def _propose(self, page: KnowledgePage) -> None:
        page.proposed_places = proposed_places(list(self._given("page_organisations", "organisation", "role")))
        for order, place in enumerate(page.proposed_places):
            page.page_territories.add(page.page_territories.model(territory=place, sort_order=order))

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
