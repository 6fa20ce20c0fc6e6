"""The place of a brève: typed, found in the référentiel, chosen where several go by that name."""

from __future__ import annotations

from django import forms

from experiences.proposing.fields import AskingForm, PlainText
from experiences.proposing.places import places_called, the_only_place

WHICH = "Plusieurs lieux portent ce nom ou lui ressemblent : choisissez le vôtre."
UNKNOWN_PLACE = (
    "Nous ne trouvons pas ce lieu. Écrivez le nom de la commune, ou laissez vide si cela concerne toute la France."
)


class PlaceForm(AskingForm):
    """``asks_which``: whether ``place_code`` is to be shown."""

    place = PlainText(
        "Commune, quartier, département ou région",
        "Où cela se passe, ou qui est concerné : « Le Pont-de-Claix », « Isère ». Rien si c’est toute la France.",
        longest=150,
    )
    place_code = forms.ChoiceField(
        label="Lequel de ces lieux ?",
        required=False,
        widget=forms.RadioSelect,
        help_text="Plusieurs portent ce nom ou lui ressemblent.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        typed = self.typed()
        self.asks_which = False
        self.found = places_called(str(typed["place"]))
        offered = {place.code: place.label for place in self.found}
        self.fields["place_code"].choices = list(offered.items())
        if self.is_bound and typed["place_code"] not in offered:
            self.data = self.data.copy()
            self.data["place_code"] = ""  # of another name, typed before

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        place, code = cleaned.get("place", ""), cleaned.get("place_code", "")
        if not place or code:
            cleaned["place_code"] = code if place else ""
        elif only := the_only_place(place, self.found):
            cleaned["place_code"] = only.code
        elif self.found:
            self.asks_which = True
            self.add_error("place_code", WHICH)
        else:
            self.add_error("place", UNKNOWN_PLACE)
        return cleaned
