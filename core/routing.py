"""Finding the page at an address. Wagtail asks for the site, its root and each level of the path at every request; here
the site and its root are kept until content changes, and the root finds any page below it at once."""

from __future__ import annotations

from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from .caching import kept_until_content_changes


@kept_until_content_changes
def site_with_root(hostname: str, port: str) -> Site | None:
    """The site that answers under this name, its root page in its own class."""
    try:
        site = get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return None
    site.root_page = site.root_page.specific
    return site


def url_of(url_path: str) -> str:
    """The address of the page of that ``url_path``, on the site it belongs to, without loading it."""
    for _, root_path, _, _ in Site.get_site_root_paths():
        if url_path.startswith(root_path):
            return f"/{url_path[len(root_path) :]}"
    return ""
