"""The figures: each number is that of the list that it leads to, and may be taken away or shown elsewhere."""

from __future__ import annotations

import csv
import io
import random
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from experiences.figures import NAMES, Figure, figures_of, figures_query
from experiences.figures.chart import TALLEST, chart_of
from experiences.figures.figure import Addresses, Cell, Column, Drawing, Row
from experiences.figures.trees import drawn, nested, within
from experiences.models import Outcome
from search.addresses import Links, query_from
from search.labels import Value
from search.results import find
from tests.experiences.counted import FACETS, figures, total_at
from tests.factories import (
    ExperiencePageFactory,
    OrganisationFactory,
    PracticeSheetPageFactory,
    RecordingPageFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def practices(kept_for_the_module: None) -> None:
    """Sixty practices filed at random, always the same way, a few of them hidden; other kinds beside them."""
    chance = random.Random(5)
    rubrics = [ThemeFactory(name=name) for name in ("Déchets & propreté", "Énergie", "Vie sociale")]
    themes = [ThemeFactory(name=f"Sous-thème {n}", parent=chance.choice(rubrics[:2])) for n in range(6)]
    themes += [ThemeFactory(name="Tout au fond", parent=themes[0])]
    places = [TerritoryFactory(placed=True) for _ in range(4)]
    partners = [OrganisationFactory(landlord=True), OrganisationFactory(), OrganisationFactory(type="association")]
    for _ in range(60):
        options: dict[str, object] = {
            "themes": chance.sample(themes, chance.randint(0, 3)),
            "territories": chance.sample(places, chance.randint(0, 2)),
            "organisations": chance.sample(partners, chance.randint(0, 2)),
            "outcome": chance.choice(Outcome.values),
            "published_on": chance.choice(["2012", "2013-05", "2016-01-02"]),
        }
        if chance.random() < 0.1:
            options[chance.choice(["draft", "expired", "private"])] = True
        ExperiencePageFactory(**options)
    ThemeFactory(name="Jamais essayé", parent=rubrics[2])
    PracticeSheetPageFactory(themes=[themes[1]])
    RecordingPageFactory(themes=[rubrics[2]])


SELECTIONS = (
    "",
    "outcome=failure&outcome=success",
    "theme=dechets-proprete",
    "theme=sous-theme-1&theme=energie",
    "year=2013&theme=sous-theme-2",
    "organisation_type=landlord&outcome=mixed",
    "q=retour&year=2012",
)


@pytest.mark.parametrize("address", SELECTIONS)
def test_each_number_is_that_of_the_list_that_it_leads_to(client: Client, practices: None, address: str) -> None:
    followed = 0
    for name, figure in figures(address).items():
        for row in figure.rows if name != "angles-morts" else ():
            said = row.total
            assert total_at(client, row.url) == said > 0, (name, row.label)
            for cell in row.cells:
                assert not cell.url or total_at(client, cell.url) == cell.count, (name, row.label)
            followed += 1
    assert followed > 3


def test_under_a_territory_only_it_and_what_it_holds_are_counted(client: Client, practices: None) -> None:
    everywhere = figures()["territoires"].rows
    region = next(row for row in everywhere if row.depth == 0)
    chosen = QueryDict(region.url.partition("?")[2])
    rows = figures(chosen.urlencode())["territoires"].rows
    assert rows[0].label == region.label
    assert {row.above for row in rows[1:]} == {region.label}
    assert all(total_at(client, row.url) == row.total for row in rows)


def test_the_page_of_all_says_the_same_as_the_exploring_page_may(client: Client, practices: None) -> None:
    """Results of a page carry what figures are made of: one search serves both."""
    query = query_from(QueryDict("outcome=failure"), FACETS, {"kind": ("experience",)})
    results = find(figures_query(query), QueryDict("outcome=failure"), reverse("observatory"))
    assert [figure.rows for figure in figures_of(query, results, results.links)] == [
        figure.rows for figure in figures("outcome=failure").values()
    ]


def test_themes_without_a_practice_are_told_with_what_else_there_is(client: Client, practices: None) -> None:
    figure = figures()["angles-morts"]
    assert {row.label for row in figure.rows} == {"Vie sociale", "Jamais essayé"}
    social = next(row for row in figure.rows if row.label == "Vie sociale")
    counts = {column.code: cell.count for column, cell in zip(figure.columns, social.cells, strict=True)}
    assert counts == {"practice_sheet": 0, "recording": 1, "event": 0, "bibliography": 0}
    assert total_at(client, next(cell.url for cell in social.cells if cell.count)) == 1
    assert client.get(social.ask_url).status_code == 200
    assert client.get(social.url).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_has_its_page_its_table_its_drawing_and_its_frame(
    client: Client, practices: None, name: str
) -> None:
    page = client.get(reverse("figure", args=[name]), {"theme": "energie"})
    shown: Figure = page.context["figure"]
    assert "Énergie" in page.content.decode()
    soup = BeautifulSoup(page.content, "html.parser")
    drawn_figure = soup.select_one("svg.chart")
    said = [soup.find(id=one).get_text() for one in drawn_figure["aria-labelledby"].split()]
    assert drawn_figure["role"] == "img"
    assert said[0] == shown.title
    assert all(row.label in said[1] for row in shown.drawing.rows)
    assert len(soup.select(".figure-table tbody tr")) == len(shown.rows)

    table = client.get(shown.addresses.csv)
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(shown.rows)
    assert all(row[-1].startswith("http://testserver/") for row in rows[1:])

    svg = client.get(shown.addresses.svg)
    root = ET.fromstring(svg.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert shown.title in "".join(root.itertext())
    assert svg["Content-Disposition"].startswith("attachment")
    assert client.get(shown.addresses.embed).status_code == 200


def test_a_figure_that_does_not_exist_is_not_found(client: Client) -> None:
    for view in ("figure", "figure_csv", "figure_svg", "figure_embed"):
        assert client.get(reverse(view, args=["meteo"])).status_code == 404


def test_only_the_frame_may_be_shown_by_other_sites(client: Client, practices: None) -> None:
    framed = client.get(reverse("figure_embed", args=["annees"]))
    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in framed
    assert not framed.cookies
    assert not BeautifulSoup(framed.content, "html.parser")(["script", "form", "style"])
    for other in (reverse("figures"), reverse("figure", args=["annees"]), "/observatoire/"):
        told = client.get(other)
        assert "frame-ancestors 'self'" in told["Content-Security-Policy"]
        assert told["X-Frame-Options"] == "DENY"


def test_the_code_to_copy_shows_the_same_figure_under_the_same_filters(client: Client, practices: None) -> None:
    page = BeautifulSoup(client.get("/observatoire/chiffres/annees/?theme=energie&q=%22%3E").content, "html.parser")
    code = page.select_one("textarea[readonly]")
    assert page.find("label", attrs={"for": code["id"]})
    frame = BeautifulSoup(code.get_text(), "html.parser").iframe
    assert frame["title"]
    shown = client.get(frame["src"]).context["figure"]
    assert "Énergie" in shown.selection
    credit = BeautifulSoup(client.get(frame["src"]).content, "html.parser").footer.a
    assert client.get(credit["href"]).context["figure"].rows == shown.rows


@pytest.mark.parametrize(
    "address", ["q=%3Cscript%3E%00", "theme=%3D1%2B1", "year=abcd&territory=zzz", "outcome=" + "x" * 500]
)
def test_what_is_typed_in_an_address_breaks_nothing(client: Client, practices: None, address: str) -> None:
    for view in ("figure", "figure_csv", "figure_svg", "figure_embed"):
        for name in NAMES:
            response = client.get(f"{reverse(view, args=[name])}?{address}")
            assert response.status_code == 200
            assert b"<script>" not in response.content
            if view == "figure_svg":
                ET.fromstring(response.content)


# -- what is drawn ----------------------------------------------------------------------------------------------------
TREE = {"a": Value("A"), "a1": Value("A1", 1), "a2": Value("A2", 1), "b": Value("B"), "b1": Value("B1", 1)}


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ((), "a a1 a2 b b1"),
        (("a",), "a a1 a2"),
        (("a1", "b"), "a1 b b1"),
        (("b1",), "b1"),
        (("x",), ""),
        (("a", "a1"), "a a1 a2"),
    ],
)
def test_a_choice_keeps_what_stands_under_it(chosen: Sequence[str], kept: str) -> None:
    assert list(within(TREE, chosen)) == kept.split()


def a_row(label: str, *counts: int) -> Row:
    return Row(label, "/", [Cell(count) for count in counts])


def test_of_one_rubric_what_is_under_it_is_drawn() -> None:
    nodes = nested(within(TREE, ("a",)), lambda value, told, above: a_row(told.label, 2 if value == "a2" else 1))
    assert [row.label for row in drawn(nodes)] == ["A2", "A1"]


def a_figure(rows: Sequence[Row], upright: bool) -> Figure:
    columns = [Column("success", "Réussite"), Column("failure", "Échec")]
    links = Links("/", QueryDict())
    drawing = Drawing(columns, rows, upright)
    return Figure("annees", "T", "", "", 1, "Année", "", "Sum", columns, rows, drawing, Addresses.of("annees", links))


def test_bars_are_as_long_as_what_they_count() -> None:
    chart = chart_of(a_figure([a_row("A", 30, 10), a_row("B", 10, 0)], upright=False))
    widths = [float(part.width) for part in chart.parts]
    assert widths[0] == 3 * widths[1] == 3 * widths[2]
    assert float(chart.parts[1].x) == widths[0]
    assert max(float(part.x) + float(part.width) for part in chart.parts) < 80  # room for the number


def test_columns_stand_on_the_same_ground_and_one_practice_among_thousands_is_seen() -> None:
    chart = chart_of(a_figure([a_row("2012", 9000, 1), a_row("2013", 0, 0)], upright=True))
    assert {part.y + part.height for part in chart.parts if part.code == "success"} == {chart.rules[1]}
    assert [part.height for part in chart.parts] == [TALLEST, 2]


def test_years_without_a_practice_leave_a_hole_in_the_drawing(practices: None) -> None:
    figure = figures()["annees"]
    assert [row.label for row in figure.drawing.rows] == ["2012", "2013", "2014", "2015", "2016"]
    assert [row.label for row in figure.rows] == ["2012", "2013", "2016"]
