"""Retours d'expérience: practices told, with what came of them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from core.blocks import NARRATIVE, PointsBlock
from core.choices import SeveralField
from core.dates import PartialDateField
from core.fiche.content import Part
from core.listing import KindIndexPage
from core.models import KnowledgePage
from core.panels import knowledge_edit_handler
from core.reviews import PRACTICE
from experiences.blocks import FigureBlock, MeansBlock, StepBlock, TestimonyBlock
from experiences.proposing.panels import ProposalPanel

from .fiche import practice_parts
from .vocabulary import (
    Approach,
    Cost,
    Duration,
    Effort,
    Evidence,
    Governance,
    Habitat,
    Lesson,
    Outcome,
    Programme,
    duration_between,
)


class ExperiencePage(KnowledgePage):
    kind = "experience"
    review_after = PRACTICE
    is_printed = True

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
    duration = models.CharField(
        "durée",
        max_length=12,
        choices=Duration,
        blank=True,
        default="",
        db_default="",
        help_text="Vide : elle se déduit du début et de la fin, si vous les donnez.",
    )
    cost = models.CharField(
        "coût",
        max_length=12,
        choices=Cost,
        blank=True,
        default="",
        db_default="",
        help_text="Ce qui a été dépensé en tout, hors temps des équipes ; par an si la démarche est permanente.",
    )
    effort = models.CharField(
        "effort",
        max_length=12,
        choices=Effort,
        blank=True,
        default="",
        db_default="",
        help_text="Le temps que les équipes y ont passé en tout.",
    )
    habitat = SeveralField("habitat", Habitat, help_text="Où les personnes concernées habitent.")
    governance = models.CharField(
        "pilotage",
        max_length=16,
        choices=Governance,
        blank=True,
        default="",
        db_default="",
        help_text="Qui décide et réunit les autres, quels que soient les partenaires.",
    )
    programmes = SeveralField(
        "politique de la ville",
        Programme,
        help_text="Un quartier prioritaire choisi dans l’onglet « Classement » compte déjà.",
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
                    FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on"), FieldPanel("duration")]),
                    FieldRowPanel([FieldPanel("governance"), FieldPanel("cost"), FieldPanel("effort")]),
                    FieldRowPanel([FieldPanel("habitat"), FieldPanel("programmes")]),
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
        ],
        notices=[ProposalPanel()],
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

    @property
    def duration_band(self) -> str:
        """How long it lasted, as the observatoire files it; "" where nothing tells."""
        if self.duration or not (self.started_on and self.ended_on):
            return self.duration
        return duration_between(self.started_on.first_day, self.ended_on.last_day)

    @property
    def programmes_and_places(self) -> list[str]:
        """Its programmes, those that its places tell of included."""
        priority = any(link.territory.is_priority for link in self.page_territories.all())
        return [code for code in Programme.values if code in self.programmes or (code == Programme.QPV and priority)]

    @property
    def lessons(self) -> list[str]:
        """Which sorts of advice it gives to those who would do the same."""
        given = {Lesson.REDO: self.would_redo, Lesson.AVOID: self.would_avoid}
        return [lesson for lesson, points in given.items() if len(points)]

    @property
    def spread_kinds(self) -> list[str]:
        """What others made of it, as far as the centre has published it."""
        return list(self.adoptions.filter(state="published").values_list("kind", flat=True).distinct().order_by("kind"))

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

    def fiche_facts(self) -> list[tuple[str, str]]:
        proof = " : ".join(part for part in (self.get_evidence_display(), self.evidence_note) if part)
        return [
            ("Quand", self.period_label[:1].upper() + self.period_label[1:]),
            ("Démarche", self.get_approach_display()),
            *self.item_facts()["classed"],
            ("Issue", self.get_outcome_display()),
            ("D’après", proof),
        ]

    def fiche_parts(self, base: str) -> list[Part]:
        return practice_parts(self, base)

    def item_facts(self) -> dict[str, object]:
        classed = {
            "Pilotage": self.get_governance_display(),
            "Coût": self.get_cost_display(),
            "Effort": self.get_effort_display(),
            "Habitat": self._labels("habitat", self.habitat),
            "Politique de la ville": self._labels("programmes", self.programmes),
        }
        return {
            "classed": [(label, value) for label, value in classed.items() if value],
            "keep_url": f"{reverse('observatory')}?p={self.pk}" if self.pk and self.live else "",
        }

    def _labels(self, field: str, values: list[str]) -> str:
        return ", ".join(self._meta.get_field(field).labels(values))

    def card_facts(self) -> dict[str, str]:
        return {
            "outcome": self.outcome,
            "outcome_label": self.get_outcome_display(),
            "evidence": self.evidence,
            "evidence_label": self.get_evidence_display(),
            "approach_label": self.get_approach_display(),
            "cost_label": self.get_cost_display(),
            "duration_label": dict(Duration.choices).get(self.duration_band, ""),
            "effort_label": self.get_effort_display(),
            "governance_label": self.get_governance_display(),
            "habitat_label": self._labels("habitat", self.habitat),
            "programme_label": self._labels("programmes", self.programmes_and_places),
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
