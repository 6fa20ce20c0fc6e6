"""``manage.py schedule``: does what the portal does by itself, each thing at its hour."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from core.job_running import Runner

PAUSE = 5.0  # seconds between two looks


class Command(BaseCommand):
    help = (
        "Fait à leur heure les travaux du portail : publications prévues, rappels, envois, ménage. Tourne sans fin ; "
        "plusieurs à la fois ne font rien deux fois."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="fait ce qui est dû, puis s’arrête")

    def handle(self, *, once: bool, verbosity: int, **_: object) -> None:
        if once:
            done = Runner(threads=0).tick()
            if verbosity:
                self.stdout.write(f"Travaux faits : {', '.join(done) or 'aucun'}.")
            return
        self._go_on()

    def _go_on(self) -> None:
        stopping = threading.Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopping.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        runner = Runner()
        while not stopping.is_set():
            close_old_connections()
            try:
                runner.tick()
            except OperationalError as error:  # the database is away, or busy: the next look will tell
                self.stderr.write(f"La base de données ne répond pas ({type(error).__name__}).")
            stopping.wait(PAUSE)
        runner.stop()
