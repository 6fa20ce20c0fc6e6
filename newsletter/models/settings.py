"""What editors set once for the newsletter."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="mail")
class NewsletterSettings(BaseSiteSetting):
    title = models.CharField(
        "nom de la lettre", max_length=80, default="La lettre du centre", help_text="En toutes lettres."
    )
    sender_name = models.CharField(
        "expéditeur", max_length=80, blank=True, default="", help_text="Le nom que l’on voit. Vide : celui du portail."
    )
    sender_email = models.EmailField(
        "adresse d’envoi", blank=True, default="", help_text="Vide : celle que l’hébergement a réglée."
    )
    reply_to = models.EmailField(
        "adresse de réponse", blank=True, default="", help_text="Où vont les réponses. Vide : le courriel de contact."
    )
    per_minute = models.PositiveIntegerField(
        "lettres par minute",
        default=120,
        validators=[MinValueValidator(1), MaxValueValidator(6_000)],
        help_text="Ce que votre serveur d’envoi accepte. Dans le doute, laissez 120.",
    )
    remind_days = models.PositiveSmallIntegerField(
        "rappel aux partenaires",
        default=7,
        validators=[MaxValueValidator(60)],
        help_text="Combien de jours avant la date limite d’une lettre. 0 : aucun rappel.",
    )
    months_kept = models.PositiveSmallIntegerField(
        "lecteurs inactifs",
        default=36,
        validators=[MinValueValidator(6), MaxValueValidator(120)],
        help_text="Après combien de mois on redemande à une personne si elle veut encore la lettre, avant d’effacer "
        "son adresse.",
    )

    panels = [
        FieldPanel("title"),
        MultiFieldPanel(
            [FieldPanel("sender_name"), FieldPanel("sender_email"), FieldPanel("reply_to"), FieldPanel("per_minute")],
            heading="Envoi",
        ),
        FieldPanel("remind_days"),
        FieldPanel("months_kept"),
    ]

    class Meta:
        verbose_name = "réglages de la lettre"
