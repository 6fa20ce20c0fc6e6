"""The team's correction of a brève: the fields of its partner's form, but the image itself."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict

from directory.models import User
from newsletter.composing.versions import latest
from newsletter.models import IssuePage, Item, ItemVersion
from newsletter.partners.comparing import Change, compared
from newsletter.partners.contents import Content, content_of, lacks, write
from newsletter.partners.drafts import PLAIN
from newsletter.partners.forms import ItemForm
from taxonomy.models import Theme

from . import states
from .board import MOST_LETTERS

NOT_CORRECTED = ("image_file", "remove_image")
OF_AN_IMAGE = ("image_description", "image_credit")


class ChangedMeanwhile(Exception):
    """Somebody else, or the partner, has changed it since it was opened."""


class CorrectionForm(ItemForm):
    def __init__(self, *args, item: Item, **kwargs) -> None:
        super().__init__(*args, issues=letters_to_come(item.wanted_issue_id), final=True, **kwargs)
        for name in NOT_CORRECTED if item.image_file else (*NOT_CORRECTED, *OF_AN_IMAGE):
            del self.fields[name]
        kind = self.fields["kind"]
        kind.widget = forms.Select(choices=kind.choices)

    def refuse_what_it_would_lack(self, item: Item) -> None:
        """At its field, what the brève would lack once so corrected. A date that is past is the team's to judge."""
        corrected = copy.copy(item)
        write(corrected, self.content())
        for name, said in lacks(corrected).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, said)

    def content(self) -> Content:
        """Of what ``content_of`` tells, what was typed well."""
        told = self.cleaned_data
        content: Content = {name: told[name] for name in PLAIN if name in told}
        if "theme" in told:
            content["theme"] = Theme.objects.filter(slug=told["theme"]).values_list("pk", flat=True).first()
        if "place_code" in told and "place" in told:
            content["territory"] = told["place_code"]
        if "wanted_issue" in told:
            content["wanted_issue"] = int(told["wanted_issue"]) if told["wanted_issue"] else None
        return content


def form_of(item: Item) -> CorrectionForm:
    initial: dict[str, object] = {name: getattr(item, name) for name in PLAIN}
    initial["theme"] = item.theme.slug if item.theme else ""
    initial["wanted_issue"] = str(item.wanted_issue_id or "")
    if item.territory:
        initial |= {"place": item.territory.label, "place_code": item.territory.code}
    return CorrectionForm(initial=initial, item=item)


def letters_to_come(chosen: int | None) -> list[tuple[str, str]]:
    """Those being made, and the one that was chosen, whatever became of it."""
    known = IssuePage.objects.filter(Q(sent_at=None) | Q(pk=chosen), alias_of=None).select_related("latest_revision")
    return [(str(one.pk), one.title) for one in map(latest, known.order_by("-pk")[:MOST_LETTERS])]


def correct(item: Item, form: CorrectionForm, account: User, opened_on: int) -> bool:
    """Whether it was kept: False where the form says what it lacks."""
    if form.is_valid():
        form.refuse_what_it_would_lack(item)
    if form.errors:
        return False
    with unchanged_since(item, opened_on):
        states.correct(item, form.content(), account)
    return True


@contextmanager
def unchanged_since(item: Item, opened_on: int) -> Iterator[None]:
    """Nobody decides of what they have not read: ChangedMeanwhile unless it is the version that was opened."""
    with transaction.atomic():
        if Item.objects.select_for_update().values_list("version", flat=True).get(pk=item.pk) != opened_on:
            raise ChangedMeanwhile
        yield


def version_in(sent: QueryDict) -> int:
    """The one that the page was opened on; -1 where it does not say."""
    told = sent.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else -1


def last_sent(item: Item) -> Content:
    """As its partner last sent it; as it is, where nothing was kept of that."""
    version = item.versions.filter(by=ItemVersion.By.PARTNER).last()
    return version.data if version else content_of(item)


def changes_since(item: Item) -> list[Change]:
    """What the team has made of it."""
    return compared(last_sent(item), content_of(item))


def theirs_beside(item: Item, form: CorrectionForm) -> list[Change]:
    """Where what was typed is not what another has since kept: theirs, then yours."""
    form.is_valid()
    mine = copy.copy(item)
    write(mine, form.content())
    return compared(content_of(item), content_of(mine))
