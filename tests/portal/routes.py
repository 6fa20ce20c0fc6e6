"""Every route of the portal, as addresses that lead to given things."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

NAMED = re.compile(r"<(?:\w+:)?(\w+)>")
MOST = 40  # addresses made of one route


@dataclass(frozen=True, slots=True)
class Route:
    """``template``: its address, its arguments as ``<name>``; ``name``: with its namespaces."""

    template: str
    name: str

    @property
    def arguments(self) -> list[str]:
        return NAMED.findall(self.template)

    def addresses(self, values: Mapping[str, Sequence[object]]) -> Iterator[str]:
        """One for each choice of its arguments. The values of "a b" go together."""
        names = self.arguments
        groups = [key for key in values if " " in key and set(key.split()) <= set(names)]
        grouped = {name for key in groups for name in key.split()}
        choices = [[dict(zip(key.split(), one, strict=True)) for one in values[key]] for key in groups]
        choices += [[{name: one} for one in values.get(name, ["essai"])] for name in names if name not in grouped]
        for picked in itertools.islice(itertools.product(*choices), MOST):
            chosen = {name: value for pairs in picked for name, value in pairs.items()}
            yield NAMED.sub(lambda found, chosen=chosen: str(chosen[found[1]]), self.template)


def every_route() -> list[Route]:
    return list(_routes(get_resolver().url_patterns, "/", ""))


def _routes(patterns: Sequence[URLPattern | URLResolver], start: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        template = start + _template(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, template, inner)
        else:
            yield Route(template, f"{namespace}{pattern.name or ''}")


def _template(pattern: URLPattern | URLResolver) -> str:
    if isinstance(pattern.pattern, RoutePattern):
        return NAMED.sub(r"<\1>", str(pattern.pattern))
    return simplify_regex(pattern.pattern.regex.pattern).lstrip("/")
