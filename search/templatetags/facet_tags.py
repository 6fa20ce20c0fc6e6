"""The values of a facet, each a link that adds it to what is chosen or takes it away."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from core.markup import NOTHING, Markup, joined
from search.labels import Facet

CHOICE = Markup(
    '<li class="depth-{depth}"><a id="{key}" href="{url}" rel="nofollow"{current}>'
    '<span>{label}</span> <span class="n">{count}</span></a></li>'
)
CURRENT = Markup(' aria-current="true"')()

register = template.Library()


@register.simple_tag
def facet_choices(facet: Facet) -> SafeString:
    return joined(
        CHOICE(
            depth=choice.depth,
            key=choice.key,
            url=choice.url,
            current=CURRENT if choice.selected else NOTHING,
            label=choice.label,
            count=choice.count,
        )
        for choice in facet.choices
    )
