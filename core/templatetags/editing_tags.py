"""What public pages show to the people who edit them."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

register = template.Library()


@register.simple_tag(takes_context=True)
def editor_bar(context: template.Context) -> SafeString | str:
    """Wagtail's bar for whoever may enter the admin. A visitor without a session is not even asked who they are, so
    that public pages do not vary with cookies."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    bar = wagtailuserbar(context)
    request.shows_editor_bar = bool(bar)
    return bar
