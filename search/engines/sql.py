"""What statements written by hand have in common."""

from __future__ import annotations

from collections.abc import Sized


def marks(values: Sized) -> str:
    """As many parameters as there are values, for ``IN (…)``; there must be one."""
    return ", ".join(["%s"] * len(values))
