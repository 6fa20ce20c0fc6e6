"""Taking over a list: an address a row, with its proof (where it was given, when, under which words).

A row without its proof is refused, with its number. Addresses that are known already, whatever their state, or that
must not be written to, are left as they are and counted. Those brought in are told by one letter, which leaves in one
click.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from core.exports import defused
from newsletter.mailing.queue import add_letters
from newsletter.models import Consent, Mailing, RetiredAddress, Subscriber
from newsletter.models.subscribers import fingerprint_of, same_address

from .tables import Row

LONGEST_WORDS = 2_000
AT_ONCE = 500
SUBJECT = "Vous recevrez notre lettre"
DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%y")


@dataclass(frozen=True, slots=True)
class Proved:
    """An address and its proof."""

    email: str
    where: str
    when: datetime.date
    words: str

    @property
    def origin(self) -> str:
        return f"{self.where}, le {self.when:%d/%m/%Y}"


@dataclass(slots=True)
class Report:
    """What a list holds. ``refused``: number of the row in the file, and why."""

    accepted: list[Proved] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    known: int = 0
    retired: int = 0
    twice: int = 0


def read(rows: Iterable[Row]) -> Report:
    """Nothing is written."""
    report = Report()
    found: dict[str, Proved] = {}
    for number, cells in rows:
        try:
            proved = _proved(cells)
        except ValidationError as error:
            report.refused.append((number, " ".join(error.messages)))
            continue
        if proved.email in found:
            report.twice += 1
        else:
            found[proved.email] = proved
    known, retired = _known(found), _retired(found)
    report.retired = len(retired)
    report.known = len(known - retired)
    report.accepted = [proved for email, proved in found.items() if email not in known | retired]
    return report


def bring_in(report: Report, source: str, now: datetime.datetime | None = None) -> Mailing | None:
    """Writes what was accepted, in one transaction, and plans the letter that tells it. ``source``: the name of the
    file and who brought it, for the proof."""
    now = now or timezone.now()
    if not report.accepted:
        return None
    with transaction.atomic():
        mailing = Mailing.objects.create(
            kind=Mailing.Kind.SERVICE, name=f"import-{now:%Y%m%d-%H%M%S-%f}", subject=SUBJECT, planned_for=now
        )
        told = {}
        for start in range(0, len(report.accepted), AT_ONCE):
            told |= _write(report.accepted[start : start + AT_ONCE], source, now)
        add_letters(mailing, told)
    return mailing


def _write(proved: Sequence[Proved], source: str, now: datetime.datetime) -> dict[int, dict[str, object]]:
    rows = [Subscriber(email=one.email, state=Subscriber.State.ACTIVE, active_at=now) for one in proved]
    for row in rows:
        row.give_a_link()
    Subscriber.objects.bulk_create(rows)
    Consent.objects.bulk_create(
        Consent(subscriber=row, what=Consent.What.IMPORTED, text=one.words, source=f"{one.origin} ({source})"[:300])
        for row, one in zip(rows, proved, strict=True)
    )
    return {row.pk: {"import": one.origin} for row, one in zip(rows, proved, strict=True)}


def _proved(cells: Mapping[str, str]) -> Proved:
    email = same_address(cells["email"])
    if not email:
        raise ValidationError("L’adresse manque.")
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError("L’adresse n’est pas valable.") from error
    if len(email) > 254:
        raise ValidationError("L’adresse est trop longue.")
    missing = [said for name, said in (("where", "où"), ("when", "quand"), ("words", "les termes")) if not cells[name]]
    if missing:
        raise ValidationError(f"La preuve manque : {', '.join(missing)}.")
    where, words = str(defused(cells["where"]))[:150], str(defused(cells["words"]))[:LONGEST_WORDS]
    return Proved(email, where, _day(cells["when"]), words)


def _day(text: str) -> datetime.date:
    for form in DAYS:
        try:
            day = datetime.datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        if datetime.date(1995, 1, 1) <= day <= timezone.localdate():
            return day
    raise ValidationError("La date de l’accord ne se lit pas, ou n’est pas passée : écrivez-la 03/12/2024.")


def _known(emails: Iterable[str]) -> set[str]:
    wanted = list(emails)
    known: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        known |= set(Subscriber.objects.filter(email__in=some).values_list("email", flat=True))
    return known


def _retired(emails: Iterable[str]) -> set[str]:
    kept = set(RetiredAddress.objects.values_list("fingerprint", flat=True))
    return {email for email in emails if fingerprint_of(email) in kept} if kept else set()
