"""Retours d'expérience: practices told, with what came of them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from core.blocks import NARRATIVE, PointsBlock
from core.dates import PartialDateField
from core.listing import KindIndexPage
from core.models import KnowledgePage
from core.panels import knowledge_edit_handler

from .blocks import FigureBlock, MeansBlock, StepBlock, TestimonyBlock


class Approach(models.TextChoices):
    """The types of démarche, from what the corpus tells."""

    WALKING_DIAGNOSIS = "walking_diagnosis", "Diagnostic en marchant"
    PARTICIPATORY_WORKS = "participatory_works", "Chantier participatif ou éducatif"
    TRAINING = "training", "Formation"
    PROFESSIONAL_NETWORK = "professional_network", "Réseau de professionnels"
    AWARENESS = "awareness", "Sensibilisation et communication"
    CO_MANAGEMENT = "co_management", "Gestion partagée"
    DIGITAL_TOOL = "digital_tool", "Outil numérique"
    LAYOUT = "layout", "Aménagement ou équipement"
    MEDIATION = "mediation", "Médiation et présence de terrain"
    SHARED_STRUCTURE = "shared_structure", "Structure ou moyens mis en commun"
    STUDY = "study", "Étude ou observation"
    AGREEMENT = "agreement", "Convention, charte ou organisation"
    ANIMATION = "animation", "Animation et temps conviviaux"
    SERVICE = "service", "Service rendu aux habitants"


class Outcome(models.TextChoices):
    SUCCESS = "success", "Réussite"
    MIXED = "mixed", "Résultat mitigé"
    FAILURE = "failure", "Échec"
    ABANDONED = "abandoned", "Abandonné"
    ONGOING = "ongoing", "En cours"


class Evidence(models.TextChoices):
    """On what the stated outcome rests, from the weakest to the strongest."""

    TESTIMONY = "testimony", "Témoignage"
    REVIEW = "review", "Bilan"
    MEASURED = "measured", "Évaluation mesurée"


class ExperiencePage(KnowledgePage):
    kind = "experience"

    approach = models.CharField(
        "type de démarche",
        max_length=30,
        choices=Approach,
        blank=True,
        help_text="Ce qui la décrit le mieux : l’observatoire la classe ainsi.",
    )
    started_on = PartialDateField("début", blank=True, help_text="Au jour, au mois ou à l’année.")
    ended_on = PartialDateField(
        "fin", blank=True, help_text="Vide si la démarche continue ou si la fin n’est pas connue."
    )
    context = RichTextField(
        "contexte", features=NARRATIVE, blank=True, help_text="D’où l’on partait : le lieu, le problème, qui le vivait."
    )
    objectives = RichTextField("objectifs", features=NARRATIVE, blank=True, help_text="Ce que l’on cherchait.")
    steps = StreamField(
        [("step", StepBlock())], verbose_name="étapes", blank=True, help_text="Dans l’ordre ; elles forment une frise."
    )
    means = StreamField(
        [("means", MeansBlock())],
        verbose_name="moyens",
        blank=True,
        help_text="Qui y a passé du temps, combien cela a coûté, qui a payé.",
    )
    beneficiaries = models.TextField("bénéficiaires", blank=True, help_text="À qui la démarche a servi.")
    figures = StreamField(
        [("figure", FigureBlock())],
        verbose_name="chiffres",
        blank=True,
        help_text="Ce qui se compte, avec son unité et son année : « 42 tonnes collectées en 2013 ».",
    )
    testimonies = StreamField(
        [("testimony", TestimonyBlock())],
        verbose_name="témoignages",
        blank=True,
        help_text="Les mots des personnes, avec leur accord : sans lui, la page ne peut pas être publiée.",
    )
    results = RichTextField(
        "résultats", features=NARRATIVE, blank=True, help_text="Ce qui a changé, et ce qui n’a pas changé."
    )
    outcome = models.CharField(
        "issue", max_length=12, choices=Outcome, help_text="Un échec raconté rend autant service qu’une réussite."
    )
    evidence = models.CharField("preuve", max_length=12, choices=Evidence, help_text="Sur quoi repose cette issue.")
    evidence_note = models.CharField(
        "source de la preuve", max_length=300, blank=True, help_text="Le bilan, l’enquête, la personne qui témoigne."
    )
    key_points = StreamField(
        PointsBlock(),
        verbose_name="points clés",
        blank=True,
        help_text="Trois à cinq phrases que l’on retient en sortant.",
    )
    would_redo = StreamField(
        PointsBlock(),
        verbose_name="ce que nous referions",
        blank=True,
        help_text="Ce qui a compté et que vous conseillez.",
    )
    would_avoid = StreamField(
        PointsBlock(),
        verbose_name="ce que nous éviterions",
        blank=True,
        help_text="Ce qui a coûté du temps ou de la confiance, et comment s’y prendre autrement.",
    )
    conditions = RichTextField(
        "conditions pour le faire ailleurs",
        features=NARRATIVE,
        blank=True,
        help_text="Ce sans quoi cela ne marche pas.",
    )
    aftermath = RichTextField("et ensuite", features=NARRATIVE, blank=True, help_text="Ce que la démarche est devenue.")

    parent_page_types = ["experiences.ExperienceIndexPage"]
    template = "experiences/experience_page.html"
    edit_handler = knowledge_edit_handler(
        [
            MultiFieldPanel(
                [
                    FieldPanel("approach"),
                    FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on")]),
                    FieldPanel("context"),
                    FieldPanel("objectives"),
                ],
                heading="Le point de départ",
            ),
            MultiFieldPanel(
                [FieldPanel("steps"), FieldPanel("means"), FieldPanel("body")], heading="Ce qui a été fait"
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("outcome"), FieldPanel("evidence")]),
                    FieldPanel("evidence_note"),
                    FieldPanel("results"),
                    FieldPanel("beneficiaries"),
                    FieldPanel("figures"),
                    FieldPanel("testimonies"),
                ],
                heading="Ce que cela a donné",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("key_points"),
                    FieldPanel("would_redo"),
                    FieldPanel("would_avoid"),
                    FieldPanel("conditions"),
                    FieldPanel("aftermath"),
                ],
                heading="Ce que l’on en retient",
            ),
        ]
    )

    class Meta:
        verbose_name = "retour d’expérience"
        verbose_name_plural = "retours d’expérience"

    @property
    def period_label(self) -> str:
        """« de mars 2012 à novembre 2013 », « depuis octobre 2013 », « jusqu’en 2014 » or ""."""
        start, end = self.started_on, self.ended_on
        if start and end:
            return start.label if start == end else f"{_from(start.label)} à {end.label}"
        if start:
            return f"depuis {start.label}"
        return f"jusqu’à {end.label}" if end else ""

    def clean(self) -> None:
        super().clean()
        if self.started_on and self.ended_on and self.ended_on.last_day < self.started_on.first_day:
            raise ValidationError({"ended_on": "La fin précède le début : vérifiez les deux dates."})

    def publication_errors(self) -> dict[str, str]:
        errors = super().publication_errors()
        if any(not testimony.value.get("consent") for testimony in self.testimonies):
            errors["testimonies"] = (
                "Un témoignage n’a pas l’accord de la personne : cochez l’accord si vous l’avez, sinon retirez-le."
            )
        return errors

    def search_passages(self) -> list[str]:
        told = [self.context, self.objectives]
        told += [f"{step.value['title']} {step.value['text']}" for step in self.steps]
        told += [self.results, self.beneficiaries]
        told += [
            str(point.value) for points in (self.key_points, self.would_redo, self.would_avoid) for point in points
        ]
        told += [testimony.value["quote"] for testimony in self.testimonies]
        told += [f"{figure.value['label']} {figure.value['value']}" for figure in self.figures]
        told += [f"{means.value['label']} {means.value['source']}" for means in self.means]
        return [text for text in [*told, self.conditions, self.aftermath, self.evidence_note] if text]

    def card_facts(self) -> dict[str, str]:
        return {
            "outcome": self.outcome,
            "outcome_label": self.get_outcome_display(),
            "evidence": self.evidence,
            "evidence_label": self.get_evidence_display(),
            "approach_label": self.get_approach_display(),
        }


def _from(label: str) -> str:
    return f"d’{label}" if label[0] in "aeiouyéâ" else f"de {label}"


class ExperienceIndexPage(KindIndexPage):
    """The list of retours d'expérience."""

    listed_kind = "experience"
    subpage_types = ["experiences.ExperiencePage"]
    template = "experiences/experience_index_page.html"

    class Meta:
        verbose_name = "liste des retours d’expérience"
