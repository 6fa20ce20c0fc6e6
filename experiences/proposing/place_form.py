"""The step that asks where it was: a name is looked for among the places that the portal knows."""

from __future__ import annotations

from django import forms

from core.caching import kept_until_content_changes
from taxonomy.models import Audience

from .fields import AskingForm, PlainText, some_of
from .places import OTHER, places_called, the_only_place


@kept_until_content_changes
def audience_choices() -> list[tuple[str, str]]:
    return list(Audience.objects.values_list("slug", "name"))


class PlaceForm(AskingForm):
    demanded = {"place": "Dites où cela se passe : la commune suffit."}

    place = PlainText("Commune ou quartier", "« Le Pont-de-Claix », « Les Îles de Mars ».", longest=150)
    place_code = forms.ChoiceField(
        label="Lequel de ces lieux ?",
        required=False,
        widget=forms.RadioSelect,
        help_text="Plusieurs portent ce nom ou lui ressemblent.",
    )
    place_note = PlainText(
        "Précisions sur le lieu",
        "La résidence, la rue, les autres communes concernées… si cela aide à comprendre.",
        longest=300,
        rows=2,
    )
    audiences = some_of("À qui ce récit servira", audience_choices, "Rien : à tout le monde.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        typed = self.typed()
        self.found = places_called(str(typed["place"]))
        offered = [(place.code, place.label) for place in self.found]
        self.fields["place_code"].choices = [*offered, (OTHER, "Aucun de ceux-là : gardez ce que j’ai écrit")]
        self.asks_which = bool(typed["place_code"]) and (len(offered) > 1 or typed["place_code"] == OTHER)
        if self.is_bound and typed["place_code"] not in dict(self.fields["place_code"].choices):
            self.data = {**_flat(self.data), self.add_prefix("place_code"): ""}  # of another name, typed before

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        place, code = cleaned.get("place", ""), cleaned.get("place_code", "")
        if place and not code and self.found:
            only = the_only_place(place, self.found)
            if only is None:
                self.asks_which = True
                self.add_error("place_code", "Choisissez le lieu dont il s’agit, ou « Aucun de ceux-là ».")
            else:
                cleaned["place_code"] = only.code
        if not place:
            cleaned["place_code"] = ""
        return cleaned

    def typed(self) -> dict[str, object]:
        """With the place that was found for what was typed."""
        found = getattr(self, "cleaned_data", {}).get("place_code")
        return super().typed() | ({"place_code": found} if found is not None else {})


def _flat(data: object) -> dict[str, object]:
    """Data of a form as a plain dictionary: lists where a name was sent several times."""
    lists = getattr(data, "lists", None)
    if lists is None:
        return dict(data)
    return {name: values if name == "audiences" else values[-1] for name, values in lists() if values}
