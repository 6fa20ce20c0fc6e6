"""What the portal holds already, loaded once a run, so that reading a record asks the database nothing."""

from __future__ import annotations

from .lookup import Lookup
from .names import Names

__all__ = ["Lookup", "Names"]
