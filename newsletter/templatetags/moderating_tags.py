"""What the templates of the board ask."""

from __future__ import annotations

from django import template

from newsletter.moderating.flags import Flag

register = template.Library()


@register.filter
def of_item(flags: dict[int, list[Flag]], pk: int) -> list[Flag]:
    """Those of one brève."""
    return flags.get(pk, [])
