"""What practices add to the Wagtail admin."""

from __future__ import annotations

from . import adoption_hooks, proposal_hooks  # noqa: F401
