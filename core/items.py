"""What the page of an item shows around its own fields: where it is filed, who took part, what it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from french.folding import fold
from taxonomy.models import territory_label

from .caching import kept_by_id, kept_until_content_changes
from .citations import citation
from .dates import PartialDate
from .fiche.keeping import kept_size
from .reviews import due_on, is_due
from .routing import url_of
from .surroundings import Row, is_being_edited, surroundings
from .visibility import visible_q

if TYPE_CHECKING:
    from .models import KnowledgePage

LICENCE_URLS = {
    "etalab-2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/deed.fr",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    "cc-by-nc-sa-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.fr",
}

SEE_ALSO = "À voir aussi"  # of PageLink.Kind, from either end
MOST_LINKED = 1_000  # items whose links are kept
Groups = list[tuple[str, list[dict[str, str]]]]  # what links mean → the items that they lead to


def item_context(page: KnowledgePage) -> dict[str, object]:
    """The ``item`` of the templates; lists are empty and strings blank where there is nothing."""
    from .models import PageOrganisation, PagePerson

    around = surroundings(page)
    organisations = around["organisations"]
    return {
        "kind_label": page.kind_label,
        "themes": [{"name": row.name, "url": reverse("theme", args=[row.slug])} for row in around["themes"]],
        "audiences": [
            {"name": row.name, "url": f"{reverse('search')}?audience={row.slug}"} for row in around["audiences"]
        ],
        "tags": [{"name": row.name, "url": f"{reverse('search')}?tag={row.slug}"} for row in around["tags"]],
        "territories": [
            {
                "label": territory_label(row.code, row.slug, row.name, row.more),
                "url": reverse("territory", args=[row.slug]),
            }
            for row in around["territories"]
        ],
        "organisations": _by_role(
            (PageOrganisation.Role(row.code).label, row.name, reverse("organisation", args=[row.slug]), row.more)
            for row in organisations
        ),
        "people": _by_role(
            (PagePerson.Role(row.code).label, row.name, reverse("person", args=[row.slug]), _function(row))
            for row in around["people"]
        ),
        "documents": [_document(row) for row in around["documents"]],
        "links": linked_items(page),
        "age_label": age_label(page),
        "vouched_by": _vouched_by(organisations),
        "review_label": _review_label(page),
        "licence_label": page.get_licence_display(),
        "licence_url": LICENCE_URLS.get(page.licence, ""),
        "citation": citation(page, [row.name for row in organisations]),
        "cite_urls": {"ris": reverse("item_ris", args=[page.pk]) if page.pk else ""},
        "printed": printed(page),
        "image": page.featured_image,
    }


def printed(page: KnowledgePage) -> dict[str, object]:
    """Where the item is to be had as a PDF, and its size in bytes (0 where nobody has asked for it yet)."""
    if not (page.is_printed and page.pk and page.live):
        return {}
    return {"url": reverse("item_pdf", args=[page.pk]), "size": kept_size(page.pk)}


def _document(row: Row) -> dict[str, object]:
    filename = row.code.rsplit("/", 1)[-1]
    return {
        "title": row.name,
        "url": reverse("wagtaildocs_serve", args=[row.slug, filename]),
        "extension": filename.rpartition(".")[2].upper(),
        "size": int(row.more or 0),
    }


def linked_items(page: KnowledgePage) -> Groups:
    """The items at the other end of each link, grouped by what the link means; only those the public may see."""
    if not is_being_edited(page):
        return _stored_links([page.pk])[page.pk]
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for link in page.page_links.all():
        if link.target_id:
            other = (link.target.title, link.target.url_path, link.target.content_type_id)
            groups[link.get_kind_display()].append(_linked(other, link.note))
    return _told_once(groups)


@kept_by_id(MOST_LINKED)
def _stored_links(ids: Sequence[int]) -> dict[int, Groups]:
    return {pk: _links_of(pk) for pk in ids}


def _links_of(pk: int) -> Groups:
    from .models import PageLink

    either_end = Q(page=pk) & visible_q("target__") | Q(target=pk) & visible_q("page__")
    # Only what a link shows: two whole items a row would cost more than the rest of the page.
    shown = ("title", "url_path", "content_type")
    columns = [f"{end}__{name}" for end in ("page", "target") for name in shown]
    links = PageLink.objects.filter(either_end).order_by("sort_order", "pk")
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for kind, note, source, *ends in links.values_list("kind", "note", "page", *columns):
        outgoing = source == pk
        label = PageLink.Kind(kind).label if outgoing else PageLink.INVERSE_LABELS[kind]
        groups[label].append(_linked(ends[3:] if outgoing else ends[:3], note))
    return _told_once(groups)


def _told_once(groups: Mapping[str, Sequence[dict[str, str]]]) -> Groups:
    """Two items may be linked from both ends, and in several ways: what is told more closely is not to « see also »."""
    closer = {link["url"] for label, links in groups.items() if label != SEE_ALSO for link in links}
    told = []
    for label, links in groups.items():
        once = {link["url"]: link for link in links if label != SEE_ALSO or link["url"] not in closer}
        if once:
            told.append((label, list(once.values())))
    return told


def _linked(other: Sequence[str | int], note: str) -> dict[str, str]:
    """``other``: title, url_path and content type of the item at the other end."""
    title, url_path, content_type = other
    kind = ContentType.objects.get_for_id(content_type).model_class()
    return {"title": title, "url": url_of(url_path), "kind_label": kind._meta.verbose_name, "note": note}


def _function(row: Row) -> str:
    """What a person was on that day, and where, unless that says it already."""
    function = row.note or row.more
    if not row.owner or fold(row.owner) in fold(function):
        return function
    return f"{function}, {row.owner}" if function else row.owner


def _by_role(rows: Iterable[tuple[str, str, str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for role, name, url, note in rows:
        groups[role].append({"name": name, "url": url, "note": note, "function": note})
    return list(groups.items())


def breadcrumb(page: Page) -> list[dict[str, str]]:
    """From the front page to ``page`` itself."""
    return [*_ancestors(page.path[: -page.steplen]), {"title": page.title, "url": ""}]


@kept_until_content_changes
def _ancestors(path: str) -> tuple[dict[str, str], ...]:
    paths = [path[:end] for end in range(2 * Page.steplen, len(path) + 1, Page.steplen)]
    return tuple(
        {"title": "Accueil" if page.depth == 2 else page.title, "url": page.get_url()}
        for page in Page.objects.filter(visible_q(), path__in=paths).order_by("path")
    )


def age_label(page: KnowledgePage) -> str:
    """How old the thing is: « il y a 3 ans »."""
    return age_of(page.published_on)


def age_of(date: PartialDate | str) -> str:
    """How long ago that was; "" where no date is known."""
    if not date:
        return ""
    days = (timezone.localdate() - PartialDate(date).first_day).days
    if days < 0:
        return "à venir"
    years, months = days // 365, days // 30
    if years:
        return f"il y a {years} an{'s' if years > 1 else ''}"
    return f"il y a {months} mois" if months else "ce mois-ci"


def _vouched_by(organisations: Sequence[Row]) -> str:
    """Who stands behind the item, the nearest to it first."""
    for wanted in ("initiator", "author", "publisher", "organiser", "co_author"):
        names = [row.name for row in organisations if row.code == wanted]
        if names:
            return ", ".join(names)
    return ""


def _review_label(page: KnowledgePage) -> str:
    """« relue le 12/03/2026, à relire avant le 12/03/2027 » or ""."""
    day = due_on(page)
    said = [f"relue le {page.confirmed_on:%d/%m/%Y}"] if page.confirmed_on else []
    if day:
        said.append(f"{'aurait dû être relue' if is_due(day) else 'à relire'} avant le {day:%d/%m/%Y}")
    return ", ".join(said)
