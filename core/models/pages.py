"""What every page and every catalogued item is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.url_routing import RouteResult

from core.assets import PortalImage
from core.blocks import BodyBlock
from core.dates import PartialDateField
from core.fiche.content import Part
from core.forms import KnowledgePageForm, PortalPageForm
from core.items import breadcrumb, item_context
from core.panels import ConflictPanel, knowledge_edit_handler
from core.passages import Passage
from core.signals import knowledge_page_saved
from core.visibility import VisibleQuerySet, under_restriction
from taxonomy.models import Audience, Theme


class PortalPage(Page):
    """Behaviour of every page of the portal, without a table of its own."""

    base_form_class = PortalPageForm
    content_panels = [ConflictPanel(), *Page.content_panels]

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        # Wagtail asks two queries a page; where nothing above is restricted the answer is known without any.
        if self.alias_of_id is None and self.path and not under_restriction(self.path):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        # The scheduler unpublishes what has expired; until it has run, the page is gone all the same.
        if not path_components and self.expire_at is not None and self.expire_at <= timezone.now():
            raise Http404
        return super().route(request, path_components)

    def serve_password_required_response(self, request: HttpRequest, form: Form, action_url: str) -> HttpResponse:
        # The form alone: the page's own context names what the password keeps.
        context = {"form": form, "action_url": action_url}
        return TemplateResponse(request, settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE, context)


class KnowledgePage(PortalPage):
    """One catalogued item. Whatever all kinds share lives here once, so that search, facets, citations, feeds and the
    map work across kinds without knowing them."""

    class Licence(models.TextChoices):
        ETALAB = "etalab-2.0", "Licence Ouverte 2.0"
        CC_BY = "cc-by-4.0", "Creative Commons Attribution 4.0"
        CC_BY_SA = "cc-by-sa-4.0", "Creative Commons Attribution, partage à l’identique 4.0"
        CC_BY_NC_SA = (
            "cc-by-nc-sa-4.0",
            "Creative Commons Attribution, pas d’usage commercial, partage à l’identique 4.0",
        )
        RESERVED = "all-rights-reserved", "Tous droits réservés"

    # What this kind is called in addresses, imports, facets and exports.
    kind = ""
    # How long after its first publication it should be reviewed; None: when somebody says so.
    review_after: datetime.timedelta | None = None
    # Whether an item of this kind must say when the thing took place.
    dated = True
    # Whether each item is also given as a PDF of one or two pages: see core.fiche.
    is_printed = False

    summary = models.TextField(
        "résumé",
        max_length=500,
        help_text="Deux ou trois phrases simples : de quoi il s’agit, où, ce qu’on en retient. "
        "Il s’affiche dans les listes et les résultats de recherche.",
    )
    body = StreamField(
        BodyBlock(),
        verbose_name="texte",
        blank=True,
        help_text="Ce qui n’a pas sa place dans les autres champs. Des intertitres aident à s’y retrouver.",
    )
    published_on = PartialDateField(
        "date",
        blank=True,
        help_text="La date de la chose elle-même, au jour, au mois ou à l’année : 12/10/2013, octobre 2013 ou 2013.",
    )
    review_by = models.DateField(
        "à relire avant le",
        null=True,
        blank=True,
        help_text="Passé ce jour, la page dit qu’elle attend une relecture. Vide : dix-huit mois après sa première "
        "publication pour un retour d’expérience, un an pour une fiche pratique.",
    )
    # The last day on which somebody said that the published page still holds. Of the page, not of its versions.
    confirmed_on = models.DateField("relecture", null=True, blank=True, editable=False)
    licence = models.CharField(
        "licence",
        max_length=30,
        choices=Licence,
        default=Licence.ETALAB,
        help_text="Ce que chacun peut faire de ce contenu. La Licence Ouverte convient presque toujours.",
    )
    external_id = models.CharField(
        "identifiant d’origine",
        max_length=100,
        null=True,
        blank=True,
        unique=True,
        help_text="Sert à retrouver la fiche lors d’un nouvel import. Laissez vide si vous la créez ici.",
    )
    featured_image = models.ForeignKey(
        PortalImage, verbose_name="image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    themes = ParentalManyToManyField(
        Theme,
        verbose_name="thèmes",
        blank=True,
        related_name="pages",
        help_text="Un à quatre thèmes, les plus précis : la rubrique suit d’elle-même.",
    )
    audiences = ParentalManyToManyField(Audience, verbose_name="publics", blank=True, related_name="pages")
    tags = ClusterTaggableManager("mots-clés", through="core.PageTag", blank=True)

    objects = PageManager.from_queryset(VisibleQuerySet)()

    base_form_class = KnowledgePageForm
    exclude_fields_in_copy = ["external_id", "confirmed_on"]  # a copy is another item
    edit_handler = knowledge_edit_handler([])
    subpage_types: list[str] = []
    # Routing, privacy and search never go through this class itself.
    is_creatable = False

    class Meta:
        verbose_name = "fiche du portail"
        indexes = [models.Index(fields=["-published_on", "-page_ptr"], name="knowledge_by_date")]

    def save(self, *args, **kwargs) -> None:
        self.external_id = self.external_id or None
        super().save(*args, **kwargs)
        # After super(): the themes, places and other children are written by now, as an index needs them. Wagtail files
        # a draft by a partial save: what the public reads is then what the database holds, not this object.
        saved = self if kwargs.get("update_fields") is None else type(self).objects.get(pk=self.pk)
        knowledge_page_saved.send(sender=type(self), instance=saved)

    @property
    def last_day(self) -> datetime.date | None:
        """The last day that its date may stand for."""
        return self.published_on.last_day if self.published_on else None

    def with_content_json(self, content: dict) -> KnowledgePage:
        page = super().with_content_json(content)
        page.confirmed_on = self.confirmed_on
        return page

    @property
    def kind_label(self) -> str:
        return self._meta.verbose_name

    def full_clean(self, exclude=None, *args, **kwargs) -> None:
        super().full_clean(exclude, *args, **kwargs)
        if exclude is None and self.live:  # forms name what they exclude, and ask for these errors themselves
            errors = self.publication_errors()
            if errors:
                raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        context = super().get_context(request, *args, **kwargs)
        context["item"] = {**item_context(self), **self.item_facts()}
        context["breadcrumb"] = breadcrumb(self)
        return context

    def item_facts(self) -> dict[str, object]:
        """What the page of this kind shows in ``item`` besides what all kinds do."""
        return {}

    def publication_errors(self) -> dict[str, str]:
        """What stands in the way of publishing, by field; a draft may have all of them."""
        if self.dated and not self.published_on:
            return {"published_on": "Donnez une date, même approchée : l’année suffit."}
        return {}

    def untimely_errors(self) -> dict[str, str]:
        """What was right when it was published and time has made wrong: it stops a person or an import,
        never the scheduler."""
        return {}

    def search_passages(self) -> Sequence[str | Passage]:
        """The texts of this kind beyond title, summary and body, in reading order, plain or HTML; as a Passage where
        the page has an anchor for it."""
        return []

    def card_facts(self) -> dict[str, str]:
        """What an index card of this kind shows besides title, summary, date, places and themes."""
        return {}

    def fiche_facts(self) -> Sequence[tuple[str, str]]:
        """The key facts (label, value) that the printed fiche of this kind adds to where and who."""
        return []

    def fiche_parts(self, base: str) -> Sequence[Part]:
        """The parts of its printed fiche, in reading order; ``base`` is the address that links start from."""
        return []
