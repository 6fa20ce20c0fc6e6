"""What the templates of a partner's space ask."""

from __future__ import annotations

from django import template

from newsletter.partners.spaces import Space

register = template.Library()


@register.simple_tag
def space_url(space: Space, view: str, *args: object) -> str:
    """A page of the space, by the same way in."""
    return space.url(view, *args)
