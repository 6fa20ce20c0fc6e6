"""What the templates of the form ask of its fields."""

from __future__ import annotations

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def option_groups(field: BoundField) -> list[tuple[str | None, list[dict[str, object]], int]]:
    """The choices of a field by group (None: in none), each as its widget describes it."""
    context = field.field.widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    return context["widget"]["optgroups"]


@register.filter
def any_selected(options: list[dict[str, object]]) -> bool:
    return any(option["selected"] for option in options)


@register.filter
def is_demanded(field: BoundField) -> bool:
    """Whether a proposal is not sent without it. What a row demands it demands of those that one fills in."""
    return field.form.prefix is None and bool(getattr(field.field, "is_demanded", False))
