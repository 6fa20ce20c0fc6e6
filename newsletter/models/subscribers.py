"""Who receives the newsletter, what they agreed to, and who must never be written to again."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.models import PrivateLink
from taxonomy.models import Territory, Theme


class Subscriber(PrivateLink):
    """An address that asked for the letter. Its private link opens its choices, and leaves in one click."""

    LINK_PURPOSE = "newsletter.subscriber"

    class State(models.TextChoices):
        PENDING = "pending", "À confirmer"
        ACTIVE = "active", "Abonnée"
        LEFT = "left", "Partie"
        RETIRED = "retired", "Adresse en erreur"

    class Rhythm(models.TextChoices):
        EACH = "each", "Chaque lettre"
        THEMES = "themes", "Chaque lettre, mes thèmes et territoires seulement"
        MONTHLY = "monthly", "Un résumé par mois"

    email = models.EmailField("courriel", unique=True, help_text="En minuscules.")
    state = models.CharField(
        "état",
        max_length=10,
        choices=State,
        default=State.PENDING,
        db_index=True,
        help_text="Rien n’est envoyé avant « Abonnée ».",
    )
    wants_letter = models.BooleanField("reçoit la lettre", default=True, help_text="Non : des alertes seulement.")
    rhythm = models.CharField("rythme", max_length=10, choices=Rhythm, default=Rhythm.EACH, help_text="Son choix.")
    themes = models.ManyToManyField(
        Theme, verbose_name="thèmes", blank=True, related_name="+", help_text="Vide : tous."
    )
    territories = models.ManyToManyField(
        Territory, verbose_name="territoires", blank=True, related_name="+", help_text="Vide : tous."
    )
    created_at = models.DateTimeField("demandé le", default=timezone.now, db_index=True, help_text="Jour et heure.")
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True, help_text="Jour et heure.")
    left_at = models.DateTimeField("parti le", null=True, blank=True, help_text="Jour et heure.")
    # Moves when the person confirms or presses a button of their choices; never because a letter was read, which
    # nothing tells, or a link opened, which mail scanners do.
    active_at = models.DateTimeField("signe de vie", null=True, blank=True, help_text="Le dernier geste de sa part.")
    asked_again_at = models.DateTimeField("relancé le", null=True, blank=True, help_text="Avant d’être effacée.")
    soft_bounces = models.PositiveSmallIntegerField("refus passagers", default=0, help_text="De suite.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "abonnement"
        verbose_name_plural = "abonnements"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "wants_letter", "rhythm"], name="subscriber_by_rhythm")]

    def __str__(self) -> str:
        return self.email


class Consent(models.Model):
    """Proof of what a person agreed to or took back: what, when, under which words, by which way."""

    class What(models.TextChoices):
        ASKED = "asked", "Inscription demandée"
        CONFIRMED = "confirmed", "Inscription confirmée"
        CHANGED = "changed", "Choix modifiés"
        LEFT = "left", "Désinscription"
        IMPORTED = "imported", "Reprise d’une liste"

    subscriber = models.ForeignKey(
        Subscriber, verbose_name="abonnement", on_delete=models.CASCADE, related_name="consents"
    )
    what = models.CharField("quoi", max_length=10, choices=What, help_text="Ce qui a été fait.")
    text = models.TextField("termes", blank=True, default="", help_text="Les mots exacts qui étaient sous les yeux.")
    source = models.CharField(
        "par où",
        max_length=300,
        blank=True,
        default="",
        help_text="Le formulaire, le lien, ou la preuve d’une liste reprise.",
    )
    at = models.DateTimeField("quand", default=timezone.now, help_text="Jour et heure.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "preuve de consentement"
        verbose_name_plural = "preuves de consentement"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {timezone.localtime(self.at):%d/%m/%Y}"


class RetiredAddress(models.Model):
    """An address that must not be written to: kept as a fingerprint, which nobody reads the address from."""

    class Why(models.TextChoices):
        BOUNCED = "bounced", "N’existe plus"
        COMPLAINED = "complained", "S’est plainte"
        ERASED = "erased", "A demandé son effacement"

    fingerprint = models.CharField(
        "empreinte", max_length=64, unique=True, help_text="De l’adresse, avec la clef du site."
    )
    why = models.CharField("pourquoi", max_length=10, choices=Why, help_text="Ce qui l’a fait retirer.")
    at = models.DateTimeField("depuis", default=timezone.now, help_text="Jour et heure.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "adresse retirée"
        verbose_name_plural = "adresses retirées"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_why_display()


class Alert(models.Model):
    """A search that a subscriber is told of by mail when it finds something new."""

    subscriber = models.ForeignKey(
        Subscriber, verbose_name="abonnement", on_delete=models.CASCADE, related_name="alerts"
    )
    query = models.CharField("recherche", max_length=1_000, help_text="Les paramètres de son adresse.")
    label = models.CharField("intitulé", max_length=300, help_text="Ce qui est cherché, en mots.")
    is_confirmed = models.BooleanField("confirmée", default=False, help_text="Rien n’est envoyé avant.")
    created_at = models.DateTimeField("demandée le", default=timezone.now, help_text="Jour et heure.")
    seen_until = models.DateTimeField(
        "vue jusqu’au", default=timezone.now, help_text="Ce qui est plus ancien a été dit."
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "alerte"
        verbose_name_plural = "alertes"
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["subscriber", "query"], name="alert_once")]

    def __str__(self) -> str:
        return self.label


def same_address(email: str) -> str:
    """An address as it is kept and compared."""
    return email.strip().lower()


def fingerprint_of(email: str) -> str:
    return salted_hmac("newsletter.retired", same_address(email), algorithm="sha256").hexdigest()
