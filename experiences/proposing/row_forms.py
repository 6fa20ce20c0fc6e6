"""The fields of what repeats: organisations, stages, means, figures, testimonies, points."""

from __future__ import annotations

from django import forms

from core.models import PageOrganisation
from experiences.blocks import MeansBlock

from .fields import AskingForm, PlainText, one_of, partial_date, tick

ROLES = [
    choice for choice in PageOrganisation.Role.choices if choice[0] in ("initiator", "partner", "funder", "operator")
]


class OrganisationRow(AskingForm):
    demanded = {"name": "Nommez l’organisation, ou videz la ligne."}

    name = PlainText("Nom de l’organisation", longest=200)
    role = one_of("Son rôle", ROLES)
    note = PlainText("Ce qu’elle a fait", longest=200)


class StageRow(AskingForm):
    demanded = {"title": "Nommez cette étape, ou videz la ligne."}

    date = partial_date("Quand", "Rien si la date n’est pas connue.")
    title = PlainText("Étape", longest=150)
    text = PlainText("Ce qui s’est passé", longest=2_000, rows=3)


class MeansRow(AskingForm):
    demanded = {"kind": "Choisissez une sorte de moyen.", "label": "Nommez ce moyen, ou videz la ligne."}

    kind = one_of("Sorte", MeansBlock.KINDS)
    label = PlainText("Moyen", "« Une médiatrice à mi-temps ».", longest=250)
    amount = PlainText("Quantité ou montant", "Avec son unité : « 12 000 € par an ».", longest=80)
    source = PlainText("D’où il vient", longest=200)


class FigureRow(AskingForm):
    demanded = {"label": "Dites ce que l’on compte, ou videz la ligne.", "value": "Donnez le nombre."}

    label = PlainText("Ce que l’on compte", "« Encombrants collectés ».", longest=150)
    value = PlainText("Nombre", longest=40)
    unit = PlainText("Unité", "« tonnes ».", longest=40)
    year = forms.IntegerField(
        label="Année",
        required=False,
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Écrivez l’année en quatre chiffres."},
    )


class TestimonyRow(AskingForm):
    demanded = {
        "quote": "Écrivez ce que la personne a dit, ou videz la ligne.",
        "role": "Dites en quelle qualité cette personne parle : « habitante », « gardien ».",
        "consent": "Demandez l’accord de cette personne et cochez la case, ou videz la ligne.",
    }

    quote = PlainText("Ses mots", "Les mots exacts, sans guillemets.", longest=2_000, rows=3)
    name = PlainText("Son nom", "Rien : le témoignage est anonyme.", longest=120)
    role = PlainText("Sa fonction ou sa qualité", longest=200)
    organisation = PlainText("Son organisation", longest=200)
    consent = tick("Cette personne est d’accord pour être citée ici")


class PointRow(AskingForm):
    text = PlainText("En une phrase", longest=500, rows=2)
