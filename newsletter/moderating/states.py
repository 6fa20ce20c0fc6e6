"""The way of a brève, from its partner's draft to the letter. Nothing else changes its state.

Each move is a transaction on the item as it stands in the database, whatever the one it is given says; what was given
is then brought up to date. A move that its state does not allow raises Impossible, with words for whoever asked. The
partner is told once the transaction is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from directory.models import User
from newsletter.composing.withdrawing import withdraw_page
from newsletter.models import Item, ItemMessage, ItemPage, ItemVersion
from newsletter.partners import letters
from newsletter.partners.contents import content_of, lacks, write

from .images import as_image

State, By = Item.State, ItemVersion.By
LONGEST_MESSAGE, LONGEST_REASON = 2_000, 600  # characters
# What the team has: it may be withdrawn.
SENT = (State.PROPOSED, State.CHANGES_ASKED, State.VALIDATED, State.PUBLISHED)


class Impossible(Exception):
    """``str()`` says why, in French, to whoever asked for it."""


def propose(item: Item) -> None:
    """Its partner sends it, the first time or again once completed."""
    with _moving(item, "proposer", State.DRAFT, State.CHANGES_ASKED):
        _refuse_incomplete(item)
        _received(item)
    letters.tell(item, "received")


def ask(item: Item, text: str) -> None:
    """The team asks its partner something; the partner may then write in it again."""
    with _moving(item, "renvoyer à son partenaire", State.PROPOSED, State.VALIDATED, State.CHANGES_ASKED):
        _say(item, By.TEAM, text)
        item.state = State.CHANGES_ASKED
    letters.tell(item, "question")


def answer(item: Item, text: str) -> None:
    """Its partner answers, and sends it back as it now stands."""
    with _moving(item, "compléter", State.CHANGES_ASKED):
        _refuse_incomplete(item)
        _say(item, By.PARTNER, text)
        _received(item)
    letters.tell(item, "received")


def correct(item: Item, data: Mapping[str, object], account: User | None) -> None:
    """The team rewrites it. ``data``: of what ``content_of`` tells, what changes."""
    with _moving(item, "corriger", State.PROPOSED, State.CHANGES_ASKED, State.VALIDATED):
        before = content_of(item)
        write(item, data)
        _refuse_incomplete(item)
        changed = content_of(item) != before
        if changed:
            _keep_version(item, By.TEAM, account)
    if changed:
        letters.tell(item, "corrected")


def validate(item: Item, account: User | None) -> None:
    """It may stand in a letter; its image joins those of the portal."""
    with _moving(item, "valider", State.PROPOSED, State.CHANGES_ASKED):
        _refuse_incomplete(item)
        item.image = as_image(item)
        item.state, item.decided_at, item.reason = State.VALIDATED, timezone.now(), ""
        _keep_version(item, By.TEAM, account)
    letters.tell(item, "validated")


def decline(item: Item, reason: str) -> None:
    """``reason``: what its partner is told."""
    reason = reason.strip()
    if not reason:
        raise Impossible("Dites pourquoi : votre phrase est envoyée au partenaire.")
    if len(reason) > LONGEST_REASON:
        raise Impossible(f"Raccourcissez le motif : {LONGEST_REASON} caractères au plus.")
    with _moving(item, "refuser", State.PROPOSED, State.CHANGES_ASKED, State.VALIDATED):
        item.state, item.decided_at, item.reason = State.DECLINED, timezone.now(), reason
    letters.tell(item, "declined")


def appear(item: Item) -> None:
    """The letter that holds it is published. Twice is once."""
    if Item.objects.filter(pk=item.pk, state=State.PUBLISHED).exists():
        return
    with _moving(item, "faire paraître", State.VALIDATED):
        item.state, item.published_at = State.PUBLISHED, timezone.now()
    letters.tell(item, "published")


def withdraw(item: Item, by: str) -> None:
    """Its partner or the team (``ItemVersion.By``) takes it back; what had appeared of it is shown no more."""
    with _moving(item, "retirer", *SENT):
        item.state, item.withdrawn_at = State.WITHDRAWN, timezone.now()
        withdraw_page(item)
    letters.tell(item, "withdrawn")
    if by == By.PARTNER:
        letters.tell_the_centre(item, "withdrawn")


def reopen(item: Item) -> None:
    """Its partner takes it back to write in it: nobody has decided yet, or it was withdrawn before it appeared."""
    with _moving(item, "reprendre", State.PROPOSED, State.WITHDRAWN):
        if item.published_at or ItemPage.objects.filter(item_number=item.pk).exists():
            raise Impossible("Cette brève est parue, puis a été retirée : faites-en plutôt une copie.")
        item.state, item.withdrawn_at = State.DRAFT, None


@contextmanager
def _moving(item: Item, verb: str, *states: Item.State) -> Iterator[None]:
    """Nobody else moves it meanwhile. ``verb``: what is wanted of it, as one says it."""
    with transaction.atomic():
        item.refresh_from_db(from_queryset=Item.objects.select_for_update())
        if item.state not in states:
            raise Impossible(f"Cette brève est dans l’état « {item.get_state_display()} » : on ne peut pas la {verb}.")
        yield
        item.version += 1
        item.modified_at = timezone.now()
        item.save()


def _refuse_incomplete(item: Item) -> None:
    if found := lacks(item):
        raise Impossible("Il manque quelque chose à cette brève. " + " ".join(found.values()))


def _received(item: Item) -> None:
    item.state = State.PROPOSED
    item.proposed_at = item.proposed_at or timezone.now()
    _keep_version(item, By.PARTNER, item.author)


def _keep_version(item: Item, by: str, account: User | None) -> None:
    """As it now stands; unless it stood so already, in the same words, by the same hands."""
    last = item.versions.last()
    content = content_of(item)
    if last is None or last.by != by or last.data != content:
        ItemVersion.objects.create(item=item, by=by, account=account, data=content)


def _say(item: Item, by: str, text: str) -> None:
    text = text.strip()
    if not text:
        raise Impossible("Écrivez votre message.")
    if len(text) > LONGEST_MESSAGE:
        raise Impossible(f"Raccourcissez votre message : {LONGEST_MESSAGE} caractères au plus.")
    ItemMessage.objects.create(item=item, by=by, text=text)
