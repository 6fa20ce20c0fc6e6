"""« Vous l'avez fait chez vous ? »: a few lines from whoever took up a practice."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from core.dates import PartialDateFormField
from core.open_forms.fields import NEEDED_TO_ANSWER, email_field, has_words, text_field
from core.open_forms.forms import ReceivedForm
from directory.models import Organisation, OrganisationAlias
from experiences.models import Adoption
from experiences.models.adoptions import LONGEST_CHANGE
from french.folding import fold
from taxonomy.models import Territory

KINDS = {
    Adoption.Kind.ADOPTED: "Adopté : nous avons fait presque la même chose",
    Adoption.Kind.ADAPTED: "Adapté : nous sommes partis de là, en changeant des choses",
    Adoption.Kind.ABANDONED: "Abandonné ici : nous avons essayé, puis arrêté",
}


class AdoptionForm(ReceivedForm):
    model = Adoption
    said = ("kind", "organisation_name", "place", "what_changed", "name", "happened_on", "email")
    without_links = ("organisation_name", "place", "what_changed", "name")

    kind = forms.ChoiceField(
        label="Qu’en avez-vous fait ?",
        help_text="Un essai arrêté apprend autant aux autres qu’une réussite.",
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez l’une des trois réponses.",
            "invalid_choice": "Choisissez l’une des trois réponses.",
        },
    )
    what_changed = text_field(
        "Qu’avez-vous changé, ou pourquoi avez-vous arrêté ?",
        "Une phrase, qui sera publiée : « Collecte tous les quinze jours, avec la régie de quartier. »",
        LONGEST_CHANGE,
        rows=3,
        error_messages={"required": "Dites en une phrase ce qui a changé chez vous, même « rien »."},
    )
    organisation_name = text_field(
        "Votre organisation",
        "Elle sera publiée : commune, bailleur, association, conseil citoyen…",
        200,
        autocomplete="organization",
        error_messages={"required": "Dites quelle organisation l’a fait : c’est elle que l’on citera."},
    )
    place = text_field(
        "Quelle commune, quel quartier ?", "Publié aussi, pour la carte : « Échirolles ».", 150, required=False
    )
    happened_on = PartialDateFormField(
        label="Quand ?",
        help_text="Au jour, au mois ou à l’année : « 2021 », « mars 2021 ».",
        required=False,
        max_length=30,
    )
    name = text_field(
        "Votre nom",
        "Il n’est pas publié : nous l’utilisons pour vous répondre.",
        150,
        required=False,
        autocomplete="name",
    )
    email = email_field(
        "Elle n’est pas publiée : elle sert à vous répondre. Exemple : prenom.nom@exemple.fr", needed=NEEDED_TO_ANSWER
    )
    consent = forms.BooleanField(
        label="J’accepte que le centre garde ces lignes et les publie, sans mon nom ni mon adresse électronique.",
        help_text="L’équipe les relit d’abord. Votre nom et votre adresse sont effacés six mois après sa réponse.",
        error_messages={"required": "Cochez cette case : sans votre accord, nous ne pouvons rien garder."},
    )

    def clean_what_changed(self) -> str:
        line = " ".join(self.cleaned_data["what_changed"].split())
        if not has_words(line):
            raise forms.ValidationError("Écrivez cette phrase avec des mots.")
        return line

    def keep(self, **known: object) -> tuple[Adoption, bool]:
        """With what the directory and the référentiel know by the names that were typed."""
        organisation = known_organisation(self.cleaned_data["organisation_name"])
        territory = known_territory(self.cleaned_data["place"])
        return super().keep(organisation=organisation, territory=territory, **known)


def known_organisation(name: str) -> Organisation | None:
    """The one of the directory that bears this name, accents and case aside; None where several do."""
    wanted = fold(name)
    aliased = OrganisationAlias.objects.filter(folded=wanted).values("organisation")
    near = Organisation.objects.filter(Q(name__iexact=name) | Q(acronym__iexact=name) | Q(pk__in=aliased))
    found = list(near.distinct()[:2])
    return found[0] if len(found) == 1 else None


def known_territory(name: str) -> Territory | None:
    """The commune of this name; None where several bear it: the centre chooses."""
    if not name:
        return None
    found = list(Territory.objects.named(name).filter(level=Territory.Level.COMMUNE)[:2])
    return found[0] if len(found) == 1 else None
