"""Records that keep no versions, saved by two people at once: the slower one is told before replacing anything."""

from __future__ import annotations

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from modelcluster.models import get_serializable_data_for_fields
from wagtail.admin.forms import WagtailAdminModelForm

CHANGED_MEANWHILE = (
    "Quelqu’un a modifié cette fiche après que vous l’avez ouverte. Rien de ce que vous avez écrit n’est perdu : "
    "ouvrez la fiche dans un autre onglet pour voir ce qui a changé, puis enregistrez de nouveau ici pour garder votre "
    "version."
)


def state_of(instance: Model) -> str:
    """A short name of what the record holds, its child rows included; two equal records have the same."""
    serialise = getattr(instance, "serializable_data", None)
    data = serialise() if serialise else get_serializable_data_for_fields(instance)
    for field in instance._meta.many_to_many:
        data[field.name] = sorted(row.pk for row in getattr(instance, field.name).all())
    return hashlib.sha256(json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()[:16]


class RecordForm(WagtailAdminModelForm):
    """Refuses once to save over what somebody else saved since the form was opened."""

    opened_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_on"] = state_of(self.instance)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        seen = self.cleaned_data.get("opened_on")
        present = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        if seen and present is not None and seen != (state := state_of(present)):
            # The form shown again knows the present state: saving it a second time is a choice.
            self.data = self.data.copy()
            self.data[self.add_prefix("opened_on")] = state
            raise ValidationError(CHANGED_MEANWHILE, code="changed_meanwhile")
        return cleaned
