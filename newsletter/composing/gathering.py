"""The next letter, proposed: what partners brought and was validated, by rubric, then what the portal has published
since the last one. An editor moves, removes and adds; nothing stands there twice."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from core.dates import MONTHS, today
from core.models import KnowledgePage, PageTerritory
from directory.models import User
from newsletter.models import IssuePage, Item, NewsletterPage
from search.registry import kinds

from .entries import placed
from .versions import latest
from .words import LONGEST_SUMMARY, cut

Block = dict[str, object]
# In reading order: each kind of item, its rubric, what orders it there.
RUBRICS: dict[str, tuple[str, str]] = {
    Item.Kind.NEWS: ("Actualités", "modified_at"),
    Item.Kind.EVENT: ("Rencontres", "happens_on"),
    Item.Kind.CALL: ("Appels à projets", "deadline"),
    Item.Kind.RESOURCE: ("Ressources", "modified_at"),
    Item.Kind.JOB: ("Emploi", "deadline"),
}
ON_THE_PORTAL = "Nouveau sur le portail"
# In this order; legal and editorial pages are no news, letters and their items are not those of this letter.
KINDS_OF_PAGE = ("event", "experience", "practice_sheet", "recording", "bibliography", "news")
MOST_PAGES = 12
MOST_OF_A_KIND = 4  # an import of a hundred recordings leaves room for the rest
FIRST_LETTER = datetime.timedelta(days=60)  # how far back the first letter looks


class NowhereToPut(Exception):
    """The page of the newsletter is not there."""


def compose_next(account: User) -> IssuePage:
    """The draft of the next letter, made and filled."""
    with transaction.atomic():
        parent = NewsletterPage.objects.select_for_update().first()
        if parent is None:
            raise NowhereToPut
        number = (IssuePage.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        title = f"Lettre n° {number}, {month_label(timezone.localdate())}"
        issue = IssuePage(
            title=title,
            slug=slugify(f"lettre {number} {month_label(timezone.localdate())}"),
            number=number,
            live=False,
            owner=account,
            content=json.dumps(proposed_content()),
        )
        issue.summary = summary_of(issue)
        parent.add_child(instance=issue)
        issue.save_revision(user=account, log_action="wagtail.create")
    return issue


def proposed_content() -> list[Block]:
    taken = placed_elsewhere()
    items = [item for item in waiting_items() if item.pk not in taken]
    became = {item.became_id for item in items} - {None}
    return [*_rubrics(items), *_portal(page for page in new_pages() if page.pk not in became)]


def waiting_items(issue: IssuePage | None = None) -> QuerySet[Item]:
    """Those validated for this letter, or for none in particular."""
    wanted = Q(wanted_issue=None) | Q(wanted_issue__sent__isnull=False)
    if issue is not None and issue.pk:
        wanted |= Q(wanted_issue=issue.pk)
    return Item.objects.filter(wanted, state=Item.State.VALIDATED).select_related("organisation")


def not_placed(issue: IssuePage) -> list[Item]:
    """What is validated and stands neither in this letter nor in another that is being composed."""
    taken = set(placed(issue.content)[0]) | placed_elsewhere(issue)
    return in_order(item for item in waiting_items(issue) if item.pk not in taken)


def placed_elsewhere(issue: IssuePage | None = None) -> set[int]:
    """The items that stand in another letter that is being composed."""
    others = IssuePage.objects.filter(sent__isnull=True)
    others = others.exclude(pk=issue.pk) if issue is not None and issue.pk else others
    return {pk for other in others for pk in placed(latest(other).content)[0]}


def in_order(items: Iterable[Item]) -> list[Item]:
    """As they come in a letter."""
    by_kind = _by_kind(items)
    return [item for kind in RUBRICS for item in by_kind[kind]]


def with_items(issue: IssuePage, items: Sequence[Item]) -> list[Block]:
    """The content of ``issue`` with these added, each at the end of its rubric; a rubric that is not there is made."""
    content: list[Block] = [{**block} for block in issue.content.raw_data]
    for item in in_order(items):
        title = RUBRICS[item.kind or Item.Kind.NEWS][0]
        content[_end_of(content, title) : _end_of(content, title)] = [_brief(item)]
    return content


def new_pages() -> list[KnowledgePage]:
    """What the public may see and no letter could tell of yet: the best filed first within each kind."""
    sent = IssuePage.objects.aggregate(last=Max("sent_at"))
    since = sent["last"] or timezone.now() - FIRST_LETTER
    pages = KnowledgePage.objects.visible().filter(first_published_at__gt=since).annotate(
        is_placed=Exists(PageTerritory.objects.filter(page=OuterRef("pk"))),
        has_image=Q(featured_image__isnull=False),
    )  # fmt: skip
    chosen: list[KnowledgePage] = []
    for code in KINDS_OF_PAGE:
        if code in kinds():
            of_kind = pages.exact_type(kinds()[code].model)
            if code == "event":
                of_kind = of_kind.filter(published_on__gte=today())
            best = of_kind.order_by("-has_image", "-is_placed", "-first_published_at", "pk")
            chosen += best[:MOST_OF_A_KIND]
    return chosen[:MOST_PAGES]


def summary_of(issue: IssuePage) -> str:
    """What a letter proposes to say of itself: its first titles."""
    titles = [block.value["item"].title for block in issue.content if block.block_type == "brief"]
    titles += [block.value["page"].title for block in issue.content if block.block_type == "page"]
    said = f"Au sommaire : {' ; '.join(titles[:3])}." if titles else "Ce que le réseau prépare, publie et cherche."
    return cut(said, LONGEST_SUMMARY)


def month_label(day: datetime.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _rubrics(items: Iterable[Item]) -> Iterator[Block]:
    by_kind = _by_kind(items)
    for kind, (title, _) in RUBRICS.items():
        if by_kind[kind]:
            yield _section(title)
            yield from (_brief(item) for item in by_kind[kind])


def _by_kind(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Each kind in its own order; what has no date comes last."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.kind or Item.Kind.NEWS].append(item)
    for kind, (_, name) in RUBRICS.items():
        found[kind].sort(key=lambda item, name=name: (getattr(item, name) is None, getattr(item, name) or 0, item.pk))
    return found


def _portal(pages: Iterable[KnowledgePage]) -> list[Block]:
    blocks = [{"type": "page", "value": {"page": page.pk, "words": ""}} for page in pages]
    return [_section(ON_THE_PORTAL), *blocks] if blocks else []


def _end_of(content: list[Block], title: str) -> int:
    """Where the rubric of this title ends; it is put at the end of the letter where it is not there yet."""
    starts = [at for at, block in enumerate(content) if block["type"] == "section"]
    for at in starts:
        if content[at]["value"]["title"] == title:
            return next((after for after in starts if after > at), len(content))
    content.append(_section(title))
    return len(content)


def _section(title: str) -> Block:
    return {"type": "section", "value": {"title": title}}


def _brief(item: Item) -> Block:
    return {"type": "brief", "value": {"item": item.pk}}


def known_items(pks: Iterable[str]) -> list[Item]:
    """The validated items among these numbers, as a form sends them."""
    numbers = {int(pk) for pk in pks if pk.isascii() and pk.isdigit() and len(pk) < 19}
    return list(Item.objects.filter(pk__in=numbers, state=Item.State.VALIDATED))
