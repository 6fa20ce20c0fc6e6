"""What is sent to many: the outbox has one row a recipient and mailing, so that no one is forgotten or written to
twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .pages import IssuePage
from .subscribers import Subscriber


class Mailing(models.Model):
    """One sending to many: an issue, a month's digest, or a week's alerts. Frozen once its sending has begun."""

    class Kind(models.TextChoices):
        ISSUE = "issue", "Lettre"
        DIGEST = "digest", "Résumé du mois"
        ALERTS = "alerts", "Alertes de la semaine"
        SERVICE = "service", "Message de service"

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "Programmé"
        SENDING = "sending", "En cours"
        PAUSED = "paused", "Suspendu"
        DONE = "done", "Terminé"
        CANCELLED = "cancelled", "Annulé"

    kind = models.CharField("sorte", max_length=10, choices=Kind, help_text="Ce qui est envoyé.")
    # Of what is sent, so that nothing is sent twice: "issue-12", "digest-2026-11", "alerts-2026-47".
    name = models.CharField("repère", max_length=40, unique=True, help_text="Un envoi de chaque.")
    issue = models.ForeignKey(
        IssuePage, verbose_name="lettre", on_delete=models.SET_NULL, null=True, blank=True, related_name="mailings",
        help_text="Celle qui est envoyée.",
    )  # fmt: skip
    state = models.CharField(
        "état", max_length=10, choices=State, default=State.SCHEDULED, db_index=True, help_text="Où il en est."
    )
    subject = models.CharField("objet", max_length=200, blank=True, default="", help_text="Du courriel.")
    content = models.JSONField(
        "contenu", default=dict, blank=True, help_text="Ce qui est envoyé, figé au moment de l’envoi."
    )
    planned_for = models.DateTimeField("prévu le", default=timezone.now, db_index=True, help_text="Jour et heure.")
    started_at = models.DateTimeField("commencé le", null=True, blank=True, help_text="Jour et heure.")
    finished_at = models.DateTimeField("terminé le", null=True, blank=True, help_text="Jour et heure.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="envoyé par", on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+", help_text="Qui l’a décidé.",
    )  # fmt: skip

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "envoi"
        verbose_name_plural = "envois"
        ordering = ["-planned_for", "-pk"]

    def __str__(self) -> str:
        return self.subject or self.name


class OutboxLetter(models.Model):
    """One recipient of one mailing.

    The rule where nobody knows whether a letter left (the worker died, or the connection, between handing it over and
    the server's answer): it is sent once more, later, with the same Message-ID, by which servers and readers know it
    for the same; ``doubtful`` counts these. Unknown a second time, it is let be: it counts as sent, and its answer says
    that there was none. A letter that was not handed over yet is simply sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "En attente"
        HANDED = "handed", "Remise au serveur"
        SENT = "sent", "Envoyée"
        REFUSED = "refused", "Refusée"
        GIVEN_UP = "given_up", "Abandonnée"
        SKIPPED = "skipped", "Sans objet"

    SETTLED = (State.SENT, State.REFUSED, State.GIVEN_UP, State.SKIPPED)

    mailing = models.ForeignKey(Mailing, verbose_name="envoi", on_delete=models.CASCADE, related_name="letters")
    subscriber = models.ForeignKey(
        Subscriber, verbose_name="abonnement", on_delete=models.SET_NULL, null=True, blank=True, related_name="letters",
        help_text="Vide : la personne est partie et son adresse est effacée.",
    )  # fmt: skip
    state = models.CharField("état", max_length=10, choices=State, default=State.WAITING, help_text="Où elle en est.")
    # What stands before the @ of its Message-ID; the same at each attempt.
    message_key = models.CharField("repère du message", max_length=64, unique=True, help_text="De son Message-ID.")
    attempts = models.PositiveSmallIntegerField("essais", default=0, help_text="Combien de fois.")
    not_before = models.DateTimeField("pas avant", default=timezone.now, help_text="Le prochain essai.")
    # Who is at it, and until when: past that, another worker takes it over.
    claimed_by = models.CharField("pris par", max_length=64, blank=True, default="", help_text="Un processus.")
    claimed_until = models.DateTimeField("pris jusqu’au", null=True, blank=True, help_text="Jour et heure.")
    handed_at = models.DateTimeField("remise le", null=True, blank=True, help_text="Jour et heure.")
    settled_at = models.DateTimeField("réglée le", null=True, blank=True, help_text="Jour et heure.")
    doubtful = models.BooleanField(
        "peut-être reçue deux fois", default=False, help_text="Renvoyée faute de savoir si elle était partie."
    )
    answer = models.CharField(
        "réponse", max_length=60, blank=True, default="", help_text="Le code du serveur, sans adresse."
    )
    data = models.JSONField("contenu propre", default=dict, blank=True, help_text="Ce que cette personne seule reçoit.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "lettre à envoyer"
        verbose_name_plural = "lettres à envoyer"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["mailing", "subscriber"], name="letter_once")]
        indexes = [models.Index(fields=["mailing", "state", "not_before"], name="letter_to_send")]

    def __str__(self) -> str:
        return self.message_key


class Bounce(models.Model):
    """What a server said later of a letter: it could not be delivered, or somebody complained of it."""

    class Kind(models.TextChoices):
        HARD = "hard", "Adresse inconnue"
        SOFT = "soft", "Refus passager"
        COMPLAINT = "complaint", "Plainte"

    letter = models.ForeignKey(
        OutboxLetter, verbose_name="lettre", on_delete=models.CASCADE, null=True, blank=True, related_name="bounces"
    )
    kind = models.CharField("sorte", max_length=10, choices=Kind, help_text="Ce que dit le serveur.")
    code = models.CharField(
        "code", max_length=20, blank=True, default="", help_text="Celui du serveur : 5.1.1, par exemple."
    )
    # Of the message that told it: read twice, it counts once.
    source = models.CharField("repère", max_length=64, unique=True, help_text="Une empreinte du message reçu.")
    at = models.DateTimeField("reçu le", default=timezone.now, help_text="Jour et heure.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "retour d’erreur"
        verbose_name_plural = "retours d’erreur"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}".strip()
