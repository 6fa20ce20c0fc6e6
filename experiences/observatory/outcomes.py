"""How practices went and on what that rests, said in words: what the pages by outcome are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse

from experiences.models import Evidence, Lesson, Outcome
from search.counts import counts_crossed


@dataclass(frozen=True, slots=True)
class Kind:
    """One outcome: its page, what it is called, what it means, which lesson of its practices is shown first."""

    outcome: Outcome
    slug: str  # stands in addresses: it never changes
    title: str
    one: str
    many: str
    meaning: str
    lesson: Lesson

    @property
    def url(self) -> str:
        return reverse("outcome", args=[self.slug])

    def counted(self, number: int) -> str:
        return f"{intcomma(number)} {self.many if number > 1 else self.one}"


KINDS = (
    Kind(
        Outcome.SUCCESS,
        "reussite",
        "Réussites",
        "réussite",
        "réussites",
        "Ce que l’on cherchait est arrivé, au moins pour l’essentiel.",
        Lesson.REDO,
    ),
    Kind(
        Outcome.MIXED,
        "resultat-mitige",
        "Résultats mitigés",
        "résultat mitigé",
        "résultats mitigés",
        "Une partie a marché, une autre non, ou pas assez longtemps.",
        Lesson.AVOID,
    ),
    Kind(
        Outcome.FAILURE,
        "echec",
        "Échecs",
        "échec",
        "échecs",
        "Ce que l’on cherchait n’est pas arrivé. Le raconter évite à d’autres de refaire le même chemin.",
        Lesson.AVOID,
    ),
    Kind(
        Outcome.ABANDONED,
        "abandonne",
        "Démarches abandonnées",
        "démarche abandonnée",
        "démarches abandonnées",
        "La démarche s’est arrêtée avant son terme : le temps, l’argent, l’accord ou les personnes ont manqué.",
        Lesson.AVOID,
    ),
    Kind(
        Outcome.ONGOING,
        "en-cours",
        "Démarches en cours",
        "démarche en cours",
        "démarches en cours",
        "Il est trop tôt pour conclure : ce qui est raconté peut encore changer.",
        Lesson.REDO,
    ),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}

# What each strength of evidence says and does not say, the strongest first.
EVIDENCE: Mapping[Evidence, str] = {
    Evidence.MEASURED: "Des chiffres relevés avant et après, une enquête ou une évaluation extérieure le montrent. "
    "C’est le plus solide, sans garantir que cela marchera ailleurs.",
    Evidence.REVIEW: "Celles et ceux qui ont mené la démarche en ont dressé le bilan par écrit. Le recul est réel ; "
    "le regard reste celui des personnes qui l’ont portée.",
    Evidence.TESTIMONY: "Une personne le dit, ou un texte le rapporte, et rien d’autre ne le confirme encore. "
    "C’est une piste à vérifier plus qu’une preuve.",
}
ACCORDING_TO = {
    Evidence.MEASURED: "d’après une évaluation mesurée",
    Evidence.REVIEW: "d’après un bilan",
    Evidence.TESTIMONY: "d’après un témoignage",
}


@dataclass(frozen=True, slots=True)
class Share:
    """The practices of one outcome that rest on one strength of evidence."""

    code: str
    label: str
    count: int
    url: str

    @property
    def said(self) -> str:
        return f"{intcomma(self.count)} {ACCORDING_TO[Evidence(self.code)]}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """An outcome, how many practices it has, and on what that rests."""

    kind: Kind
    total: int
    shares: tuple[Share, ...]

    @property
    def said(self) -> str:
        """« 14 réussites »"""
        return self.kind.counted(self.total)


def weighed() -> list[Weighed]:
    """Every outcome with its counts, of all the practices that the public may see."""
    return [weighed_one(kind) for kind in KINDS]


def weighed_one(kind: Kind) -> Weighed:
    counts = counts_crossed("outcome", "evidence", kind=("experience",)).get(kind.outcome, {})
    shares = tuple(
        Share(code, str(code.label), counts[code], f"{kind.url}?evidence={code}")
        for code in EVIDENCE
        if counts.get(code)
    )
    return Weighed(kind, sum(share.count for share in shares), shares)


def readings() -> list[dict[str, str]]:
    """How to read each strength of evidence, the strongest first."""
    return [{"code": code, "label": str(code.label), "meaning": meaning} for code, meaning in EVIDENCE.items()]
