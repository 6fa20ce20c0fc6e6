"""Erases the addresses that nothing needs any more; asks those who have been silent for long."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from newsletter.subscribing.forgetting import forget_subscribers


class Command(BaseCommand):
    help = "Efface les adresses qui ne servent plus à la lettre (non confirmées, parties, sans signe de vie)."

    def handle(self, *args: object, **options: object) -> None:
        forget_subscribers()
