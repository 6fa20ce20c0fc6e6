"""The steps of the form, in order."""

from __future__ import annotations

from dataclasses import dataclass

from . import forms, row_forms
from .fields import AskingForm
from .place_form import PlaceForm
from .rows import Rows

FILES = "photos-et-documents"
AUTHOR = "vous"


@dataclass(frozen=True, slots=True)
class Step:
    """``slug``: in addresses and in what is kept; ``form``: None for the step of files."""

    slug: str
    title: str
    intro: str
    form: type[AskingForm] | None
    rows: tuple[Rows, ...] = ()

    @property
    def number(self) -> int:
        return STEPS.index(self) + 1

    @property
    def next(self) -> Step | None:
        return STEPS[self.number] if self.number < len(STEPS) else None

    @property
    def previous(self) -> Step | None:
        return STEPS[self.number - 2] if self.number > 1 else None


def _points(name: str, label: str, help_text: str) -> Rows:
    return Rows(
        name,
        row_forms.PointRow,
        label=label,
        row_label="Phrase",
        add_label="Ajouter une phrase",
        help_text=help_text,
        most=8,
        shown=3,
    )


STEPS = (
    Step("l-essentiel", "L’essentiel", "Un titre suffit pour commencer ; le reste peut attendre.", forms.GistForm),
    Step(
        "ou-et-qui",
        "Où et qui",
        "Le lieu et celles et ceux qui ont agi.",
        PlaceForm,
        (
            Rows(
                "organisations",
                row_forms.OrganisationRow,
                label="Les organisations",
                row_label="Organisation",
                add_label="Ajouter une organisation",
                help_text="Qui a porté, fait ou payé. Commencez par celle qui est à l’initiative.",
                most=10,
                shown=2,
            ),
        ),
    ),
    Step(
        "ce-qui-a-ete-fait",
        "Ce qui a été fait",
        "Le point de départ, les étapes, les moyens.",
        forms.StartForm,
        (
            Rows(
                "steps",
                row_forms.StageRow,
                label="Les étapes",
                row_label="Étape",
                add_label="Ajouter une étape",
                help_text="Dans l’ordre ; elles formeront une frise.",
                most=20,
                shown=2,
            ),
            Rows(
                "means",
                row_forms.MeansRow,
                label="Les moyens",
                row_label="Moyen",
                add_label="Ajouter un moyen",
                help_text="Qui y a passé du temps, combien cela a coûté, qui a payé.",
                most=12,
            ),
        ),
    ),
    Step(
        "ce-que-cela-a-donne",
        "Ce que cela a donné",
        "Dites-le comme à une collègue d’une autre ville : ce qui a marché, ce qui n’a pas marché.",
        forms.ResultForm,
        (
            Rows(
                "figures",
                row_forms.FigureRow,
                label="Les chiffres",
                row_label="Chiffre",
                add_label="Ajouter un chiffre",
                help_text="Ce qui se compte, avec son unité et son année : « 42 tonnes collectées en 2013 ».",
                most=15,
            ),
            Rows(
                "testimonies",
                row_forms.TestimonyRow,
                label="Les témoignages",
                row_label="Témoignage",
                add_label="Ajouter un témoignage",
                help_text="Les mots des personnes, avec l’accord de chacune.",
                most=8,
            ),
        ),
    ),
    Step(
        "ce-que-vous-en-retenez",
        "Ce que vous en retenez",
        "C’est ce que les autres viennent chercher.",
        forms.LessonForm,
        (
            _points("key_points", "Les points clés", "Trois à cinq phrases que l’on retient en sortant."),
            _points("would_redo", "Ce que vous referiez", "Ce qui a compté et que vous conseillez."),
            _points("would_avoid", "Ce que vous éviteriez", "Ce qui a coûté du temps ou de la confiance."),
        ),
    ),
    Step(FILES, "Photos et documents", "Facultatif. Une photo du lieu ou de l’action aide à comprendre.", None),
    Step(AUTHOR, "Vous", "Pour vous répondre. Rien de cette page n’est publié, sauf l’organisation.", forms.AuthorForm),
)
BY_SLUG = {step.slug: step for step in STEPS}
FIRST = STEPS[0]
