"""Has a file read, at arm's length."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import BinaryIO

from django.conf import settings

from . import plain
from .outcome import UNREADABLE, Outcome

TEXTS = frozenset({"csv", "txt"})
EXTENSIONS = TEXTS | {"docx", "odp", "ods", "odt", "pdf", "pptx", "xlsx"}
SECONDS = 12  # gunicorn's own patience is longer: whoever uploads gets an answer
COMMAND = (sys.executable, "-m", "search.reading.worker")


def read_file(file: BinaryIO, extension: str) -> Outcome:
    """The text of ``file``, a real one on disk, from its beginning; nothing it holds makes this fail."""
    file.seek(0)
    if extension in TEXTS:
        return plain.read(file)
    if extension not in EXTENSIONS:
        return Outcome(UNREADABLE)
    with tempfile.TemporaryFile() as answer:
        try:
            subprocess.run(
                [*COMMAND, extension],
                stdin=file,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                cwd=settings.BASE_DIR,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},  # and no secret of the site
                check=True,
            )
            answer.seek(0)
            return Outcome(**json.load(answer))
        except (subprocess.SubprocessError, OSError, ValueError, TypeError):
            return Outcome(UNREADABLE)
