"""What a retour d'expérience repeats: steps, means, figures, testimonies."""

from __future__ import annotations

from wagtail import blocks

from core.blocks import PROSE, PartialDateBlock


class StepBlock(blocks.StructBlock):
    date = PartialDateBlock(
        label="date", required=False, help_text="12/10/2013, octobre 2013 ou 2013 ; vide si elle n’est pas connue."
    )
    title = blocks.CharBlock(label="étape", max_length=150)
    text = blocks.RichTextBlock(label="récit", required=False, features=PROSE)

    class Meta:
        icon = "date"
        label = "étape"


class MeansValue(blocks.StructValue):
    @property
    def kind_label(self) -> str:
        return dict(MeansBlock.KINDS).get(self.get("kind"), "")


class MeansBlock(blocks.StructBlock):
    KINDS = [("human", "Moyens humains"), ("financial", "Financement"), ("material", "Moyens matériels")]

    kind = blocks.ChoiceBlock(label="sorte", choices=KINDS)
    label = blocks.CharBlock(label="moyen", max_length=250)
    amount = blocks.CharBlock(
        label="quantité ou montant", required=False, max_length=80, help_text="Avec son unité : « 12 000 € par an »."
    )
    source = blocks.CharBlock(label="d’où il vient", required=False, max_length=200)

    class Meta:
        icon = "cogs"
        label = "moyen"
        value_class = MeansValue


class FigureBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="ce que l’on compte", max_length=150)
    value = blocks.CharBlock(label="valeur", max_length=40)
    unit = blocks.CharBlock(label="unité", required=False, max_length=40)
    year = blocks.IntegerBlock(label="année", required=False, min_value=1900, max_value=2200)

    class Meta:
        icon = "order"
        label = "chiffre"


class TestimonyBlock(blocks.StructBlock):
    quote = blocks.TextBlock(label="citation", help_text="Les mots exacts, sans guillemets.")
    name = blocks.CharBlock(label="nom", required=False, max_length=120, help_text="Vide : le témoignage est anonyme.")
    role = blocks.CharBlock(label="fonction ou qualité", max_length=200)
    organisation = blocks.CharBlock(label="organisation", required=False, max_length=200)
    consent = blocks.BooleanBlock(
        label="la personne est d’accord pour être citée ici",
        required=False,
        help_text="Sans cet accord, la fiche ne peut pas être publiée.",
    )

    class Meta:
        icon = "openquote"
        label = "témoignage"
