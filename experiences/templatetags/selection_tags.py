"""What a card shows of the selection."""

from __future__ import annotations

from django import template

from experiences.observatory.selection import Selection

register = template.Library()


@register.inclusion_tag("experiences/includes/selection_link.html")
def selection_link(selection: Selection, pk: int, title: str) -> dict[str, object]:
    """The link that adds a practice to the selection, or removes it; nothing where the selection is full."""
    return {"pick": selection.pick(pk), "pk": pk, "title": title}


@register.inclusion_tag("experiences/includes/selection.html")
def selection_bar(selection: Selection) -> dict[str, object]:
    """What is kept and what can be done of it, above a list; nothing where nothing is."""
    return {"selection": selection}
