"""``manage.py bound COMMAND …``: runs a command that ends when the process that started it does."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from argparse import REMAINDER, ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand

PATIENCE = 10.0  # seconds


class Command(BaseCommand):
    help = "Lance une commande qui s’arrête quand se ferme son entrée standard. Sert à run_all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("command", help="le nom de la commande")
        parser.add_argument("arguments", nargs=REMAINDER, help="ce qu’on lui donne")

    def handle(self, *, command: str, arguments: list[str], **_: object) -> None:
        threading.Thread(target=end_with_input, daemon=True, name="bound").start()
        call_command(command, *arguments)


def end_with_input() -> None:
    """Waits for the end of the standard input, then ends the process: politely, then at once."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)
