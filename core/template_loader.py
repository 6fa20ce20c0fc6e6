"""Templates as they are served: without the blank space that only helps those who write them, with that of French.

Indentation and the lines that hold nothing but tags are dropped when a template is read, once: pages are lighter and
hold no trailing white space. The space before « : », « ; », « ! », « ? » and within « » does not break, so that no line
of a narrow screen begins with a sign.
"""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_TAG_LINE = re.compile(r"^((?:\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\})+)[ \t]*\n", re.MULTILINE)
_BEFORE_SIGN = re.compile(r"(?<=\S) (?=[:;!?»](?:[\s<{.,)]|$))")
_AFTER_OPENING = re.compile(r"(?<=«) ")


class Loader(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        written = _TAG_LINE.sub(r"\1", _INDENT.sub("", super().get_contents(origin)))
        return french_spaces(written) if str(origin).endswith(".html") else written


def french_spaces(words: str) -> str:
    return _AFTER_OPENING.sub("\u00a0", _BEFORE_SIGN.sub("\u00a0", words))
