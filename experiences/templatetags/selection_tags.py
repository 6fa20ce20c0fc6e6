"""What a card shows of the selection."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from core.markup import NOTHING, Markup
from experiences.observatory.selection import Selection

OFFERED = Markup(
    '<p class="pick"><a id="choix-{pk}" href="{url}" rel="nofollow">'
    '<svg class="icon" aria-hidden="true"><use href="#i-list"></use></svg>'
    'Ajouter à ma sélection<span class="visually-hidden"> : {title}</span></a></p>\n'
)
CHOSEN = Markup(
    '<p class="pick"><a id="choix-{pk}" href="{url}" rel="nofollow" class="chosen">'
    '<svg class="icon" aria-hidden="true"><use href="#i-close"></use></svg>'
    'Retirer de ma sélection<span class="visually-hidden"> : {title}</span></a></p>\n'
)

register = template.Library()


@register.simple_tag
def selection_link(selection: Selection, pk: int, title: str) -> SafeString:
    """The link that adds a practice to the selection, or removes it; nothing where the selection is full."""
    pick = selection.pick(pk)
    if not pick.url:
        return NOTHING
    return (CHOSEN if pick.chosen else OFFERED)(pk=pk, url=pick.url, title=title)


@register.inclusion_tag("experiences/includes/selection.html")
def selection_bar(selection: Selection) -> dict[str, object]:
    """What is kept and what can be done of it, above a list; nothing where nothing is."""
    return {"selection": selection}
