"""What an issue is made of, in reading order: rubrics, brèves, pages of the portal, words of the team."""

from __future__ import annotations

from wagtail import blocks

from core.blocks import SHORT_PROSE


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="rubrique", max_length=80, help_text="Tout ce qui suit, jusqu’à la prochaine.")

    class Meta:
        icon = "title"
        label = "rubrique"


class BriefBlock(blocks.StructBlock):
    """``item``: the number of a validated Item."""

    item = blocks.IntegerBlock(label="brève", min_value=1, help_text="Choisissez parmi les brèves validées.")

    class Meta:
        icon = "comment"
        label = "brève"


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
