"""What stands around an item: its tags, places, actors, documents, and the items it is linked to."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.models import Orderable

from core.assets import PortalDocument
from directory.models import Organisation, Person
from taxonomy.models import Territory

from .pages import KnowledgePage


class Tag(TagBase):
    """A free word that files an item."""

    free_tagging = True

    class Meta:
        verbose_name = "mot-clé"
        verbose_name_plural = "mots-clés"
        ordering = ["name"]


class PageTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_pages")
    content_object = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="tagged_items")


class PageTerritory(Orderable):
    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="page_territories")
    territory = models.ForeignKey(
        Territory, verbose_name="territoire", on_delete=models.PROTECT, related_name="page_territories"
    )

    class Meta(Orderable.Meta):
        verbose_name = "territoire"
        constraints = [models.UniqueConstraint(fields=["page", "territory"], name="territory_once_a_page")]


class PageOrganisation(Orderable):
    class Role(models.TextChoices):
        INITIATOR = "initiator", "À l’initiative"
        PARTNER = "partner", "Partenaire"
        FUNDER = "funder", "Financement"
        OPERATOR = "operator", "Mise en œuvre"
        ORGANISER = "organiser", "Organisation"
        CO_ORGANISER = "co_organiser", "Co-organisation"
        PUBLISHER = "publisher", "Publication"
        AUTHOR = "author", "Rédaction"
        CO_AUTHOR = "co_author", "Co-rédaction"

    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="page_organisations")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisation", on_delete=models.PROTECT, related_name="page_organisations"
    )
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.PARTNER)
    note = models.CharField("précision", max_length=200, blank=True, help_text="Ce qu’elle a fait, en quelques mots.")

    class Meta(Orderable.Meta):
        verbose_name = "organisation"


class PagePerson(Orderable):
    class Role(models.TextChoices):
        SPEAKER = "speaker", "Intervention"
        AUTHOR = "author", "Rédaction"
        CO_AUTHOR = "co_author", "Co-rédaction"
        WITNESS = "witness", "Témoignage"
        MODERATOR = "moderator", "Animation"
        CONTACT = "contact", "Contact"

    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="page_people")
    person = models.ForeignKey(Person, verbose_name="personne", on_delete=models.PROTECT, related_name="page_people")
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.SPEAKER)
    function = models.CharField(
        "fonction à cette date", max_length=250, blank=True, help_text="Si elle diffère de celle de sa fiche."
    )

    class Meta(Orderable.Meta):
        verbose_name = "personne"


class PageDocument(Orderable):
    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="page_documents")
    document = models.ForeignKey(
        PortalDocument, verbose_name="document", on_delete=models.CASCADE, related_name="page_documents"
    )

    class Meta(Orderable.Meta):
        verbose_name = "document joint"


class PageLink(Orderable):
    """A typed link between two items, shown from both ends."""

    class Kind(models.TextChoices):
        RECORDED_AT = "recorded_at", "Captation de"
        READING_FOR = "reading_for", "Lectures pour"
        PRODUCED_BY = "produced_by", "Issu de"
        ADAPTED_FROM = "adapted_from", "Adapté de"
        DRAWS_ON = "draws_on", "S’appuie sur"
        FOLLOWS = "follows", "Fait suite à"
        SEE_ALSO = "see_also", "À voir aussi"

    # How the same link reads from its other end.
    INVERSE_LABELS = {
        Kind.RECORDED_AT: "Captations",
        Kind.READING_FOR: "Pour aller plus loin",
        Kind.PRODUCED_BY: "Ce qui en est issu",
        Kind.ADAPTED_FROM: "Adapté ailleurs",
        Kind.DRAWS_ON: "Sert d’appui à",
        Kind.FOLLOWS: "Suivi de",
        Kind.SEE_ALSO: "À voir aussi",
    }

    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="page_links")
    target = models.ForeignKey(
        KnowledgePage, verbose_name="fiche liée", on_delete=models.CASCADE, related_name="incoming_links"
    )
    kind = models.CharField("sorte de lien", max_length=20, choices=Kind, default=Kind.SEE_ALSO)
    note = models.CharField("précision", max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "lien vers une autre fiche"
        constraints = [models.UniqueConstraint(fields=["page", "target", "kind"], name="link_once")]
