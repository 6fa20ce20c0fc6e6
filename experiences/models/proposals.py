"""Practices that somebody proposes, before they are pages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.assets import PortalDocument, PortalImage
from core.models import PrivateLink

from .pages import ExperiencePage

Answers = dict[str, object]  # field → what was typed; a name of rows → [{field: what was typed}]
ACCOUNT_KEY = "compte-"


class Proposal(PrivateLink):
    """A practice told through the form. Whoever has its link, or the account that began it, may go on with it."""

    class State(models.TextChoices):
        DRAFT = "draft", "Brouillon"
        SUBMITTED = "submitted", "Reçue"
        IN_REVIEW = "in_review", "En relecture"
        CHANGES_ASKED = "changes_asked", "À compléter par la personne"
        PUBLISHED = "published", "Publiée"
        DECLINED = "declined", "Non retenue"
        WITHDRAWN = "withdrawn", "Retirée"

    LINK_PURPOSE = "experiences.proposing.link"
    WRITABLE = (State.DRAFT, State.CHANGES_ASKED)
    AWAITED = (State.SUBMITTED, State.IN_REVIEW)  # of the centre
    CLOSED = (State.PUBLISHED, State.DECLINED, State.WITHDRAWN)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        help_text="Le compte partenaire qui propose, s’il y en a un.",
    )
    state = models.CharField(
        "état", max_length=16, choices=State.choices, default=State.DRAFT, db_index=True, help_text="Où elle en est."
    )
    title = models.CharField("titre", max_length=255, blank=True, default="", help_text="Tel que la personne l’écrit.")
    name = models.CharField("nom", max_length=150, blank=True, default="", help_text="Comment l’appeler.")
    email = models.EmailField("courriel", blank=True, default="", help_text="Où lui écrire.")
    data = models.JSONField("réponses", default=dict, help_text="Par étape, telles qu’elles ont été écrites.")
    sent = models.JSONField("réponses envoyées", default=dict, help_text="Celles de la dernière version envoyée.")
    consents = models.JSONField("accords", default=dict, help_text="Chaque accord, et quand il a été donné.")
    comment = models.TextField("mot du centre", blank=True, default="", help_text="Le dernier adressé à la personne.")
    page = models.ForeignKey(
        ExperiencePage,
        verbose_name="fiche",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        help_text="Le retour d’expérience qui en est fait.",
    )
    version = models.PositiveIntegerField("version", default=0, help_text="Combien de fois elle a été enregistrée.")
    created_at = models.DateTimeField("commencée le", default=timezone.now, db_index=True, help_text="Jour et heure.")
    modified_at = models.DateTimeField("modifiée le", default=timezone.now, db_index=True, help_text="Jour et heure.")
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True, help_text="Vide : elle ne l’a pas encore été.")
    closed_at = models.DateTimeField("close le", null=True, blank=True, help_text="Publiée, non retenue ou retirée.")
    warned_at = models.DateTimeField(
        "prévenue le", null=True, blank=True, help_text="Quand la personne a su que son brouillon serait effacé."
    )

    wagtail_reference_index_ignore = True  # what a proposal refers to is not shown by it

    class Meta:
        verbose_name = "proposition"
        verbose_name_plural = "propositions"
        permissions = [("decline_proposal", "Peut ne pas retenir une proposition")]
        ordering = ["-modified_at", "-pk"]

    def __str__(self) -> str:
        return self.title or f"Proposition {self.pk}"

    @property
    def is_writable(self) -> bool:
        return self.state in self.WRITABLE

    @property
    def account_key(self) -> str:
        """What stands for the secret in the addresses of the account that began it."""
        return f"{ACCOUNT_KEY}{self.pk}"

    def answers(self, step: str) -> Answers:
        found = self.data.get(step)
        return found if isinstance(found, dict) else {}


class ProposalFile(models.Model):
    """A photo or a document of a proposal, checked, which only the centre and its author may open until it is shown by
    a page."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "Photo"
        DOCUMENT = "document", "Document"

    class People(models.TextChoices):
        NOBODY = "nobody", "Personne n’est reconnaissable"
        AGREED = "agreed", "Les personnes reconnaissables sont d’accord"

    proposal = models.ForeignKey(Proposal, verbose_name="proposition", on_delete=models.CASCADE, related_name="files")
    kind = models.CharField("sorte", max_length=10, choices=Kind.choices, help_text="Photo ou document.")
    # A folder that only editors are served from (core.files).
    file = models.FileField("fichier", upload_to="propositions/", blank=True, help_text="Vérifié à son arrivée.")
    size = models.PositiveIntegerField("taille", default=0, help_text="En octets.")
    title = models.CharField("titre", max_length=150, blank=True, default="", help_text="Ce qu’est le document.")
    description = models.CharField(
        "description",
        max_length=255,
        blank=True,
        default="",
        help_text="Ce que montre la photo, en une phrase.",
    )
    credit = models.CharField("crédit", max_length=200, blank=True, default="", help_text="Qui a pris la photo.")
    people = models.CharField(
        "personnes visibles",
        max_length=10,
        choices=People.choices,
        blank=True,
        default="",
        help_text="Leur accord.",
    )
    people_agreed_at = models.DateTimeField("accord dit le", null=True, blank=True, help_text="Jour et heure.")
    image = models.ForeignKey(
        PortalImage, verbose_name="image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        PortalDocument, verbose_name="document", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed = models.BooleanField(
        "retiré", default=False, help_text="La personne l’a repris : il quitte la fiche au prochain envoi."
    )
    added_at = models.DateTimeField("ajouté le", default=timezone.now, help_text="Jour et heure.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "fichier d’une proposition"
        verbose_name_plural = "fichiers d’une proposition"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title or self.description
