"""The fields of each step: those of a retour d'expérience, asked as one tells it."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from core.caching import kept_until_content_changes
from core.dates import PartialDate
from core.open_forms.fields import NO_LINK, email_field, has_words
from core.open_forms.robots import links_in
from experiences.models import (
    Approach,
    Cost,
    Duration,
    Effort,
    Evidence,
    Governance,
    Habitat,
    Outcome,
    Programme,
)
from taxonomy.models import Theme

from .fields import NO_WORDS, AskingForm, PlainText, one_of, partial_date, some_of, tick

LONG = 6_000
MOST_THEMES = 4


@kept_until_content_changes
def theme_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each rubric with its themes; one that has none is its own."""
    themes = list(Theme.objects.order_by("position", "name"))
    children: dict[int | None, list[Theme]] = {}
    for theme in themes:
        children.setdefault(theme.parent_id, []).append(theme)
    return [
        (rubric.name, [(one.slug, one.name) for one in (children.get(rubric.pk) or [rubric])])
        for rubric in children.get(None, [])
    ]


class GistForm(AskingForm):
    needed = {"title": "Donnez un titre : c’est tout ce qu’il faut pour commencer."}
    demanded = {"summary": "Résumez en deux ou trois phrases : c’est ce que l’on lit d’abord."}

    title = PlainText(
        "Titre", "Ce qui s’est fait, et où : « Une brocante contre les encombrants à Gennevilliers ».", longest=200
    )
    summary = PlainText(
        "Résumé",
        "Deux ou trois phrases simples : de quoi il s’agit, où, ce que l’on en retient.",
        longest=500,
        rows=4,
    )
    approach = one_of("Type de démarche", Approach.choices, "Ce qui la décrit le mieux. Rien si vous hésitez.")
    themes = some_of("Thèmes", theme_choices, f"{MOST_THEMES} au plus, les plus précis.")

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if title and not has_words(title):
            raise ValidationError(NO_WORDS)
        return title

    def clean_themes(self) -> list[str]:
        if len(self.cleaned_data["themes"]) > MOST_THEMES:
            raise ValidationError(f"Gardez {MOST_THEMES} thèmes au plus : ceux que l’on chercherait d’abord.")
        return self.cleaned_data["themes"]


class StartForm(AskingForm):
    demanded = {"started_on": "Dites quand cela a commencé : l’année suffit."}

    started_on = partial_date("Début", "12/10/2013, octobre 2013 ou 2013.")
    ended_on = partial_date("Fin", "Rien si cela continue.")
    context = PlainText("D’où l’on partait", "Le lieu, le problème, qui le vivait.", longest=LONG, rows=6)
    objectives = PlainText("Ce que l’on cherchait", longest=LONG, rows=4)
    governance = one_of("Pilotage", Governance.choices, "Qui décide et réunit les autres.")
    cost = one_of("Coût", Cost.choices, "Ce qui a été dépensé en tout, hors temps des équipes.")
    duration = one_of("Durée", Duration.choices, "Rien si le début et la fin la disent.")
    effort = one_of("Temps passé", Effort.choices, "Par les équipes, en tout.")
    habitat = some_of("Habitat", Habitat.choices, "Où les personnes concernées habitent.")
    programmes = some_of("Politique de la ville", Programme.choices)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        start, end = cleaned.get("started_on"), cleaned.get("ended_on")
        if start and end and PartialDate(end).last_day < PartialDate(start).first_day:
            self.add_error("ended_on", "La fin précède le début : vérifiez les deux dates.")
        return cleaned


class ResultForm(AskingForm):
    demanded = {
        "outcome": "Dites comment cela s’est passé.",
        "evidence": "Dites sur quoi vous vous appuyez.",
    }

    outcome = one_of(
        "Comment cela s’est passé", Outcome.choices, "Un échec raconté rend autant service qu’une réussite.", radio=True
    )
    evidence = one_of("D’après", Evidence.choices, "Sur quoi vous vous appuyez pour le dire.", radio=True)
    evidence_note = PlainText("Précisez", "Le bilan, l’enquête, la personne qui témoigne.", longest=300)
    results = PlainText("Ce qui a changé", "Et ce qui n’a pas changé.", longest=LONG, rows=6)
    beneficiaries = PlainText("À qui cela a servi", longest=1_000, rows=2)


class LessonForm(AskingForm):
    conditions = PlainText(
        "Ce qu’il faut pour le faire ailleurs", "Ce sans quoi cela ne marche pas.", longest=LONG, rows=4
    )
    aftermath = PlainText("Et ensuite", "Ce que la démarche est devenue.", longest=LONG, rows=3)


class AuthorForm(AskingForm):
    demanded = {
        "name": "Donnez votre nom : nous saurons à qui répondre.",
        "email": "Donnez une adresse électronique : nous vous dirons ce que devient votre récit.",
        "licence": "Sans votre accord, le récit ne peut pas être publié.",
        "contact": "Sans votre accord, nous ne pouvons pas vous écrire au sujet de ce récit.",
        "privacy": "Sans votre accord, nous ne pouvons pas garder votre proposition.",
    }

    name = PlainText("Votre nom", "Il n’est pas publié.", longest=150, autocomplete="name")
    organisation = PlainText(
        "Votre organisation",
        "Commune, bailleur, association, conseil citoyen…",
        longest=200,
        autocomplete="organization",
    )
    email = email_field("Elle n’est pas publiée. Exemple : prenom.nom@exemple.fr")
    licence = tick(
        "J’accepte que ce récit, ses photos et ses documents soient publiés sous Licence Ouverte 2.0.",
        "Chacun peut alors les réutiliser en citant la source. Vous avez le droit de les confier.",
    )
    contact = tick(
        "J’accepte que le centre de ressources m’écrive au sujet de ce récit.",
        "Pour vous demander une précision et vous dire ce qu’il devient, rien d’autre.",
    )
    privacy = tick(
        "J’accepte que le centre de ressources garde mon nom et mon adresse pour suivre cette proposition.",
        "Ils sont effacés douze mois après sa publication ou son refus, plus tôt si vous le demandez.",
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        for name in ("name", "organisation"):
            if links_in(cleaned.get(name, "")):
                self.add_error(name, NO_LINK)
        return cleaned
