"""Template tags that every template may use."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.dates import PartialDate

register = template.Library()


@register.simple_tag
def partial_date(value: PartialDate | str) -> SafeString | str:
    """A date to the day, month or year as a <time> element."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', value, PartialDate(value).label)


@register.filter
def year(value: PartialDate | str) -> str:
    return value[:4]
