"""Whatever is typed, in any field of the address, the answer is a page."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.addresses import LONGEST_TEXT
from search.interface import LAST_RESULT
from tests.factories import ExperiencePageFactory, TerritoryFactory, ThemeFactory

pytestmark = pytest.mark.django_db

HOSTILE = {
    "a lone double quote": '"',
    "a lone single quote": "'",
    "an unclosed phrase": '"jardin partagé',
    "a closed phrase": '"jardin partagé"',
    "an operator AND": "AND",
    "an operator OR": "jardin OR",
    "an operator NOT": "NOT jardin",
    "an operator NEAR": "NEAR(jardin partagé, 2)",
    "a prefix": "jard*",
    "a star": "*",
    "a caret": "^jardin",
    "a column": "title:jardin",
    "a colon": ":",
    "a minus": "-jardin",
    "a plus": "+",
    "parentheses": "((jardin)",
    "braces": "{jardin : partagé}",
    "brackets": "[jardin]",
    "a tsquery": "jardin & !partagé | (x <-> y):*",
    "a backslash": "\\",
    "many backslashes": "\\'\\\"\\\\",
    "a percent": "%",
    "an underscore": "_",
    "a format": "%s %(nom)s {0}",
    "a NUL": "jar\x00din",
    "only a NUL": "\x00",
    "control characters": "\x01\x02\x1b[31m\x7f",
    "ten thousand letters": "a" * 10_000,
    "ten thousand words": "mot " * 10_000,
    "five hundred different words": " ".join(f"mot{number}" for number in range(500)),
    "an emoji": "🌳 jardin 👩‍🌾",
    "right to left": "\u202eحديقة\u202c",
    "a lone surrogate, as browsers send it": "\ufffd",
    "combining marks": "e" + "\u0301" * 300,
    "invisible signs": "\u200b\u200d\ufeff\u00ad",
    "SQL": "'; DROP TABLE search_fts; --",
    "a union": "' UNION SELECT password FROM directory_user --",
    "a script": "<script>alert(1)</script>",
    "a comment": "/* jardin */ -- #",
    "numbers": "1e309 -0 0x10 NaN",
    "a date": "2013-10-12",
    "an ideogram": "花园",
    "spaces of all kinds": "\u00a0\u2003\t\r\n",
    "apostrophes": "l’’’'''`´école",
    "hyphens": "co-co-co--construction-",
    "inclusive writing": "habitant·e·s (et) gardien-ne-s usager(ère)s",
    "a dotted acronym": "H.L.M. G.U.S.P...",
}
ADDRESSES = (
    "/recherche/", "/experiences/", "/observatoire/", "/rencontres/", "/annuaire/", "/territoires/",
    "/recherche/resultats.csv", "/recherche/resultats.ris", "/recherche/resultats.atom",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _some_content(kept_for_the_module: None) -> None:
    ExperiencePageFactory(title="Un jardin partagé", summary="Les habitants jardinent.", filed=True)


def answers(client: Client, address: str, **parameters: str | list[str]) -> None:
    response = client.get(address, parameters)
    assert response.status_code == 200, (address, parameters)
    # What was typed is not repeated in each of the page's links.
    assert len(response.content) < 200_000 + 3 * len(response.wsgi_request.META["QUERY_STRING"])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_question_is_answered_everywhere(client: Client, text: str) -> None:
    for address in ADDRESSES:
        answers(client, address, q=text)
    answers(client, "/recherche/", q=f"jardin {text} partagé", sort="title")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_value_of_any_parameter_is_answered(client: Client, text: str) -> None:
    names = (
        "theme",
        "territory",
        "kind",
        "year",
        "organisation",
        "tag",
        "person",
        "outcome",
        "sort",
        "page",
        "periode",
    )
    for address in ("/recherche/", "/observatoire/", "/rencontres/", "/recherche/resultats.csv"):
        answers(client, address, **dict.fromkeys(names, text))
    answers(client, "/observatoire/", vue=text, theme=[text, text])


@given(text=st.text(max_size=400))
@settings(max_examples=80, suppress_health_check=list(HealthCheck))
def test_any_text_is_answered(client: Client, text: str) -> None:
    answers(client, "/recherche/", q=text)


@given(text=st.text(alphabet=st.sampled_from("\"'*^:()-+|&!<>{}[]\\~%_@. aAéNDORT\x00"), max_size=60))
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
def test_any_mixture_of_signs_is_answered(client: Client, text: str) -> None:
    answers(client, "/recherche/", q=text)


@pytest.mark.parametrize("page", ["0", "-1", "1e3", "٣", "", " ", "999999", "9" * 30, "deux", "2 OR 1=1"])
def test_a_page_that_is_none_is_answered(client: Client, page: str) -> None:
    results = client.get("/recherche/", {"page": page}).context["results"]
    assert 1 <= results.page <= LAST_RESULT


def test_a_very_long_question_is_cut(client: Client) -> None:
    assert len(client.get("/recherche/", {"q": "déchets " * 1_000}).context["results"].text) <= LONGEST_TEXT


def test_hundreds_of_values_of_a_facet_are_cut(client: Client) -> None:
    answers(client, "/recherche/", theme=[f"theme-{number}" for number in range(500)])


@pytest.mark.parametrize("slug", ["inconnu", "a" * 300, "x;y", "%00", "..%2F..", "é"])
def test_a_theme_or_place_that_does_not_exist_is_not_found(client: Client, slug: str) -> None:
    ThemeFactory()
    TerritoryFactory()
    for address in ("/themes/", "/territoires/", "/annuaire/", "/annuaire/personnes/"):
        assert client.get(f"{address}{slug}/").status_code == 404


@pytest.mark.parametrize("address", ["/citer/{}.ris", "/agenda/{}.ics", "/captations/{}/sous-titres.vtt"])
@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 40, "-1", "1.5", "٣"])
def test_an_item_that_cannot_exist_is_not_found(client: Client, address: str, number: str) -> None:
    assert client.get(address.format(number)).status_code == 404


def test_an_export_in_an_unknown_form_is_not_found(client: Client) -> None:
    assert client.get("/recherche/resultats.exe").status_code == 404
