"""« Ce que l’on cherche » in the admin: three tables, each to be taken away as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format

from core.exports import download, spreadsheet
from core.routing import url_of
from search.popularity import PERIODS, REPORTS, Asked, Period, totals
from search.tally import questions
from search.usefulness import most_useful

PERMISSION = "search.view_searchcount"
SHOWN = 30
EXPORTED = 1_000
DEFAULT_PERIOD = "30-jours"
COLUMNS = ("Question", "Recherches", "Résultats", "Résultats ouverts", "Rang moyen des résultats ouverts")
SYNONYM_FORM = "synonymes_modeladmin_create"


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str
    help: str
    empty: str


TABLES = (
    Table(
        "cherchees",
        "Le plus cherché",
        "Les questions posées le plus souvent, et combien de fois un résultat a été ouvert.",
        "Personne n’a encore rien cherché pendant cette période.",
    ),
    Table(
        "sans-resultat",
        "Ce qui ne trouve rien",
        "Les questions auxquelles le portail ne répond toujours pas : une fiche à écrire, ou un synonyme à ajouter.",
        "Chaque question de cette période trouve quelque chose.",
    ),
    Table(
        "jamais-ouvertes",
        "Ce qui est trouvé, jamais ouvert",
        "Des résultats s’affichent mais n’attirent personne : regardez s’ils répondent à la question et si leurs "
        "titres le disent. Les questions posées une seule fois n’y sont pas.",
        "Chaque question posée plusieurs fois a donné envie d’ouvrir un résultat.",
    ),
)


def searched(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    questions.write()
    period = PERIODS.get(request.GET.get("periode", ""), PERIODS[DEFAULT_PERIOD])
    tables = [_shown(table, period) for table in TABLES]
    context = {"tables": tables, "periods": _periods(period), "totals": totals(period), "period": period}
    context["useful"] = [(one, url_of(one.url_path)) for one in most_useful(period.since, SHOWN)]
    return render(request, "search/admin/searched.html", context)


def searched_csv(request: HttpRequest, report: str) -> HttpResponse:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    if report not in REPORTS:
        raise Http404
    questions.write()
    period = PERIODS.get(request.GET.get("periode", ""), PERIODS[DEFAULT_PERIOD])
    text = spreadsheet(COLUMNS, map(_cells, REPORTS[report](period, EXPORTED)))
    return download(text, "text/csv", f"recherches-{report}-{period.name}.csv")


def _shown(table: Table, period: Period) -> dict[str, object]:
    rows = [
        {
            "asked": asked,
            "mean_rank": _rank(asked),
            "synonym_url": f"{reverse(SYNONYM_FORM)}?{urlencode({'terms': asked.shown})}",
        }
        for asked in REPORTS[table.name](period, SHOWN)
    ]
    csv_url = reverse("searched_csv", args=[table.name]) + f"?periode={period.name}"
    return {"about": table, "rows": rows, "csv_url": csv_url}


def _periods(current: Period) -> list[dict[str, object]]:
    address = reverse("searched")
    return [
        {"label": period.label, "url": f"{address}?periode={name}", "current": period == current}
        for name, period in PERIODS.items()
    ]


def _rank(asked: Asked) -> str:
    return number_format(round(asked.mean_rank, 1), 1) if asked.mean_rank is not None else ""


def _cells(asked: Asked) -> Sequence[object]:
    results = "" if asked.results is None else asked.results
    return (asked.shown, asked.searches, results, asked.clicks, _rank(asked))
