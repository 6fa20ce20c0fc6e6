"""The process that opens a file: ``python -m search.reading.worker pdf < file > outcome.json``."""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import BinaryIO

from .outcome import UNREADABLE, Outcome

MEMORY = 768 * 2**20
PROCESSOR_SECONDS = 8
LARGEST_OUTCOME = 16 * 2**20
OPEN_FILES = 64


def limit_oneself() -> None:
    """From here on this process can neither fill the memory, nor run for long, nor write much."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: PROCESSOR_SECONDS,
        resource.RLIMIT_FSIZE: LARGEST_OUTCOME,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # some systems know fewer limits
            resource.setrlimit(what, (most, most))


def reader_of(extension: str) -> Callable[[BinaryIO], Outcome]:
    # Imported once the limits stand, and only what this file needs.
    if extension == "pdf":
        from . import pdf

        return pdf.read
    from . import office

    if extension in ("odt", "ods", "odp"):
        return office.read_open_document
    return {"docx": office.read_word, "pptx": office.read_slides, "xlsx": office.read_workbook}[extension]


def main(extension: str) -> None:
    limit_oneself()
    try:
        outcome = reader_of(extension)(sys.stdin.buffer)
    except (MemoryError, RecursionError):
        outcome = Outcome(UNREADABLE)
    json.dump(asdict(outcome), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
