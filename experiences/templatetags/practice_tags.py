"""What templates of practices need."""

from django import template

from search.hits import Hit

register = template.Library()


@register.filter
def fact(hit: Hit, name: str) -> str:
    """What a practice says of ``name`` (cost, habitat…), in words; "" where it does not."""
    return hit.facts.get(f"{name}_label", "")
