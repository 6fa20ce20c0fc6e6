"""What the public may see of essaimages: each as a step from one practice to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from core.models import KnowledgePage
from core.routing import url_of
from core.visibility import visible_q
from experiences.models import Adoption


@dataclass(frozen=True, slots=True)
class Step:
    """Who took up a practice, or what a practice was made from. Strings are empty where nothing is known."""

    title: str  # of their own practice, or of the one before
    url: str
    kind: str  # adopted, adapted, abandoned; a link says « Adapté de »
    kind_label: str
    who: str
    who_url: str
    place: str
    when: str
    what_changed: str
    further: tuple[Step, ...] = ()  # what was made from theirs in turn, or what the one before was made from


def step_of(adoption: Adoption | None, page: tuple[str, str] | None, further: tuple[Step, ...]) -> Step:
    title, url = page or ("", "")
    if adoption is None:
        adapted = Adoption.Kind.ADAPTED
        return Step(title, url, adapted.value, adapted.label, "", "", "", "", "", further)
    return Step(
        title=title,
        url=url,
        kind=adoption.kind,
        kind_label=adoption.get_kind_display(),
        who=adoption.who,
        who_url=reverse("organisation", args=[adoption.organisation.slug]) if adoption.organisation else "",
        place=adoption.place_label,
        when=adoption.happened_on.label if adoption.happened_on else "",
        what_changed=adoption.what_changed,
        further=further,
    )


def visible(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Item → its title and its address."""
    rows = KnowledgePage.objects.visible().filter(pk__in=ids).values_list("pk", "title", "url_path")
    return {pk: (title, url_of(url_path)) for pk, title, url_path in rows}


def published() -> QuerySet[Adoption]:
    return Adoption.objects.filter(visible_q("practice__"), state=Adoption.State.PUBLISHED).select_related(
        "organisation__territory__commune", "territory__commune"
    )
