"""What editors add to the search: synonyms of their own, and items to show first."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from core.models import KnowledgePage
from search.rules import MOST_TERMS, Rule, terms_in


def lines_of(text: str) -> list[str]:
    """Its lines, spaces put in order, empty ones left out."""
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


class SynonymRule(models.Model):
    """Words that editors want to find each other."""

    class Direction(models.TextChoices):
        BOTH = "both", "dans les deux sens : chaque mot trouve tous les autres"
        ONE_WAY = "one_way", "dans un seul sens : le mot tapé trouve aussi les autres"

    direction = models.CharField(
        "sens",
        max_length=10,
        choices=Direction,
        default=Direction.BOTH,
        help_text="« bac » et « conteneur » se valent : dans les deux sens. « poubelle » trouve aussi « déchets », "
        "sans que l’inverse soit vrai : dans un seul sens.",
    )
    word = models.CharField(
        "mot tapé",
        max_length=120,
        blank=True,
        help_text="Seulement pour une règle dans un seul sens : le mot que l’on tape. Laissez vide sinon.",
    )
    terms = models.TextField(
        "mots",
        max_length=2_000,
        help_text="Un par ligne, d’un ou plusieurs mots, sans article : « bac », « point d’apport volontaire ». Les "
        "accents, les majuscules et les pluriels ne comptent pas. Écrivez un sigle en capitales.",
    )
    note = models.TextField(
        "note",
        max_length=1_000,
        blank=True,
        help_text="Pour vos collègues : d’où vient la demande, ce que cela corrige. N’est pas publiée.",
    )
    active = models.BooleanField(
        "active", default=True, help_text="Décochez pour suspendre la règle sans la supprimer."
    )

    class Meta:
        verbose_name = "règle de synonymes"
        verbose_name_plural = "synonymes"
        ordering = ["word", "terms", "pk"]

    def __str__(self) -> str:
        return str(self.rule) if self.rule.terms else "règle vide"

    @property
    def rule(self) -> Rule:
        # The form lets no more in, nor one term twice; what came in otherwise must cost no more than that.
        terms = tuple(dict.fromkeys(terms_in(self.terms)))[:MOST_TERMS]
        two_way = self.direction == self.Direction.BOTH
        return Rule(terms if two_way else (self.word, *terms), two_way)


class SetAsideRule(models.Model):
    """A rule that comes with the portal and that editors do not want. A release may change the rule: its code stays."""

    code = models.CharField("règle", max_length=120, unique=True, help_text="Le code de la règle fournie.")
    set_aside_at = models.DateTimeField("écartée le", auto_now_add=True)

    class Meta:
        verbose_name = "synonyme fourni écarté"
        verbose_name_plural = "synonymes fournis écartés"

    def __str__(self) -> str:
        return self.code


class PromotedResult(models.Model):
    """An item shown first to those who ask certain questions."""

    class Matching(models.TextChoices):
        WORDS = "words", "tous ces mots sont dans la question, avec d’autres ou non"
        WHOLE = "whole", "la question ne dit rien d’autre que ces mots"

    questions = models.TextField(
        "questions",
        max_length=2_000,
        help_text="Une par ligne : les mots de celles et ceux qui cherchent, « encombrants », « qui ramasse les "
        "encombrants ». Les accents, les majuscules, les pluriels et les petits mots ne comptent pas.",
    )
    matching = models.CharField(
        "quand",
        max_length=10,
        choices=Matching,
        default=Matching.WORDS,
        help_text="« encombrants » répond aussi à « collecte des encombrants », ou seulement à « encombrants ».",
    )
    page = models.ForeignKey(
        KnowledgePage,
        verbose_name="fiche à montrer d’abord",
        on_delete=models.CASCADE,
        related_name="promotions",
        help_text="Elle n’apparaît que tant qu’elle est publique : ni brouillon, ni réservée, ni expirée.",
    )
    why = models.CharField(
        "pourquoi",
        max_length=200,
        blank=True,
        help_text="Une phrase, facultative, montrée avec la fiche : « Le guide le plus complet sur le sujet. »",
    )
    until = models.DateField(
        "jusqu’au",
        null=True,
        blank=True,
        help_text="Le dernier jour où elle est mise en avant. Laissez vide s’il n’y en a pas.",
    )
    active = models.BooleanField(
        "affichée", default=True, help_text="Décochez pour suspendre la mise en avant sans la supprimer."
    )

    class Meta:
        verbose_name = "résultat mis en avant"
        verbose_name_plural = "résultats mis en avant"
        ordering = ["questions", "pk"]

    def __str__(self) -> str:
        return ", ".join(f"« {question} »" for question in self.asked)

    @property
    def asked(self) -> list[str]:
        """The questions, one an entry. A comma belongs to a question: only lines part them."""
        return lines_of(self.questions)

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()
