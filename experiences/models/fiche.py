"""What the fiche of a retour d'expérience prints, under the headings of its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wagtail.blocks import StreamValue

from core.dates import PartialDate
from core.fiche.building import body_part
from core.fiche.content import Node, Paragraph, Part, Quote, Span, listed, part, text
from core.fiche.rich_text import nodes_of

if TYPE_CHECKING:
    from .pages import ExperiencePage


def practice_parts(page: ExperiencePage, base: str) -> list[Part]:
    """The lower the rank, the longer a part is kept where the two pages do not hold all: what was learnt first."""
    beneficiaries = [_labelled("À qui cela a servi", page.beneficiaries)] if page.beneficiaries else []
    return [
        *part("D’où l’on partait", nodes_of(page.context, base), rank=1),
        *part("Ce que l’on cherchait", nodes_of(page.objectives, base), rank=2),
        *part("Les étapes", listed((_step(step.value, base) for step in page.steps), ordered=True), rank=2),
        *body_part(page, base),
        *part("Les moyens", listed(_means(means.value) for means in page.means), rank=2),
        *part(
            "Ce que cela a donné",
            listed(_figure(figure.value) for figure in page.figures),
            nodes_of(page.results, base),
            beneficiaries,
            rank=1,
        ),
        *part("Ce que l’on en dit", (_testimony(testimony.value) for testimony in page.testimonies), rank=4),
        *part("Ce que l’on en retient", listed(points(page.key_points, base)), rank=0),
        *part("Ce que nous referions", listed(points(page.would_redo, base)), rank=0),
        *part("Ce que nous éviterions", listed(points(page.would_avoid, base)), rank=0),
        *part("Pour le faire ailleurs", nodes_of(page.conditions, base), rank=1),
        *part("Et ensuite", nodes_of(page.aftermath, base), rank=3),
    ]


def points(stream: StreamValue, base: str) -> Iterable[tuple[Node, ...]]:
    return (nodes for point in stream if (nodes := nodes_of(point.value.source, base)))


def _step(value: dict[str, object], base: str) -> list[Node]:
    when = f" ({PartialDate(value['date']).label})" if value["date"] else ""
    title = Paragraph((Span(value["title"], bold=True), Span(when)))
    return [title, *(nodes_of(value["text"].source, base) if value["text"] else ())]


def _means(value: dict[str, object]) -> Paragraph:
    more = " ; ".join(str(value[name]) for name in ("amount", "source") if value[name])
    return _labelled(value["label"], more) if more else text(value["label"])


def _figure(value: dict[str, object]) -> Paragraph:
    label = f"{value['label']} ({value['year']})" if value["year"] else value["label"]
    return _labelled(label, f"{value['value']} {value['unit'] or ''}".strip())


def _testimony(value: dict[str, object]) -> Quote:
    return Quote(
        value["quote"], ", ".join(str(value[name]) for name in ("name", "role", "organisation") if value[name])
    )


def _labelled(label: str, words: str) -> Paragraph:
    return Paragraph((Span(f"{label} : ", bold=True), Span(words)))
