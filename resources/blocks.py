"""What fiches pratiques and captations repeat."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from core.blocks import PROSE

from .timecodes import format_seconds, parse_timecode


class RoleBlock(blocks.StructBlock):
    role = blocks.CharBlock(
        label="qui", max_length=120, help_text="Un rôle, pas une personne : « gardiennes et gardiens »."
    )
    tasks = blocks.ListBlock(blocks.CharBlock(label="tâche", max_length=250), label="fait quoi")

    class Meta:
        icon = "group"
        label = "rôle"


class SheetStepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="étape", max_length=150)
    text = blocks.RichTextBlock(label="comment faire", required=False, features=PROSE)

    class Meta:
        icon = "list-ol"
        label = "étape"


class LinkedFileValue(blocks.StructValue):
    @property
    def href(self) -> str:
        document = self.get("document")
        return (document.url if document else self.get("url")) or ""


class LinkedFileBlock(blocks.StructBlock):
    """A document of the portal or an address elsewhere."""

    title = blocks.CharBlock(label="titre", max_length=150)
    document = DocumentChooserBlock(label="document", required=False)
    url = blocks.URLBlock(label="ou adresse", required=False)

    class Meta:
        value_class = LinkedFileValue

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        if bool(value.get("document")) == bool(value.get("url")):
            message = "Choisissez un document ou une adresse, l’un des deux."
            raise blocks.StructBlockValidationError(block_errors={"document": ValidationError(message)})
        return value


class ToolBlock(LinkedFileBlock):
    text = blocks.TextBlock(label="à quoi il sert", required=False)

    class Meta:
        icon = "download"
        label = "outil"


class SlidesBlock(LinkedFileBlock):
    class Meta:
        icon = "doc-full"
        label = "support de présentation"


class GreyAreaBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        label="question", max_length=250, help_text="« Qui ramasse entre deux limites foncières ? »"
    )
    answer = blocks.RichTextBlock(label="ce que l’on en sait", required=False, features=PROSE)
    ask = blocks.CharBlock(label="à qui demander", required=False, max_length=200)

    class Meta:
        icon = "help"
        label = "zone floue"


class LegalReferenceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="texte", max_length=250)
    url = blocks.URLBlock(label="adresse", required=False)
    text = blocks.TextBlock(label="ce qu’il dit, simplement", required=False)

    class Meta:
        icon = "draft"
        label = "référence juridique"


class TimecodeBlock(blocks.CharBlock):
    """A moment of a recording, typed ``12:30`` or ``1:02:03``."""

    def clean(self, value: str) -> str:
        value = super().clean(value)
        try:
            return format_seconds(parse_timecode(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


class ChapterBlock(blocks.StructBlock):
    start = TimecodeBlock(label="début", help_text="Minutes et secondes : 12:30, ou 1:02:03 au-delà d’une heure.")
    title = blocks.CharBlock(label="titre", max_length=150)

    class Meta:
        icon = "time"
        label = "chapitre"
