"""Erases the drafts that partners left, and to whom invitations that are long over were sent."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from newsletter.partners.forgetting import forget_partners


class Command(BaseCommand):
    help = "Efface les brouillons de brèves abandonnés et les adresses des invitations échues depuis longtemps."

    def handle(self, *args: object, **options: object) -> None:
        forget_partners()
