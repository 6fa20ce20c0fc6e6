"""What the printed fiche of a fiche pratique holds, under the headings of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.fiche.building import body_part
from core.fiche.content import Node, Paragraph, Part, Span, listed, part, text
from core.fiche.rich_text import absolute, nodes_of

if TYPE_CHECKING:
    from .practice_sheets import PracticeSheetPage


def practice_sheet_parts(page: PracticeSheetPage, base: str) -> list[Part]:
    """The lower the rank, the longer a part is kept where the two pages do not hold all: how it is done first."""
    points = (nodes for point in page.vigilance if (nodes := nodes_of(point.value.source, base)))
    return [
        *part("Quand s’en servir", nodes_of(page.when_to_use, base), rank=1),
        *part("À quoi cela sert", nodes_of(page.purpose, base), rank=0),
        *part("Qui fait quoi", listed(_role(role.value) for role in page.roles), rank=1),
        *part("Comment faire", listed((_step(step.value, base) for step in page.steps), ordered=True), rank=0),
        *body_part(page, base),
        *part("Des outils prêts à l’emploi", listed(_linked(tool.value, tool.value.href, base) for tool in page.tools),
              rank=3),
        *part("Zones floues", (node for area in page.grey_areas for node in _grey_area(area.value, base)), rank=2),
        *part("Points de vigilance", listed(points), rank=1),
        *part("Ce que disent les textes",
              listed(_linked(text.value, text.value["url"] or "", base) for text in page.legal_references), rank=3),
    ]  # fmt: skip


def _role(value: dict[str, object]) -> list[Node]:
    return [text(str(value["role"]), bold=True), *listed(text(task) for task in value["tasks"])]


def _step(value: dict[str, object], base: str) -> list[Node]:
    return [text(str(value["title"]), bold=True), *(nodes_of(value["text"].source, base) if value["text"] else ())]


def _linked(value: dict[str, object], url: str, base: str) -> Paragraph:
    """A tool or a law: its name, a link where there is one, and what it says."""
    name = Span(str(value["title"]), bold=True, url=absolute(url, base) if url else "")
    return Paragraph((name, Span(f" : {value['text']}"))) if value["text"] else Paragraph((name,))


def _grey_area(value: dict[str, object], base: str) -> list[Node]:
    told: list[Node] = [text(str(value["question"]), bold=True)]
    told += nodes_of(value["answer"].source, base) if value["answer"] else ()
    if value["ask"]:
        told.append(Paragraph((Span("À qui demander : ", bold=True), Span(str(value["ask"])))))
    return told
