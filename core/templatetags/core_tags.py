"""Template tags that every template may use."""

from django import template
from django.utils.safestring import SafeString

from core.dates import PartialDate
from core.markup import Markup

DATE = Markup('<time datetime="{value}">{label}</time>')

register = template.Library()


@register.simple_tag
def partial_date(value: PartialDate | str) -> SafeString | str:
    """A date to the day, month or year as a <time> element."""
    if not value:
        return ""
    return DATE(value=value, label=PartialDate(value).label)


@register.filter
def year(value: PartialDate | str) -> str:
    return value[:4]
