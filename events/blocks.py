"""What a rencontre repeats: its programme and who came."""

from __future__ import annotations

from wagtail import blocks

from core.blocks import PROSE


class ProgrammeBlock(blocks.StructBlock):
    time = blocks.CharBlock(label="heure", required=False, max_length=20, help_text="9:30, ou 9:30-10:15.")
    title = blocks.CharBlock(label="temps", max_length=250)
    speakers = blocks.CharBlock(label="avec", required=False, max_length=300)
    text = blocks.RichTextBlock(label="contenu", required=False, features=PROSE)

    class Meta:
        icon = "time"
        label = "temps du programme"


class CountBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="catégorie ou provenance", max_length=150)
    count = blocks.IntegerBlock(
        label="nombre", required=False, min_value=0, help_text="Vide si la source ne le donne pas."
    )

    class Meta:
        icon = "group"
        label = "décompte"
