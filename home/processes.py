"""Several processes that live and end together: the site, its worker and its schedule, on one machine.

Each child holds the end of a pipe whose other end is here: whatever becomes of this process, even killed, they learn
of it and end (``manage.py bound``). A child that dies is told and started again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from django.conf import settings

LOOK = 0.2  # seconds between two looks at the children
COURTESY = 0.5  # seconds: Ctrl-C reaches the whole group, and needs no second signal
PATIENCE = 8.0  # seconds given to end before being killed
LONG_ENOUGH = 10.0  # seconds of life after which a child is not one that cannot start
LONGEST_WAIT = 30.0  # seconds before a child that dies at once is started again


class Child:
    def __init__(self, name: str, arguments: Sequence[str]) -> None:
        self.name, self.arguments = name, arguments
        self.has_lived = False
        self._deaths = 0  # in a row, each soon after its start
        self.start()

    def start(self) -> None:
        self.started_at, self._again_at = time.monotonic(), 0.0
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bound", *self.arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE)

    def look(self, tell: Callable[[str], None]) -> None:
        """Starts it again where it has died."""
        now = time.monotonic()
        if self.process.poll() is None:
            if now - self.started_at > LONG_ENOUGH:
                self.has_lived, self._deaths = True, 0
        elif not self._again_at:
            self._deaths += 1
            wait = min(2.0 ** (self._deaths - 1), LONGEST_WAIT)
            self._again_at = now + wait
            tell(f"« {self.name} » s’est arrêté (code {self.process.returncode}) : il repart dans {wait:.0f} s.")
        elif now >= self._again_at:
            self._close_pipe()
            self.start()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()

    def finish(self, until: float) -> None:
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._close_pipe()

    def _close_pipe(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()


def run_together(
    commands: Mapping[str, Sequence[str]], *, tell: Callable[[str], None], with_parent: bool = False
) -> int:
    """Runs these commands of manage.py until a signal, or until the first of them cannot start; its code then.
    ``with_parent``: ends too when whoever started this process is gone."""
    parent, stopping = os.getppid(), []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    children = [Child(name, arguments) for name, arguments in commands.items()]
    code = 0
    while not stopping and not code and not (with_parent and os.getppid() != parent):
        time.sleep(LOOK)
        if not children[0].has_lived and children[0].process.poll():
            code = children[0].process.returncode  # its port is taken, perhaps: it has said why
            break
        for child in children:
            child.look(tell)
    if stopping:
        time.sleep(COURTESY)
    for child in children:
        child.end()
    until = time.monotonic() + PATIENCE
    for child in children:
        child.finish(until)
    return code
