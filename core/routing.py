"""Finding the page at an address. Wagtail asks for the site, its root and each level of the path at every request; here
the site and its root are kept until content changes, and the root finds any page below it at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail import views as wagtail_views
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from .caching import kept_until_content_changes


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, hooks and all, with the site already known."""
    hostname = split_domain_port(request.get_host())[0]
    request._wagtail_site = site_with_root(hostname, request.get_port())  # where Site.find_for_request looks first
    return wagtail_views.serve(request, path)


@kept_until_content_changes
def site_with_root(hostname: str, port: str) -> Site | None:
    """The site that answers under this name, its root page in its own class."""
    try:
        site = get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return None
    site.root_page = site.root_page.specific
    return site
