"""From what somebody types to a place of the référentiel and to organisations of the directory."""

from __future__ import annotations

import re

from django.db.models import Q
from django.utils.text import slugify

from directory.models import Organisation
from french.folding import fold
from taxonomy.lookups import matching_territories
from taxonomy.models import Territory

from .fields import without_invisible

MOST_OFFERED = 8
LONGEST = 150
OTHER = "autre"
_APART = re.compile(r"\s*[,(;/].*$", re.DOTALL)


def places_called(text: str) -> list[Territory]:
    """The likeliest places of that name; what follows a comma or a bracket helps only where it is part of the name."""
    text = without_invisible(" ".join(text.split()))[:LONGEST]  # it is looked for before it is checked
    if len(fold(text).strip()) < 2:
        return []
    known = Territory.objects.select_related("commune")
    for words in dict.fromkeys((text, _APART.sub("", text))):
        found = list(matching_territories(known, words)[:MOST_OFFERED]) if fold(words).strip() else []
        if found:
            return sorted(found, key=lambda place: place.label != text)  # stable: the likeliest stay first
    return []


def the_only_place(text: str, found: list[Territory]) -> Territory | None:
    """The one that ``text`` means without a doubt."""
    wanted = fold(text).strip()
    for names in ({place.pk: fold(place.label) for place in found}, {place.pk: place.folded for place in found}):
        same = [place for place in found if names[place.pk] == wanted]
        if len(same) == 1:
            return same[0]
        if same:
            return None
    return found[0] if len(found) == 1 else None


def place_with_code(code: str) -> Territory | None:
    return Territory.objects.select_related("commune").filter(code=code).first() if code else None


def organisation_called(name: str) -> Organisation | None:
    """The one of the directory that goes by that name, acronym or another of its names."""
    folded = fold(name).strip()
    if not folded:
        return None
    called = Q(name__iexact=name.strip()) | Q(acronym__iexact=name.strip()) | Q(aliases__folded=folded[:120])
    if slug := slugify(name)[:200]:
        called |= Q(slug=slug)
    found = list(Organisation.objects.filter(called).distinct()[:2])
    return found[0] if len(found) == 1 else None
