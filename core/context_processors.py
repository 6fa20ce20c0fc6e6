"""What every public page shows around its content."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import Page, Site

from .caching import kept_until_content_changes
from .models import PortalSettings
from .visibility import visible_q

# The rubrics shown while the menu of the settings is empty: name of the URL or the page's type, then its label.
MAIN_MENU = (
    ("observatory", "Observatoire"),
    ("practicesheetindexpage", "Fiches pratiques"),
    ("recordingindexpage", "Captations"),
    ("bibliographyindexpage", "Bibliographies"),
    ("eventindexpage", "Agenda"),
    ("theme_list", "Thèmes"),
    ("organisation_list", "Annuaire"),
)
LEGAL_SLUGS = ("mentions-legales", "donnees-personnelles", "accessibilite")


@dataclass(frozen=True, slots=True)
class MenuLink:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Names, contact and menus of the site."""

    name: str
    baseline: str
    publisher: str
    contact_email: str
    phone: str
    address: str
    main: tuple[MenuLink, ...]
    footer: tuple[MenuLink, ...]


def portal(request: HttpRequest) -> dict[str, object]:
    frame = site_frame()
    return {
        "portal": frame,
        "navigation": {
            "main": [
                {"title": link.title, "url": link.url, "current": request.path.startswith(link.url)}
                for link in frame.main
            ],
            "footer": frame.footer,
        },
        "breadcrumb": [],
        "feed_url": "",
        "canonical_url": request.build_absolute_uri(request.path),
    }


@kept_until_content_changes
def site_frame() -> Frame:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    settings = PortalSettings.for_site(site) if site else PortalSettings()
    return Frame(
        name=(site.site_name if site else "") or "Centre de ressources GUSP",
        baseline=settings.baseline,
        publisher=settings.publisher,
        contact_email=settings.contact_email,
        phone=settings.phone,
        address=settings.address,
        main=_links(settings.main_menu) or _default_menu(),
        footer=_with_api(_links(settings.footer_menu) or _legal_menu()),
    )


def _links(menu) -> tuple[MenuLink, ...]:
    links = []
    for block in menu:
        page = block.value.get("page")
        url = page.get_url() if page and _is_there(page) else block.value.get("path")
        if url:
            links.append(MenuLink(block.value["label"], url))
    return tuple(links)


def _is_there(page: Page) -> bool:
    """A private page may stand in a menu: it asks who one is."""
    return page.live and (page.expire_at is None or page.expire_at > timezone.now())


def _default_menu() -> tuple[MenuLink, ...]:
    pages = {
        page.content_type.model: page.get_url()
        for page in Page.objects.filter(visible_q(), content_type__model__endswith="indexpage").select_related(
            "content_type"
        )
    }
    links = []
    for name, label in MAIN_MENU:
        try:
            url = pages.get(name) or reverse(name)
        except NoReverseMatch:
            continue
        links.append(MenuLink(label, url))
    return tuple(links)


def _legal_menu() -> tuple[MenuLink, ...]:
    pages = {page.slug: page for page in Page.objects.filter(visible_q(), slug__in=LEGAL_SLUGS)}
    legal = [MenuLink(pages[slug].title, pages[slug].get_url()) for slug in LEGAL_SLUGS if slug in pages]
    return (*legal, MenuLink("Plan du site", reverse("site_map")))


def _with_api(menu: tuple[MenuLink, ...]) -> tuple[MenuLink, ...]:
    """The menu that editors filled may have forgotten it: nothing else leads there."""
    url = reverse("api_documentation")
    return menu if any(link.url == url for link in menu) else (*menu, MenuLink("API", url))
