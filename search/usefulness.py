"""« Cela m'a été utile »: said in one click, without cookie or account, and counted once for each reader.

What a page carries is the day, signed for this page: a robot must have opened it. The address that a click comes from
makes a name that is good for the day and from which nobody finds it again; a mark made of that name and of the item is
kept for the day, where all processes read it, to tell the second click of a reader from the first of another.
"""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.db import DatabaseError, transaction
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.open_forms.robots import visitor
from core.visibility import visible_q

from .audience import ROBOTS
from .engines.patience import briefly
from .models import UsefulClick, UsefulCount

FEWEST_SHOWN = 3  # people, from which the number is told
MOST_FROM_ONE = 40  # clicks of one address in a day: a town hall's staff may share one
MOST_A_DAY = 500  # of one item: no real day comes near it, a flood would
OPEN_FOR = datetime.timedelta(days=1)  # a page opened the day before may still say so
WAITS = 1.0  # seconds for another writer

_DAY = 24 * 60 * 60
_signer = Signer(salt="search.usefulness")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Useful:
    """An item, and how many people over a period."""

    title: str
    url_path: str
    people: int


def mark_of(pk: int) -> str:
    """What the page of an item carries: the day when it was opened."""
    return _signer.sign(f"{pk}:{timezone.localdate():%Y-%m-%d}").partition(":")[2]


def is_fresh(pk: int, mark: str) -> bool:
    """Whether a mark was made for this item, today or yesterday."""
    try:
        day = _signer.unsign(f"{pk}:{mark}").partition(":")[2]
    except BadSignature:
        return False
    return day >= (timezone.localdate() - OPEN_FOR).isoformat()


def people(pk: int) -> int:
    """How many have said that the item was of use to them; 0 as long as they are too few to be told."""
    total = UsefulCount.objects.filter(page=pk).aggregate(total=Sum("people"))["total"] or 0
    return total if total >= FEWEST_SHOWN else 0


def note_useful(request: HttpRequest, pk: int) -> None:
    """Counts one more reader of a public item, unless it is one that counts already, a robot or a colleague. Never
    raises: a count is worth no page."""
    if not _is_a_reader(request):
        return
    who = visitor(request)
    try:
        with briefly(WAITS), transaction.atomic():
            if not who or (_is_first(who, pk) and _is_moderate(who)):
                _add_one(pk)
    except DatabaseError as error:
        logger.warning("A useful item could not be counted (%s).", type(error).__name__)


def most_useful(since: datetime.date, most: int) -> list[Useful]:
    """The public items that were of use to the most people since that day."""
    counted = UsefulCount.objects.filter(visible_q("page__"), day__gte=since).values("page__title", "page__url_path")
    rows = counted.annotate(total=Sum("people")).order_by("-total", "page__title")[:most]
    return [Useful(row["page__title"], row["page__url_path"], row["total"]) for row in rows]


def _is_a_reader(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    return bool(agent) and not ROBOTS.search(agent) and settings.SESSION_COOKIE_NAME not in request.COOKIES


def forget_clicks() -> int:
    """Forgets the marks of the days before; every night does so."""
    return UsefulClick.objects.filter(day__lt=timezone.localdate()).delete()[0]


def _is_first(who: str, pk: int) -> bool:
    """Whether this reader has not said it of this item today."""
    mark = salted_hmac("search.usefulness", f"{pk} {who}", algorithm="sha256").hexdigest()
    _, is_new = UsefulClick.objects.get_or_create(mark=mark, defaults={"day": timezone.localdate()})
    return is_new


def _is_moderate(who: str) -> bool:
    """Whether this reader has not said it of too many items today; counted by process: it only stops a flood."""
    said = f"useful:{who}"
    if cache.add(said, 1, _DAY):
        return True
    try:
        return cache.incr(said) <= MOST_FROM_ONE
    except ValueError:  # it has just been forgotten
        return True


def _add_one(pk: int) -> None:
    today = {"page_id": pk, "day": timezone.localdate()}
    UsefulCount.objects.bulk_create([UsefulCount(**today)], ignore_conflicts=True)
    UsefulCount.objects.filter(**today, people__lt=MOST_A_DAY).update(people=F("people") + 1)
