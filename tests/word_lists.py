"""The lists of French forms that tests read: one a line, in columns."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def rows(path: str) -> list[tuple[str, ...]]:
    lines = (HERE / path).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
