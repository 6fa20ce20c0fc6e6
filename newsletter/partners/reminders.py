"""Telling partners, once, that a letter soon closes to their brèves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Site

from core.letters import absolute
from directory.models import User
from newsletter.models import Invitation, Item, NewsletterSettings, SaidOnce

from .deadlines import Deadline, deadlines
from .letters import send_letter
from .links import invitation_url

PARTNER = "Partenaire"
SUBJECT = "La prochaine lettre attend vos brèves"
KEEP_IT = "Vous recevez ce rappel parce que votre organisation est invitée à proposer des brèves."


@dataclass(frozen=True, slots=True)
class Whom:
    """``name``: of this person among those to remind; ``items``: which brèves are theirs; ``space``: where they are."""

    name: str
    email: str
    items: Q
    space: str


def remind_partners() -> int:
    """Writes to those who were not told of a letter that closes within the days of the settings; returns to how many.
    May be run again at any time: whoever was told is not told again."""
    site = Site.objects.filter(is_default_site=True).first()
    days = NewsletterSettings.for_site(site).remind_days if site else 0
    near = [one for one in deadlines() if one.days_left <= days] if days else []
    return sum(_remind(deadline, whom) for deadline in near[:1] for whom in _everyone())


def _remind(deadline: Deadline, whom: Whom) -> bool:
    """The row is written before the letter: killed between the two, one is not reminded, and never told twice."""
    said, is_new = SaidOnce.objects.get_or_create(name=f"reminder-{deadline.issue}-{whom.name}")
    if not is_new:
        return False
    left = send_letter(whom.email, SUBJECT, _words(deadline, whom))
    if not left:
        said.delete()  # the next time may have better luck
    return left


def _everyone() -> Iterator[Whom]:
    """Each address once: an account comes before the invitations of its organisation."""
    told: set[str] = set()
    accounts = User.objects.filter(groups__name=PARTNER, is_active=True).exclude(organisation=None).exclude(email="")
    space = absolute(reverse("partner:space"))
    for account in accounts.order_by("pk"):
        if (address := account.email.lower()) not in told:
            told.add(address)
            yield Whom(f"account-{account.pk}", account.email, Q(organisation=account.organisation_id), space)
    known = Invitation.objects.filter(revoked_at=None, expires_at__gt=timezone.now()).exclude(sent_at=None)
    for invitation in known.exclude(email="").order_by("pk"):
        if (address := invitation.email.lower()) not in told:
            told.add(address)
            link = invitation_url(invitation)
            yield Whom(f"invitation-{invitation.pk}", invitation.email, Q(invitation=invitation), link)


def _words(deadline: Deadline, whom: Whom) -> list[str]:
    until = date_format(deadline.until, "l j F Y")
    drafts = Item.objects.filter(whom.items, state__in=Item.WRITABLE).count()
    waiting = {0: [], 1: ["Une de vos brèves est commencée et n’attend que vous."]}.get(
        drafts, [f"{drafts} de vos brèves sont commencées et n’attendent que vous."]
    )
    return [
        f"{deadline.letter} : proposez vos brèves jusqu’au {until}. Quelques lignes suffisent.",
        *waiting,
        "Votre espace :",
        whom.space,
        KEEP_IT,
    ]
