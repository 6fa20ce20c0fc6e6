"""Who works in the field: organisations, the people who speak in a public role, and the accounts of the portal."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.search import index

from taxonomy.models import Alias, Territory, Theme, unique_slug


class Organisation(index.Indexed, ClusterableModel):
    """A body of the network or one that appears in what it tells."""

    class Type(models.TextChoices):
        COMMUNE = "commune", "Commune"
        INTERCOMMUNALITY = "intercommunality", "Intercommunalité"
        LANDLORD = "landlord", "Bailleur social"
        ASSOCIATION = "association", "Association"
        RESIDENTS = "residents", "Collectif d’habitantes et d’habitants"
        NEIGHBOURHOOD_ENTERPRISE = "neighbourhood_enterprise", "Régie de quartier"
        RESOURCE_CENTRE = "resource_centre", "Centre de ressources"
        NETWORK = "network", "Réseau ou fédération"
        STATE = "state", "Service de l’État"
        DEPARTMENT = "department", "Département"
        REGION = "region", "Région"
        PUBLIC_BODY = "public_body", "Établissement ou organisme public"
        RESEARCH = "research", "Recherche et enseignement"
        COMPANY = "company", "Entreprise"
        OTHER = "other", "Autre"

    name = models.CharField("nom", max_length=200, unique=True)
    slug = models.SlugField("identifiant dans l’adresse", max_length=200, unique=True, blank=True)
    external_id = models.CharField(
        "identifiant d’origine", max_length=100, null=True, blank=True, unique=True, help_text="Utile aux imports."
    )
    acronym = models.CharField("sigle", max_length=40, blank=True)
    type = models.CharField("type", max_length=30, choices=Type)
    territory = models.ForeignKey(
        Territory,
        verbose_name="territoire",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        help_text="Où elle agit. Proposé pour les fiches qui citent l’organisation sans dire où.",
    )
    competences = ParentalManyToManyField(
        Theme, verbose_name="compétences", blank=True, related_name="organisations", help_text="De quoi elle s’occupe."
    )
    description = models.TextField("présentation", blank=True, help_text="Deux ou trois phrases simples.")
    website = models.URLField("site", blank=True)
    email = models.EmailField("courriel", blank=True, help_text="Une adresse de service, jamais celle d’une personne.")
    phone = models.CharField("téléphone", max_length=30, blank=True)
    address = models.TextField("adresse", blank=True)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("acronym"),
        index.FilterField("type"),
    ]

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            self.slug = unique_slug(Organisation, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.slug])


class OrganisationAlias(Alias):
    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = "autre nom de l’organisation"
        verbose_name_plural = "autres noms de l’organisation"
        ordering = ["name"]


class Person(index.Indexed, models.Model):
    """Someone who speaks, writes or is quoted publicly in a role. Nobody else has a record."""

    name = models.CharField("prénom et nom", max_length=150)
    slug = models.SlugField("identifiant dans l’adresse", max_length=150, unique=True, blank=True)
    external_id = models.CharField("identifiant d’origine", max_length=100, null=True, blank=True, unique=True)
    function = models.CharField(
        "fonction publique",
        max_length=250,
        help_text="Le rôle dans lequel cette personne s’exprime publiquement. Sans rôle public, pas de fiche.",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    website = models.URLField("page professionnelle", blank=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("function")]

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.function}" if self.function else self.name

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            self.slug = unique_slug(Person, self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not self.function.strip():
            raise ValidationError({"function": "Indiquez le rôle public de cette personne, ou ne créez pas de fiche."})

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])


class User(AbstractUser):
    """An account of the portal. A partner's is tied to the organisation it speaks for."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="accounts",
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "compte"
        verbose_name_plural = "comptes"
