"""Templates without the blank space that only helps those who write them.

Indentation and the lines that hold nothing but tags are dropped when a template is read, once: pages are lighter and
hold no trailing white space.
"""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_TAG_LINE = re.compile(r"^((?:\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\})+)[ \t]*\n", re.MULTILINE)


class Loader(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        return _TAG_LINE.sub(r"\1", _INDENT.sub("", super().get_contents(origin)))
