"""The text of a letter: what its HTML says, for who reads without it."""

from __future__ import annotations

from core.context_processors import Frame

from .frozen import Content
from .pieces import Pieces, SectionPieces
from .printed import Line, Rubric, rubrics
from .words import base, plain_text


def pieces(content: Content, frame: Frame) -> Pieces:
    sections = [SectionPieces(_rubric(rubric), [_line(line) for line in rubric.lines]) for rubric in rubrics(content)]
    more = f"\n\nLa suite se lit en ligne : {content.get('url') or f'{base()}/'}\n"
    return Pieces(_head(content, frame), sections, more, _foot(frame))


def _head(content: Content, frame: Frame) -> str:
    title = str(content.get("title") or "")
    said = [frame.name, f"{title}\n{'=' * len(title)}"]
    if content.get("summary"):
        said.append(str(content["summary"]))
    if content.get("url"):
        said.append(f"Lire cette lettre en ligne : {content['url']}")
    if content.get("editorial"):
        said.append(plain_text(str(content["editorial"])))
    return "\n\n".join(said) + "\n"


def _rubric(rubric: Rubric) -> str:
    return f"\n\n{rubric.title.upper()}\n{'-' * len(rubric.title)}\n" if rubric.title else "\n"


def _line(line: Line) -> str:
    if line.kind == "words":
        return f"\n{plain_text(line.html)}\n"
    said = [line.eyebrow, line.title, *line.paragraphs]
    if line.image:
        said += [f"[Image : {line.image['alt']}]"] if line.image["alt"] else []
        said += [str(line.image["credit"])] if line.image["credit"] else []
    said += [f"{label} : {value}" for label, value in line.facts]
    said += [f"En savoir plus : {line.link}"] if line.link else []
    said += [f"Sur le portail : {line.url}"] if line.url else []
    return "\n" + "\n".join(part for part in said if part) + "\n"


def _foot(frame: Frame) -> str:
    who = "\n".join(line for line in (frame.name, frame.publisher, frame.address, f"{base()}/") if line)
    return f"\n\n-- \n@@why@@\nChanger mes choix : @@manage@@\nNe plus recevoir la lettre : @@leave@@\n\n{who}\n"
