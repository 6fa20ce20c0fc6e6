"""Markup that a page holds by the hundred (the options of a filter, the rows of a table, index cards), written once as
a pattern and filled with values that are always escaped.

A template takes some 10 µs for each value that it prints, a pattern less than 1. Only what repeats is worth it: what a
page holds once belongs in a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

_PLACE = re.compile(r"\{(\w+)\}")
NOTHING = SafeString("")


class Markup:
    """``LINK = Markup('<a href="{url}">{label}</a>')``, then ``LINK(url=…, label=…)``.

    Each value is escaped, for an element as for an attribute between quotes, but what comes from another ``Markup`` (or
    was declared safe by whoever made it). A value that the pattern names and that is not given is a KeyError.
    """

    __slots__ = ("_pattern",)

    def __init__(self, pattern: str) -> None:
        self._pattern = _PLACE.sub(r"%(\1)s", pattern.replace("%", "%%"))  # which Python fills faster than {…}

    def __call__(self, **values: str | int) -> SafeString:
        for name, value in values.items():
            if type(value) is not SafeString:
                values[name] = escape(value if type(value) is str else str(value))
        return SafeString(self._pattern % values)


def joined(parts: Iterable[SafeString], between: str = "") -> SafeString:
    """Pieces of markup one after the other; those that are none are escaped."""
    return SafeString(_escaped(between).join([_escaped(part) for part in parts]))


def _escaped(text: str) -> str:
    return text if type(text) is SafeString else escape(text)
