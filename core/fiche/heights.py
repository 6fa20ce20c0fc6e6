"""How tall what is printed will be, told without setting it, so that setting it once is nearly always enough.

The lengths are those of fiche.typ; what is in em was fitted to 474 fiches of one to ten pages, where two of three
heights are told within 2 %.

Heights and widths are in points, ``size`` is the size of the text in points.
"""

from __future__ import annotations

from math import ceil

from .content import Fact, Fiche, Heading, Items, Node, Paragraph, Part, Quote, Table

PAGE = 751.0  # A4 without its margins
WIDTH = 493.0
BESIDE_CODE, BESIDE_PICTURE = 402.0, 158.0  # what is left to the head, to the facts
LETTER = 0.44  # em: how wide a letter of French is in the mean
LINE, FACT = 1.16, 1.07  # em
TITLE = 3.0  # em: of a part, with what is left blank around it
PARAGRAPH, HEADING = 0.15, 1.0  # em: what is left blank around each


def of_fiche(fiche: Fiche, parts: tuple[Part, ...], size: float) -> float:
    told = sum(of_title(part, size) + sum(of_node(node, size) for node in part.nodes) for part in parts)
    return around(fiche, size) + told


def around(fiche: Fiche, size: float) -> float:
    """All but the parts: head, facts, provenance."""
    head = 2.1 * _lines(fiche.title, 1.9 * size, BESIDE_CODE) + 1.4 * _lines(fiche.summary, 1.1 * size, BESIDE_CODE) + 2
    told = (" ".join(fiche.provenance) + fiche.licence_label, fiche.citation + " " * 12, fiche.url + " " * 12)
    provenance = 1.9 * 0.86 * sum(_lines(words, 0.86 * size, WIDTH) for words in told)
    half = ceil(len(fiche.facts) / 2)
    facts = max(_of_facts(some, fiche, size) for some in (fiche.facts[:half], fiche.facts[half:]))
    return max(head * size, 85) + facts + provenance * size


def of_title(part: Part, size: float) -> float:
    return TITLE * size if part.title else 0.0


def of_node(node: Node, size: float, width: float = WIDTH) -> float:
    match node:
        case Paragraph(spans):
            return (LINE * _lines("".join(span.text for span in spans), size, width) + PARAGRAPH) * size
        case Heading(words):
            return (LINE * _lines(words, size, width) + HEADING) * size
        case Quote(words, source):
            return (LINE * _lines(f"{words} — {source}", size, width - size) + PARAGRAPH) * size
        case Items(items):
            return sum(of_node(inner, size, width - 1.2 * size) for item in items for inner in item)
        case Table(header, rows):
            cell = WIDTH / len(header or rows[0]) - 8
            lines = (max(_lines(words, size, cell) for words in row) for row in (header, *rows) if row)
            return sum((LINE * each + 0.7) * size for each in lines)


def _of_facts(facts: tuple[Fact, ...], fiche: Fiche, size: float) -> float:
    width = BESIDE_PICTURE if fiche.picture else (WIDTH - 32) / 2
    return sum((FACT * (1 + _lines(fact.value, size, width)) + 0.25) * size for fact in facts) + 18


def _lines(words: str, size: float, width: float) -> int:
    return sum(max(1, ceil(len(line) * LETTER * size / width)) for line in words.split("\n"))
