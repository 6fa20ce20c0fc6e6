"""The archive: the newsletter's own page, its issues, and each brève at its own address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from core.blocks import SHORT_PROSE
from core.listing import KindIndexPage
from core.models import KnowledgePage
from core.panels import knowledge_edit_handler
from newsletter.blocks import IssueBlock
from newsletter.composing.panels import LetterPanel
from newsletter.locks import SentLock

if TYPE_CHECKING:
    from wagtail.locks import BaseLock

DEADLINE_HELP = (
    "Les partenaires lisent ce jour dans leur espace et reçoivent un rappel avant. Vide : ni date, ni rappel."
)
SUBJECT_HELP = "Ce qui donne envie d’ouvrir la lettre : « Un appel à projets, trois rencontres ». Vide : le titre."


class NewsletterPage(KindIndexPage):
    """Every issue, the latest first."""

    listed_kind = "issue"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsletter.IssuePage"]
    template = "newsletter/newsletter_page.html"

    class Meta:
        verbose_name = "page de la lettre"


class IssuePage(KnowledgePage):
    """An issue. Composed as a draft; what was sent is frozen in ``sent`` and is all that the archive shows."""

    kind = "issue"

    number = models.PositiveIntegerField(
        "numéro", null=True, blank=True, unique=True, help_text="Celui qui suit le dernier est proposé."
    )
    mail_subject = models.CharField(
        "objet du courriel", max_length=150, blank=True, default="", help_text="Vide : le titre."
    )
    editorial = RichTextField(
        "éditorial", features=SHORT_PROSE, blank=True, default="", help_text="Quelques lignes, en tête de la lettre."
    )
    content = StreamField(
        IssueBlock(),
        verbose_name="contenu",
        blank=True,
        help_text="Dans l’ordre de lecture. Chaque élément se déplace à la souris ou par ses flèches.",
    )
    items_until = models.DateField(
        "brèves attendues jusqu’au", null=True, blank=True, help_text="Les partenaires sont prévenus avant ce jour."
    )
    send_at = models.DateTimeField("envoi prévu le", null=True, blank=True, help_text="Vide : quand vous le déciderez.")
    # Plain data (newsletter.composing.frozen says which), of the sending: kept out of the editor and of its versions.
    sent = models.JSONField("tel qu’envoyé", null=True, blank=True, editable=False, help_text="")
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True, editable=False, help_text="")

    exclude_fields_in_copy = [*KnowledgePage.exclude_fields_in_copy, "number", "sent", "sent_at", "send_at"]
    parent_page_types = ["newsletter.NewsletterPage"]
    subpage_types = ["newsletter.ItemPage"]
    is_creatable = True
    template = "newsletter/issue_page.html"
    edit_handler = knowledge_edit_handler(
        [
            FieldPanel("number", help_text="Chaque lettre a le sien. Celui qui suit le dernier est proposé."),
            FieldPanel("items_until", help_text=DEADLINE_HELP),
            FieldPanel("mail_subject", help_text=SUBJECT_HELP),
            FieldPanel("editorial"),
            FieldPanel("content"),
        ],
        notices=[LetterPanel()],
        helps={
            "title": "Son nom dans l’archive : « Lettre n° 12, décembre 2026 ».",
            "published_on": "La date que l’archive montre. Vide : le jour de l’envoi.",
            "summary": "Une ou deux phrases : la boîte de réception les montre à côté de l’objet, l’archive sous le "
            "titre.",
            "featured_image": "Facultative. Elle illustre la lettre dans les listes ; le courriel ne la porte pas.",
        },
    )

    class Meta:
        verbose_name = "lettre"
        verbose_name_plural = "lettres"

    def serializable_data(self) -> dict[str, object]:
        data = super().serializable_data()
        return {name: value for name, value in data.items() if name not in ("sent", "sent_at")}

    def with_content_json(self, content: dict) -> IssuePage:
        page = super().with_content_json(content)
        page.sent, page.sent_at = self.sent, self.sent_at
        return page

    def get_lock(self) -> BaseLock | None:
        return SentLock(self) if self.sent is not None else super().get_lock()

    def get_workflow(self) -> None:
        """None: a letter comes out by being sent, and a reviewer sends it."""
        return

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        from newsletter.views.archive import show_issue

        return show_issue(request, self)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        from newsletter.composing.previews import MODES

        return MODES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from newsletter.views.archive import show_issue, show_mail

        request.is_preview, request.preview_mode = True, mode_name
        return show_mail(request, self, mode_name) if mode_name else show_issue(request, self)

    def publication_errors(self) -> dict[str, str]:
        if self.sent is None:
            return {"title": "Une lettre paraît quand elle est envoyée : choisissez « Envoyer la lettre »."}
        return super().publication_errors()

    def search_passages(self) -> list[str]:
        from newsletter.composing.found import passages_of

        return passages_of(self)


class ItemPage(KnowledgePage):
    """A brève that has appeared, at its own address. Made with its issue; its text is that which was sent."""

    kind = "brief"

    # What the item was; a number and not a reference, for items stand above pages.
    item_number = models.PositiveBigIntegerField("brève", null=True, unique=True, editable=False, help_text="")
    item_kind = models.CharField("sorte", max_length=10, editable=False, default="", help_text="")
    text = models.TextField("texte", max_length=600, default="", editable=False, help_text="")
    happens_on = models.DateField("date", null=True, blank=True, editable=False, help_text="")
    deadline = models.DateField("date limite", null=True, blank=True, editable=False, help_text="")
    link = models.URLField("lien", max_length=500, blank=True, default="", editable=False, help_text="")

    parent_page_types = ["newsletter.IssuePage"]
    subpage_types: list[str] = []
    is_creatable = False
    template = "newsletter/item_page.html"
    edit_handler = knowledge_edit_handler([])

    class Meta:
        verbose_name = "brève parue"
        verbose_name_plural = "brèves parues"

    def get_lock(self) -> BaseLock | None:
        return SentLock(self)

    def get_workflow(self) -> None:
        """None: it was validated before it appeared."""
        return

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        from newsletter.views.archive import show_item

        return show_item(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        request.is_preview, request.preview_mode = True, mode_name
        return self.serve(request)

    def search_passages(self) -> list[str]:
        return [self.text] if self.text != self.summary else []


class ArchiveReads(models.Model):
    """How many times a page of the archive was opened on a day: counted on the server, of nobody in particular."""

    page = models.ForeignKey(
        KnowledgePage,
        verbose_name="page",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Une lettre, une brève.",
    )
    day = models.DateField("jour", help_text="Le jour de ces lectures.")
    times = models.PositiveIntegerField("lectures", default=0, help_text="Combien de fois elle a été ouverte.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "lectures de l’archive"
        verbose_name_plural = "lectures de l’archive"
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="archive_reads_once_a_day")]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.day}"
