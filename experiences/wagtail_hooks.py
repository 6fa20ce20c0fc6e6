"""What practices add to the Wagtail admin."""

from __future__ import annotations

from .proposing import hooks as proposal_hooks  # noqa: F401
from .spreading import hooks as adoption_hooks  # noqa: F401
