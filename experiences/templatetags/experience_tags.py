"""What the pages of items of every kind show of practices."""

from __future__ import annotations

from django import template

from core.models import KnowledgePage
from core.surroundings import is_being_edited
from experiences.neighbours import Neighbour, neighbours

register = template.Library()


@register.simple_tag
def similar_practices(page: KnowledgePage) -> list[Neighbour]:
    """The practices like this item; none while it is being edited, as it is not what others may find."""
    return [] if is_being_edited(page) else neighbours(page.pk)
