"""« Chiffres » in the admin: three tables, each to be taken away as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from core.exports import download, spreadsheet
from newsletter.figures import items, letters

PERMISSIONS = ("newsletter.view_mailing", "newsletter.view_item")
Line = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """``first``: what its lines are; ``columns``: what is counted of them; ``lines``: makes them, the name first."""

    name: str
    title: str
    help: str
    empty: str
    columns: Sequence[str]
    lines: Callable[[], list[Line]]


TABLES = (
    Table(
        "lettres",
        "Lettre par lettre",
        "Les 24 dernières. Les désinscriptions sont celles des sept jours qui ont suivi l’envoi, quelle qu’en soit la "
        "raison. Rien ne dit qui a lu : seules les pages ouvertes dans l’archive sont comptées, sans suivre personne.",
        "Aucune lettre n’est encore partie.",
        letters.COLUMNS,
        lambda: [one.cells for one in letters.letters()],
    ),
    Table(
        "partenaires",
        "Brèves par partenaire",
        "Ce que chaque organisation a proposé, et ce que c’est devenu. Les brouillons ne sont pas comptés.",
        "Aucune brève n’a encore été proposée.",
        ("Partenaire", *items.COLUMNS),
        lambda: [(name, *numbers) for name, numbers in items.by_partner()],
    ),
    Table(
        "themes",
        "Brèves par thème",
        "Les thèmes que les partenaires choisissent pour leurs brèves.",
        "Aucune brève n’a encore été proposée.",
        ("Thème", *items.COLUMNS),
        lambda: [(name, *numbers) for name, numbers in items.by_theme()],
    ),
)


def may_see(request: HttpRequest) -> bool:
    return request.user.has_perms(PERMISSIONS)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    if not may_see(request):
        raise PermissionDenied
    context = {
        "tables": [(table, [_shown(line) for line in table.lines()]) for table in TABLES],
        "days": items.days_to_appear(timezone.now() - items.YEAR),
    }
    return render(request, "newsletter/figures/figures.html", context)


@require_safe
def table_csv(request: HttpRequest, name: str) -> HttpResponse:
    if not may_see(request):
        raise PermissionDenied
    table = next((one for one in TABLES if one.name == name), None)
    if table is None:
        raise Http404
    return download(spreadsheet(table.columns, table.lines()), "text/csv", f"lettre-{name}.csv")


def _shown(line: Line) -> list[object]:
    return [date_format(cell, "j F Y") if hasattr(cell, "isoformat") else cell for cell in line]
