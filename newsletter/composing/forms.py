"""When a letter leaves, and whom it is tried on."""

from __future__ import annotations

import datetime

from django import forms
from django.utils import timezone

FURTHEST = datetime.timedelta(days=366)


class SendForm(forms.Form):
    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label="Quand",
        choices=[(NOW, "Maintenant"), (LATER, "À un jour et une heure")],
        widget=forms.RadioSelect,
        initial=NOW,
        help_text="Une fois l’envoi commencé, la lettre ne change plus.",
        error_messages={"required": "Dites quand la lettre part."},
    )
    day = forms.DateField(
        label="Jour",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Seulement pour un envoi programmé.",
    )
    hour = forms.TimeField(
        label="Heure",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Celle de Paris : 09:00, par exemple.",
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("when") == self.LATER and not self.errors:
            self._check_the_moment(cleaned)
        return cleaned

    @property
    def moment(self) -> datetime.datetime:
        if self.cleaned_data["when"] == self.NOW:
            return timezone.now()
        return timezone.make_aware(datetime.datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))

    def _check_the_moment(self, cleaned: dict[str, object]) -> None:
        for name, said in (("day", "Donnez le jour de l’envoi."), ("hour", "Donnez l’heure de l’envoi.")):
            if not cleaned.get(name):
                self.add_error(name, said)
        if self.errors:
            return
        if self.moment <= timezone.now():
            self.add_error("day", "Ce moment est passé : choisissez un jour et une heure à venir.")
        elif self.moment > timezone.now() + FURTHEST:
            self.add_error("day", "C’est dans plus d’un an : vérifiez l’année.")


class TrialForm(forms.Form):
    email = forms.EmailField(
        label="Adresse",
        max_length=254,
        help_text="La lettre y est envoyée telle qu’elle est enregistrée, à cette seule adresse.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Cette adresse n’est pas complète : elle ressemble à nom@exemple.fr."},
    )
