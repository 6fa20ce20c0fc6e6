"""The forms of those who subscribe."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from core.open_forms.fields import email_field
from core.open_forms.forms import OpenForm
from experiences.proposing.fields import PlainText, some_of, without_invisible
from experiences.proposing.places import places_called, the_only_place
from newsletter.models import Subscriber
from taxonomy.models import Territory, Theme

from .asking import Choices

MOST_PLACES = 10
Rhythm = Subscriber.Rhythm
RHYTHMS = (
    (Rhythm.EACH, "Chaque lettre, entière"),
    (Rhythm.THEMES, "Chaque lettre, avec mes thèmes et mes territoires seulement"),
    (Rhythm.MONTHLY, "Un seul résumé par mois"),
)
TERMS = "J’accepte que le centre de ressources garde mon adresse pour m’envoyer la lettre."
ALERT_TERMS = "J’accepte que le centre de ressources garde mon adresse et cette recherche pour me l’envoyer."
ERASED_WHEN = "Rien d’autre n’en est fait. Vous vous désinscrivez en un clic, dans chaque lettre."
TERMS_NEEDED = "Cochez cette case : sans votre accord, nous ne pouvons pas garder votre adresse."
EMAIL_NEEDED = "Donnez l’adresse où vous voulez la recevoir."


def consent(terms: str) -> forms.BooleanField:
    return forms.BooleanField(label=terms, help_text=ERASED_WHEN, error_messages={"required": TERMS_NEEDED})


def theme_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each rubric, whole or by its themes."""
    children: dict[int | None, list[Theme]] = {}
    for theme in Theme.objects.order_by("position", "name"):
        children.setdefault(theme.parent_id, []).append(theme)
    groups = []
    for rubric in children.get(None, []):
        below = [(one.slug, one.name) for one in children.get(rubric.pk, [])]
        groups.append((rubric.name, [(rubric.slug, f"Tout : {rubric.name}" if below else rubric.name), *below]))
    return groups


class PlacesField(PlainText):
    """Places of the référentiel, one a line; gives the territories."""

    def clean(self, value: object) -> list[Territory]:
        lines = dict.fromkeys(line.strip() for line in super().clean(value).replace(";", "\n").split("\n"))
        names = [name for name in lines if name]
        if len(names) > MOST_PLACES:
            raise ValidationError(f"Gardez {MOST_PLACES} lieux au plus.")
        return list({place.pk: place for place in map(self._place, names)}.values())

    @staticmethod
    def _place(name: str) -> Territory:
        found = places_called(name)
        if only := the_only_place(name, found):
            return only
        if not found:
            raise ValidationError(f"Nous ne trouvons pas « {name[:80]} ». Vérifiez le nom, un lieu par ligne.")
        labels = " ; ".join(place.label for place in found)
        raise ValidationError(f"« {name[:80]} » peut être plusieurs lieux. Écrivez celui que vous voulez : {labels}.")

    def prepare_value(self, value: object) -> object:
        return "\n".join(place.label for place in value) if isinstance(value, list) else value


class ChoosingForm(forms.Form):
    """How often, and of what."""

    rhythm = forms.ChoiceField(
        label="À quel rythme ?", choices=RHYTHMS, initial=Rhythm.EACH, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un rythme."},
    )  # fmt: skip
    themes = some_of(
        "Thèmes", theme_choices, "Ceux qui vous intéressent. Aucun : tous. La lettre entière n’en tient pas compte."
    )
    territories = PlacesField(
        "Territoires",
        "Communes, quartiers, départements ou régions, un par ligne : « Isère ». Vide : toute la France. Pour une "
        "commune, vous recevez aussi ce qui concerne son intercommunalité, son département ou sa région.",
        longest=1_000,
        rows=3,
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        narrowed = cleaned.get("themes") or cleaned.get("territories")
        if cleaned.get("rhythm") == Rhythm.THEMES and not narrowed and "territories" not in self.errors:
            self.add_error("themes", "Choisissez au moins un thème ou un territoire, ou un autre rythme.")
        return cleaned

    def choices(self) -> Choices:
        told = self.cleaned_data
        themes = list(Theme.objects.filter(slug__in=told["themes"]))
        return Choices(told["rhythm"], themes, told["territories"])

    def cleaned_of_invisible(self) -> None:
        """Before it is shown again: what nobody sees to remove is removed."""
        self.data = self.data.copy()
        self.data["territories"] = without_invisible(self.data.get("territories", ""))


class SubscribeForm(ChoosingForm, OpenForm):
    field_order = ("email", "rhythm", "themes", "territories", "consent")

    email = email_field("Exemple : prenom.nom@exemple.fr", needed=EMAIL_NEEDED)
    consent = consent(TERMS)


class ChoicesForm(ChoosingForm):
    """``wants_letter``: unticked, only alerts are left."""

    field_order = ("wants_letter", "rhythm", "themes", "territories")

    wants_letter = forms.BooleanField(
        label="Je reçois la lettre", required=False, help_text="Décochée : vos alertes seulement."
    )

    def __init__(self, *args, subscriber: Subscriber, **kwargs) -> None:
        initial = {
            "wants_letter": subscriber.wants_letter,
            "rhythm": subscriber.rhythm,
            "themes": [theme.slug for theme in subscriber.themes.all()],
            "territories": list(subscriber.territories.select_related("commune")),
        }
        super().__init__(*args, initial=initial, label_suffix="", **kwargs)


class AlertForm(OpenForm):
    email = email_field("Exemple : prenom.nom@exemple.fr", needed="Donnez l’adresse où vous voulez la recevoir.")
    consent = consent(ALERT_TERMS)
