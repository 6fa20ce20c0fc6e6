"""The controlled vocabularies: themes, territories, audiences, glossary."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.search import index

from french.folding import fold

SHORT_RICH_TEXT = ["bold", "italic", "link"]


class Alias(models.Model):
    """Another name by which something is looked for. ``folded`` is what look-ups compare."""

    name = models.CharField("autre nom", max_length=120)
    folded = models.CharField(max_length=120, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class Theme(index.Indexed, ClusterableModel):
    """A subject of the field. Themes form a tree of rubrics (no parent) and sub-themes."""

    name = models.CharField("nom", max_length=120, unique=True)
    slug = models.SlugField(
        "identifiant dans l’adresse",
        max_length=120,
        unique=True,
        blank=True,
        help_text="Fait à partir du nom si vous le laissez vide. Le changer change l’adresse de la page du thème.",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="rubrique",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text="La rubrique sous laquelle ce thème se range. Vide : ce thème est lui-même une rubrique.",
    )
    description = models.TextField(
        "description", blank=True, help_text="Une phrase, affichée en tête de la page du thème."
    )
    position = models.PositiveSmallIntegerField(
        "rang", default=0, help_text="Ordre d’affichage dans sa rubrique ; à rang égal, ordre alphabétique."
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            self.slug = unique_slug(Theme, self.name)
        former_name = Theme.objects.filter(pk=self.pk).values_list("name", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if former_name and fold(former_name) != fold(self.name):
            ThemeAlias.objects.get_or_create(theme=self, folded=fold(former_name), defaults={"name": former_name})

    def clean(self) -> None:
        super().clean()
        ancestor = self.parent
        while ancestor is not None:
            if ancestor.pk == self.pk and self.pk:
                raise ValidationError(
                    {"parent": "Un thème ne peut pas se ranger sous lui-même ni sous l’un de ses sous-thèmes."}
                )
            ancestor = ancestor.parent

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])


class ThemeAlias(Alias):
    """A name that leads to a theme: a synonym, an acronym, or the name it had before."""

    theme = ParentalKey(Theme, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = "autre nom du thème"
        verbose_name_plural = "autres noms du thème"
        ordering = ["name"]


class Audience(models.Model):
    """Whom an item is written for."""

    name = models.CharField("nom", max_length=80, unique=True)
    slug = models.SlugField("identifiant dans l’adresse", max_length=80, unique=True, blank=True)

    class Meta:
        verbose_name = "public"
        verbose_name_plural = "publics"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            self.slug = unique_slug(Audience, self.name)
        super().save(*args, **kwargs)


class Term(index.Indexed, ClusterableModel):
    """A word of the field and what it means; it answers above search results."""

    name = models.CharField("terme", max_length=120, unique=True)
    slug = models.SlugField("identifiant dans l’adresse", max_length=120, unique=True, blank=True)
    definition = RichTextField(
        "définition",
        features=SHORT_RICH_TEXT,
        help_text="Deux à quatre phrases qu’une personne étrangère au métier comprend.",
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("definition")]

    class Meta:
        verbose_name = "terme du glossaire"
        verbose_name_plural = "glossaire"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            self.slug = unique_slug(Term, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('glossary')}#{self.slug}"


class TermAlias(Alias):
    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = "autre nom du terme"
        verbose_name_plural = "autres noms du terme"
        ordering = ["name"]


class TerritoryQuerySet(models.QuerySet):
    def named(self, name: str) -> TerritoryQuerySet:
        """Territories of that name, accents and case aside."""
        return self.filter(folded=fold(name))


class Territory(index.Indexed, models.Model):
    """A place of the official référentiel (région, département, EPCI, commune), or a quartier that editors add.

    ``code`` is the INSEE code (SIREN for an EPCI, QPV code or a made one for a quartier); a région's is prefixed with R
    because régions and départements share numbers.
    """

    class Level(models.TextChoices):
        REGION = "region", "région"
        DEPARTEMENT = "departement", "département"
        EPCI = "epci", "intercommunalité"
        COMMUNE = "commune", "commune"
        ARRONDISSEMENT = "arrondissement", "arrondissement municipal"
        QUARTIER = "quartier", "quartier"

    level = models.CharField("échelle", max_length=14, choices=Level)
    code = models.CharField("code", max_length=20, unique=True)
    name = models.CharField("nom", max_length=150)
    folded = models.CharField(max_length=150, editable=False, db_index=True)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    region = models.ForeignKey(
        "self", verbose_name="région", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    departement = models.ForeignKey(
        "self", verbose_name="département", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    epci = models.ForeignKey(
        "self", verbose_name="intercommunalité", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    commune = models.ForeignKey(
        "self",
        verbose_name="commune",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quartiers",
        limit_choices_to={"level": Level.COMMUNE},
    )
    is_priority = models.BooleanField("quartier prioritaire (QPV)", default=False)
    latitude = models.FloatField("latitude", null=True, blank=True, help_text="En degrés : 45,1875 pour Grenoble.")
    longitude = models.FloatField("longitude", null=True, blank=True, help_text="En degrés : 5,7358 pour Grenoble.")

    objects = TerritoryQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("code"),
        index.FilterField("level"),
    ]
    search_auto_update = False

    class Meta:
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        ordering = ["name", "code"]
        indexes = [models.Index(fields=["level", "name"], name="territory_level_name")]

    def __str__(self) -> str:
        return self.label

    def save(self, *args, **kwargs) -> None:
        self.folded = fold(self.name)
        if self.level == self.Level.QUARTIER and self.commune:
            self.epci_id = self.commune.epci_id
            self.departement_id = self.commune.departement_id
            self.region_id = self.commune.region_id
            self.code = self.code or _unused(Territory, "code", f"Q{self.commune.code}-{slugify(self.name)}", 20)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name with what tells it from its namesakes: « Gennevilliers (92) », « Le Luth, Gennevilliers »."""
        commune = self.commune.name if self.level == self.Level.QUARTIER and self.commune else ""
        return territory_label(self.level, self.code, self.name, commune)

    def get_absolute_url(self) -> str:
        return reverse("territory", args=[self.code])


def territory_label(level: str, code: str, name: str, commune: str) -> str:
    """A territory's name with what tells it from its namesakes; ``commune``: that of a quartier."""
    if level == Territory.Level.QUARTIER and commune:
        return f"{name}, {commune}"
    if level in (Territory.Level.COMMUNE, Territory.Level.ARRONDISSEMENT):
        return f"{name} ({code[:3] if code.startswith('97') else code[:2]})"
    return name


def unique_slug(model: type[models.Model], name: str) -> str:
    """A slug of ``name`` that no row of ``model`` has yet."""
    longest = model._meta.get_field("slug").max_length
    return _unused(model, "slug", slugify(name) or "sans-nom", longest)


def _unused(model: type[models.Model], field: str, wanted: str, longest: int) -> str:
    """``wanted``, or with a number at its end, cut to ``longest``: a value of ``field`` that no row has yet."""
    value, number = wanted[:longest], 2
    while model._default_manager.filter(**{field: value}).exists():
        value, number = f"{wanted[: longest - len(str(number)) - 1]}-{number}", number + 1
    return value
