"""The form that anyone may send."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from core.models import Received

from . import robots
from .fields import NO_LINK

MOST_A_DAY_IN_ALL = 200
TOO_MANY = (
    "Nous avons déjà reçu beaucoup de demandes aujourd’hui, par prudence celle-ci n’a pas été envoyée. Réessayez "
    "demain, ou écrivez-nous directement."
)


class OpenForm(forms.Form):
    """Filled in without an account. What it refuses it says beside the field, and keeps what was typed.

    ``without_links``: the fields in which no address is accepted.
    """

    without_links: ClassVar[tuple[str, ...]] = ()

    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, label="Laissez ce champ vide")  # for machines, which fill everything in

    def __init__(self, *args, request: HttpRequest, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.request = request
        if not self.is_bound:
            self.initial["opened"] = robots.opened_now()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        refused = robots.suspicion(cleaned) or (TOO_MANY if self.too_many_today() else "")
        if refused:
            self.add_error(None, refused)
        for name in self.without_links:
            if robots.links_in(cleaned.get(name, "")):
                self.add_error(name, NO_LINK)
        return cleaned

    def reopened(self) -> None:
        """Before it is shown again: what would be refused for ever is made anew."""
        self.data = self.data.copy()
        self.data["website"] = ""
        self.data["opened"] = robots.opened_still(self.data.get("opened", ""))

    def too_many_today(self) -> bool:
        return robots.has_sent_enough_today(self.request)


class ReceivedForm(OpenForm):
    """``model``: what is made of it, once; ``said``: the fields that this keeps."""

    model: ClassVar[type[Received]]
    said: ClassVar[tuple[str, ...]]

    def too_many_today(self) -> bool:
        return super().too_many_today() or self.model.objects.from_forms_today().count() >= MOST_A_DAY_IN_ALL

    def keep(self, **known: object) -> tuple[Received, bool]:
        """What was sent, with what is ``known`` besides, and whether it is new: the same form sent twice is one."""
        told = {name: self.cleaned_data[name] for name in self.said}
        written = "\x00".join(str(one) for one in (self.cleaned_data["opened"], *told.values()))
        fingerprint = hashlib.sha256(written.encode(errors="replace")).hexdigest()
        return self.model.objects.get_or_create(
            fingerprint=fingerprint, defaults=told | known | {"consented_at": timezone.now()}
        )
