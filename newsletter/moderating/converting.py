"""What a brève may become: the draft of a page, filled with what it says. One page a brève."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.html import escape, format_html, linebreaks
from django.utils.text import slugify
from wagtail.models import Page

from core.dates import PartialDate, today
from core.models import KnowledgePage, PageOrganisation, PageTerritory
from directory.models import User
from events.models import EventIndexPage, EventPage
from experiences.models import ExperienceIndexPage, ExperiencePage
from home.models import NewsIndexPage, NewsPage
from newsletter.composing.words import LONGEST_SUMMARY, cut
from newsletter.models import Item

from .images import as_image
from .states import Impossible

CONVERTIBLE = (Item.State.VALIDATED, Item.State.PUBLISHED)
NOT_YET = "Validez d’abord cette brève : seule une brève relue devient une page."
NO_LIST = "La liste où ranger cette page n’existe plus : recréez-la sous la page d’accueil."
NOT_ALLOWED = "Votre rôle ne permet pas de créer cette page."


@dataclass(frozen=True, slots=True)
class Way:
    """``label``: what the button says; ``under``: the list that holds such pages."""

    label: str
    under: type[Page]
    begin: Callable[[Item], KnowledgePage]


def _news(item: Item) -> NewsPage:
    return NewsPage(published_on=_day(item), body=_body(item))


def _event(item: Item) -> EventPage:
    """Its type and format are the editor's to choose."""
    link = item.link if len(item.link) <= 200 else ""
    day = PartialDate(item.happens_on.isoformat()) if item.happens_on else ""
    return EventPage(published_on=day, registration_url=link, body=_body(item))


def _practice(item: Item) -> ExperiencePage:
    """Neither its outcome nor the evidence of it: a brève does not say them."""
    return ExperiencePage(published_on=_day(item), body=_body(item))


WAYS = {
    "actualite": Way("En faire une actualité", NewsIndexPage, _news),
    "rencontre": Way("En faire une rencontre", EventIndexPage, _event),
    "retour-d-experience": Way("En faire le germe d’un retour d’expérience", ExperienceIndexPage, _practice),
}


def ways_for(item: Item, account: User) -> dict[str, str]:
    """The buttons to show: name and label."""
    if item.state not in CONVERTIBLE or item.became_id:
        return {}
    return {name: way.label for name, way in WAYS.items() if _list_for(way, account) is not None}


def convert(item: Item, name: str, account: User) -> KnowledgePage:
    """The draft made of it; where it has become a page already, that page. Impossible says why it is not."""
    way = WAYS[name]
    with transaction.atomic():
        current = Item.objects.select_for_update().get(pk=item.pk)
        if current.became is not None:
            return current.became
        if current.state not in CONVERTIBLE:
            raise Impossible(NOT_YET)
        if not way.under.objects.exists():
            raise Impossible(NO_LIST)
        under = _list_for(way, account)
        if under is None:
            raise Impossible(NOT_ALLOWED)
        page = _filled(way.begin(current), current)
        page.owner = account
        under.add_child(instance=page)
        page.save_revision(user=account, clean=False, log_action="wagtail.create")
        current.became = page
        current.save(update_fields=["became", "image"])
    item.refresh_from_db()
    return page


def _list_for(way: Way, account: User) -> Page | None:
    """Where this account may put such a page."""
    under = way.under.objects.first()
    return under if under is not None and under.permissions_for_user(account).can_add_subpage() else None


def _filled(page: KnowledgePage, item: Item) -> KnowledgePage:
    item.image = item.image or as_image(item)
    page.title, page.live = item.title, False
    if not slugify(page.title):
        page.slug = f"breve-{item.pk}"
    page.summary = cut(item.text, LONGEST_SUMMARY) or item.title
    page.featured_image = item.image
    page.page_organisations = [PageOrganisation(organisation=item.organisation, role=PageOrganisation.Role.AUTHOR)]
    page.page_territories = [PageTerritory(territory=item.territory)] if item.territory else []
    page.themes.set([item.theme] if item.theme else [])
    return page


def _day(item: Item) -> PartialDate:
    return PartialDate(item.happens_on.isoformat()) if item.happens_on else today()


def _body(item: Item) -> list[tuple[str, str]]:
    """Its text, and where to know more. Its words are text, whatever signs they are made of."""
    told = [linebreaks(escape(item.text), autoescape=False)]
    if item.deadline:
        told.append(format_html("<p>Date limite : {}.</p>", PartialDate(item.deadline.isoformat()).label))
    if item.link:
        told.append(format_html('<p><a href="{}">En savoir plus</a></p>', item.link))
    return [("paragraph", "".join(told))]
