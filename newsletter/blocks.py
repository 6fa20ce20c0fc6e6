"""What an issue is made of, in reading order: rubrics, brèves, pages of the portal, words of the team."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import Widget
from django.utils.functional import cached_property
from wagtail import blocks

from core.blocks import SHORT_PROSE


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="rubrique", max_length=80, help_text="Tout ce qui suit, jusqu’à la prochaine.")

    class Meta:
        icon = "title"
        label = "rubrique"
        label_format = "{title}"


class ItemChooserBlock(blocks.ChooserBlock):
    """An Item; kept as its number. Items stand above pages: their model and its chooser are found when needed."""

    target_model = "newsletter.Item"

    @cached_property
    def widget(self) -> Widget:
        from newsletter.composing.chooser import item_chooser

        return item_chooser.widget_class()

    def deconstruct(self) -> tuple[str, tuple[object, ...], dict[str, object]]:
        """As what it keeps: migrations need no more."""
        return "wagtail.blocks.IntegerBlock", (), {**self._constructor_args[1], "min_value": 1}

    def clean(self, value: Model | None) -> Model | None:
        item = super().clean(value)
        if item is not None and item.state in (item.State.DRAFT, item.State.PROPOSED):
            raise ValidationError("Cette brève n’est pas validée : choisissez-en une autre, ou validez-la d’abord.")
        return item


class BriefBlock(blocks.StructBlock):
    """``item``: an Item, validated when it was placed."""

    item = ItemChooserBlock(label="brève", help_text="Choisissez parmi les brèves validées.")

    class Meta:
        icon = "comment"
        label = "brève"
        label_format = "Brève : {item}"


class PortalPageBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(
        label="page", page_type="core.KnowledgePage", help_text="Une page publiée du portail."
    )
    words = blocks.TextBlock(
        label="vos mots", required=False, max_length=400, rows=2, help_text="Vide : le résumé de la page."
    )

    class Meta:
        icon = "doc-full"
        label = "page du portail"
        label_format = "Page : {page}"


class WordsBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label="texte", features=SHORT_PROSE, help_text="Un mot de l’équipe.")

    class Meta:
        icon = "edit"
        label = "texte"


class IssueBlock(blocks.StreamBlock):
    section = SectionBlock()
    brief = BriefBlock()
    page = PortalPageBlock()
    words = WordsBlock()

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
