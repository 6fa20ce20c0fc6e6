"""The values of closed lists as the API says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.models import KnowledgePage


def term(page: KnowledgePage, field: str) -> dict[str, str] | None:
    """The value of a field that has choices; None where it is not filled in."""
    return labelled(getattr(page, field), dict(page._meta.get_field(field).choices))


def terms(codes: Iterable[str], choices: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    known = dict(choices)
    return [said for said in (labelled(code, known) for code in codes) if said]


def labelled(code: str, labels: Mapping[str, str]) -> dict[str, str] | None:
    return {"code": str(code), "label": str(labels.get(code, code))} if code else None
