"""The palette of the body: a dozen blocks, each with its template, nested at most two deep."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from .dates import INVALID, PartialDate
from .players import embed_url

PROSE = ["bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_PROSE = ["bold", "italic", "link"]
NARRATIVE = ["h3", *PROSE]


class PartialDateBlock(blocks.CharBlock):
    """A date to the day, month or year, kept as ISO text."""

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if not value:
            return value
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(INVALID) from error

    def to_python(self, value: str) -> str:
        return PartialDate(value) if value else ""


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        return slugify(self.get("text", ""))


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label="intertitre", max_length=150)
    level = blocks.ChoiceBlock(
        label="niveau", choices=[("h2", "Titre de partie"), ("h3", "Titre de sous-partie")], default="h2"
    )

    class Meta:
        icon = "title"
        label = "intertitre"
        template = "core/blocks/heading.html"
        value_class = HeadingValue


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label="image")
    caption = blocks.CharBlock(label="légende", required=False, max_length=250)

    class Meta:
        icon = "image"
        label = "image"
        template = "core/blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="citation", help_text="Les mots exacts, sans guillemets.")
    attribution = blocks.CharBlock(label="de qui", required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = "citation"
        template = "core/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label="sorte",
        choices=[("info", "À savoir"), ("attention", "Attention"), ("idee", "Une idée")],
        default="info",
    )
    title = blocks.CharBlock(label="titre", required=False, max_length=120)
    text = blocks.RichTextBlock(label="texte", features=PROSE)

    class Meta:
        icon = "info-circle"
        label = "encadré"
        template = "core/blocks/callout.html"


class LinkButtonValue(blocks.StructValue):
    @property
    def href(self) -> str:
        page = self.get("page")
        return (page.url if page else self.get("url")) or ""


class LinkButtonBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="texte du lien", max_length=80, help_text="Dit où il mène : « Lire la charte ».")
    page = blocks.PageChooserBlock(label="page du portail", required=False)
    url = blocks.URLBlock(label="ou adresse extérieure", required=False)

    class Meta:
        icon = "link"
        label = "lien mis en avant"
        template = "core/blocks/link_button.html"
        value_class = LinkButtonValue

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        if bool(value.get("page")) == bool(value.get("url")):
            message = "Choisissez une page du portail ou une adresse, l’une des deux."
            raise blocks.StructBlockValidationError(block_errors={"page": ValidationError(message)})
        return value


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label="question", max_length=200)
    answer = blocks.RichTextBlock(label="réponse", features=PROSE)

    class Meta:
        icon = "help"
        label = "question et réponse"


class ExternalMediaValue(blocks.StructValue):
    @property
    def embed_url(self) -> str:
        return embed_url(self.get("url") or "")


class ExternalMediaBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titre", max_length=150)
    url = blocks.URLBlock(label="adresse")
    provider = blocks.CharBlock(label="site qui l’héberge", max_length=60)

    class Meta:
        icon = "media"
        label = "vidéo ou son d’un autre site"
        template = "core/blocks/external_media.html"
        value_class = ExternalMediaValue


class BodyBlock(blocks.StreamBlock):
    """What a text is made of."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label="texte", icon="pilcrow", features=PROSE, template="core/blocks/paragraph.html"
    )
    image = ImageBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    table = TableBlock(
        label="tableau",
        template="core/blocks/table.html",
        table_options={"contextMenu": ["row_above", "row_below", "col_left", "col_right", "remove_row", "remove_col"]},
    )
    documents = blocks.ListBlock(
        DocumentChooserBlock(label="document"),
        label="documents",
        icon="doc-full",
        template="core/blocks/documents.html",
    )
    link_button = LinkButtonBlock()
    external_media = ExternalMediaBlock()
    accordion = blocks.ListBlock(
        QuestionBlock(), label="questions et réponses", icon="list-ul", template="core/blocks/accordion.html"
    )

    class Meta:
        block_counts = {"accordion": {"max_num": 3}}


class PointsBlock(blocks.StreamBlock):
    """Short statements, one a block, to be read as a list."""

    point = blocks.RichTextBlock(label="point", features=SHORT_PROSE, icon="success")


class MenuLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="texte", max_length=40)
    page = blocks.PageChooserBlock(label="page", required=False)
    path = blocks.CharBlock(
        label="ou chemin sur le portail", required=False, max_length=200, help_text="Par exemple /observatoire/"
    )

    class Meta:
        icon = "link"
        label = "lien"
