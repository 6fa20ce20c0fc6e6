"""What is remembered of the letters that ask for reviews."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ReviewLetter(models.Model):
    """The last letter that somebody was sent: one a month at most."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="review_letter"
    )
    sent_on = models.DateField("envoyée le")

    class Meta:
        verbose_name = "lettre de relecture"
        verbose_name_plural = "lettres de relecture"
