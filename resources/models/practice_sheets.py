"""Fiches pratiques: how to do something."""

from __future__ import annotations

from django.db import models
from wagtail.fields import RichTextField, StreamField

from core.blocks import NARRATIVE, PointsBlock
from core.fiche.content import Part
from core.listing import KindIndexPage
from core.models import KnowledgePage
from core.panels import knowledge_edit_handler
from core.reviews import HOW_TO
from resources.blocks import GreyAreaBlock, LegalReferenceBlock, RoleBlock, SheetStepBlock, ToolBlock
from resources.panels import PRACTICE_SHEET_PANELS

from .fiche import practice_sheet_parts


class PracticeSheetPage(KnowledgePage):
    """How to do something."""

    kind = "practice_sheet"
    review_after = HOW_TO
    is_printed = True

    purpose = RichTextField(
        "à quoi cela sert",
        features=NARRATIVE,
        blank=True,
        help_text="Le problème qu’elle aide à résoudre, en quelques phrases.",
    )
    when_to_use = RichTextField(
        "quand s’en servir",
        features=NARRATIVE,
        blank=True,
        help_text="Les moments où elle aide, et ceux où elle ne convient pas.",
    )
    roles = StreamField(
        [("role", RoleBlock())],
        verbose_name="qui fait quoi",
        blank=True,
        help_text="Un rôle, puis ses tâches, chacune commençant par un verbe.",
    )
    steps = StreamField(
        [("step", SheetStepBlock())],
        verbose_name="étapes",
        blank=True,
        help_text="Dans l’ordre : ce que l’on fait à chacune.",
    )
    tools = StreamField(
        [("tool", ToolBlock())],
        verbose_name="outils à télécharger",
        blank=True,
        help_text="Modèles, grilles, courriers : ce que l’on peut reprendre tel quel.",
    )
    grey_areas = StreamField(
        [("grey_area", GreyAreaBlock())],
        verbose_name="zones floues",
        blank=True,
        help_text="Les questions dont la réponse change d’un lieu à l’autre, et à qui les poser.",
    )
    vigilance = StreamField(
        PointsBlock(),
        verbose_name="points de vigilance",
        blank=True,
        help_text="Les erreurs déjà commises ailleurs : une phrase chacune.",
    )
    legal_references = StreamField(
        [("legal_reference", LegalReferenceBlock())],
        verbose_name="références juridiques",
        blank=True,
        help_text="Les textes qui s’appliquent, avec leur adresse, et ce qu’ils disent en clair.",
    )
    reviewed_on = models.DateField(
        "relue le", null=True, blank=True, help_text="Le jour où quelqu’un du métier l’a relue pour la dernière fois."
    )

    parent_page_types = ["resources.PracticeSheetIndexPage"]
    template = "resources/practice_sheet_page.html"
    edit_handler = knowledge_edit_handler(PRACTICE_SHEET_PANELS)

    class Meta:
        verbose_name = "fiche pratique"
        verbose_name_plural = "fiches pratiques"

    def search_passages(self) -> list[str]:
        told = [self.purpose, self.when_to_use]
        told += [f"{role.value['role']} {' '.join(role.value['tasks'])}" for role in self.roles]
        told += [f"{step.value['title']} {step.value['text']}" for step in self.steps]
        told += [f"{tool.value['title']} {tool.value['text']}" for tool in self.tools]
        told += [f"{area.value['question']} {area.value['answer']} {area.value['ask']}" for area in self.grey_areas]
        told += [str(point.value) for point in self.vigilance]
        told += [f"{reference.value['title']} {reference.value['text']}" for reference in self.legal_references]
        return [text for text in told if text]

    def fiche_facts(self) -> list[tuple[str, str]]:
        return [("Relue le", f"{self.reviewed_on:%d/%m/%Y}" if self.reviewed_on else "")]

    def fiche_parts(self, base: str) -> list[Part]:
        return practice_sheet_parts(self, base)

    def card_facts(self) -> dict[str, str]:
        return {"reviewed_on": self.reviewed_on.isoformat() if self.reviewed_on else ""}


class PracticeSheetIndexPage(KindIndexPage):
    listed_kind = "practice_sheet"
    subpage_types = ["resources.PracticeSheetPage"]
    template = "resources/practice_sheet_index_page.html"

    class Meta:
        verbose_name = "liste des fiches pratiques"
