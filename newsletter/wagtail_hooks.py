"""What the newsletter adds to the Wagtail admin."""

from __future__ import annotations

from . import admin_menu  # noqa: F401
from .composing import hooks as composing_hooks  # noqa: F401
from .figures import hooks as figures_hooks  # noqa: F401
from .mailing import hooks as mailing_hooks  # noqa: F401
from .moderating import hooks as moderating_hooks  # noqa: F401
from .partners import hooks as partners_hooks  # noqa: F401
from .subscribing import hooks as subscribing_hooks  # noqa: F401
