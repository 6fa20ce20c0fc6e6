"""What lists, and the pages of items of every kind, show of practices."""

from __future__ import annotations

from django import template

from core.models import KnowledgePage, PageLink
from core.surroundings import is_being_edited
from experiences.likeness.neighbours import Neighbour, neighbours
from experiences.spreading.chains import Spread, spread_of

ADAPTED = (PageLink.Kind.ADAPTED_FROM.label, PageLink.INVERSE_LABELS[PageLink.Kind.ADAPTED_FROM])

register = template.Library()


@register.simple_tag
def similar_practices(page: KnowledgePage) -> list[Neighbour]:
    """The practices like this item; none while it is being edited, as it is not what others may find."""
    return [] if is_being_edited(page) else neighbours(page.pk)


@register.simple_tag
def spread(page: KnowledgePage) -> Spread:
    """What the practice was made from and where it was taken up."""
    return spread_of(page.pk)


@register.filter
def without_adaptations(links: list[tuple[str, list]]) -> list[tuple[str, list]]:
    """The groups of linked items, but those that the chain of the practice tells of."""
    return [group for group in links if group[0] not in ADAPTED]
