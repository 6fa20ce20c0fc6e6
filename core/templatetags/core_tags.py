"""Template tags that every template may use."""

from __future__ import annotations

import datetime

from django import template
from django.template.base import Parser, Token
from django.template.exceptions import TemplateSyntaxError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from core.caching import kept_until_content_changes
from core.dates import PartialDate
from core.markup import Markup

A_MOMENT = datetime.timedelta(minutes=1)
DATE = Markup('<time datetime="{value}">{label}</time>')

register = template.Library()


@register.simple_tag
def partial_date(value: PartialDate | str) -> SafeString | str:
    """A date to the day, month or year as a <time> element."""
    if not value:
        return ""
    return DATE(value=value, label=PartialDate(value).label)


@register.filter
def ago(moment: datetime.date) -> str:
    """« à l’instant », « il y a 3 jours »; of what is still to come, its day."""
    if not isinstance(moment, datetime.datetime):
        return "aujourd’hui" if moment == timezone.localdate() else _away(moment, timezone.localdate())
    now = timezone.now()
    return "à l’instant" if now - A_MOMENT < moment <= now else _away(timezone.localtime(moment), now)


@register.filter
def year(value: PartialDate | str) -> str:
    return value[:4]


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """``{% kept "footer" %}…{% endkept %}``: a part of a page that is the same at every address and for every visitor,
    made once until content changes. Its name is its own in all the templates."""
    try:
        _, name = token.split_contents()
    except ValueError as error:
        raise TemplateSyntaxError("kept takes a name, and nothing else") from error
    nodes = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), nodes)


class KeptNode(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        if "request" not in context:  # nobody visits: what the whole site shares may not be there
            return self.nodelist.render(context)
        made = _made(self.name)
        if not made:
            made.append(self.nodelist.render(context))
        return made[0]


@kept_until_content_changes
def _made(name: str) -> list[SafeString]:
    """The part of that name; nothing as long as no page has been made of this content."""
    return []


def _away(moment: datetime.date, now: datetime.date) -> str:
    if moment > now:
        return f"le {date_format(moment, 'j F Y')}"
    return f"il y a {timesince(moment).split(', ')[0]}"
