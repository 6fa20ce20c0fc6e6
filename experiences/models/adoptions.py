"""Who took up a practice elsewhere, and what became of it there: what the essaimage is made of."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core.dates import PartialDateField
from core.models import Received
from core.models.received import settled_at
from directory.models import Organisation
from taxonomy.models import Territory

from .pages import ExperiencePage

LONGEST_CHANGE = 300


class Adoption(Received):
    """An organisation took up a practice. Read by the centre first; then public, without whoever told it.

    Name and address of that person are erased six months after the answer (``forget_adoptions``).
    """

    CALLED = "Essaimage"

    class Kind(models.TextChoices):
        ADOPTED = "adopted", "Adopté"
        ADAPTED = "adapted", "Adapté"
        ABANDONED = "abandoned", "Abandonné ici"

    class State(models.TextChoices):
        RECEIVED = "received", "À relire"
        PUBLISHED = "published", "Publié"
        DECLINED = "declined", "Non retenu"

    practice = models.ForeignKey(
        ExperiencePage,
        verbose_name="retour d’expérience",
        on_delete=models.CASCADE,
        related_name="adoptions",
        help_text="Celui qui a été repris.",
    )
    kind = models.CharField(
        "ce qui en a été fait", max_length=12, choices=Kind, help_text="Repris tel quel, adapté, ou essayé puis laissé."
    )
    organisation_name = models.CharField(
        "organisation",
        max_length=200,
        help_text="Telle que la personne l’écrit. Affichée s’il n’y en a pas dans l’annuaire.",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation de l’annuaire",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adoptions",
        help_text="Si elle y est : son nom mène alors à sa fiche.",
    )
    place = models.CharField(
        "lieu",
        max_length=150,
        blank=True,
        default="",
        help_text="La commune ou le quartier, tel que la personne l’écrit.",
    )
    territory = models.ForeignKey(
        Territory,
        verbose_name="territoire",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adoptions",
        help_text="Où cela s’est fait : la carte le montre. Vide : celui de l’organisation de l’annuaire.",
    )
    what_changed = models.CharField(
        "ce qui a changé",
        max_length=LONGEST_CHANGE,
        help_text="Une phrase, affichée telle quelle : corrigez-la au besoin.",
    )
    happened_on = PartialDateField("quand", blank=True, default="", help_text="Au jour, au mois ou à l’année.")
    own_practice = models.ForeignKey(
        ExperiencePage,
        verbose_name="leur propre retour d’expérience",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adopted_from",
        help_text="S’il est publié ici : chacune des deux pages mène alors à l’autre.",
    )
    name = models.CharField(
        "nom", max_length=150, blank=True, default="", help_text="Jamais publié. Effacé six mois après la réponse."
    )
    email = models.EmailField(
        "courriel", blank=True, default="", help_text="Jamais publié. Effacé six mois après la réponse."
    )
    state = models.CharField(
        "suivi",
        max_length=12,
        choices=State,
        default=State.RECEIVED,
        db_index=True,
        help_text="Rien ne s’affiche avant « Publié ».",
    )
    received_at = models.DateTimeField(
        "reçu le", default=timezone.now, db_index=True, help_text="Quand le témoignage est arrivé."
    )
    decided_at = models.DateTimeField(
        "décidé le", null=True, blank=True, editable=False, help_text="Quand il a été publié ou écarté."
    )
    consented_at = models.DateTimeField(
        "accord donné le", null=True, blank=True, editable=False, help_text="Vide si vous l’avez saisi vous-même."
    )
    notified_at = models.DateTimeField(
        "avis envoyé le", null=True, blank=True, editable=False, help_text="Quand le centre en a été averti."
    )

    class Meta:
        verbose_name = "essaimage"
        verbose_name_plural = "essaimages"
        ordering = ["-received_at", "-pk"]

    def save(self, *args, **kwargs) -> None:
        self.decided_at = settled_at(self.state != self.State.RECEIVED, self.decided_at)
        super().save(*args, **kwargs)

    @property
    @admin.display(description="organisation")
    def who(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def where(self) -> Territory | None:
        return self.territory or (self.organisation.territory if self.organisation else None)

    @property
    def place_label(self) -> str:
        """« Échirolles (38) »; as it was typed where no territory was chosen."""
        return self.where.label if self.where else self.place

    def clean(self) -> None:
        super().clean()
        if self.own_practice_id and self.own_practice_id == self.practice_id:
            raise ValidationError({"own_practice": "C’est la même fiche : choisissez la leur, ou laissez vide."})
