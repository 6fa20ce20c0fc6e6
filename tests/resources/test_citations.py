from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from resources.models import Reference


def cited(**fields: str) -> str:
    return str(Reference(**({"type": "book", "title": "Habiter"} | fields)).citation_html)


@pytest.mark.parametrize(
    ("fields", "citation"),
    [
        ({}, "<cite>Habiter</cite>."),
        ({"authors": "Durand, Alice"}, "DURAND, Alice. <cite>Habiter</cite>."),
        ({"authors": "Ville de Tours"}, "Ville de Tours. <cite>Habiter</cite>."),
        ({"authors": "Durand, Alice\nMartin, Basile"}, "DURAND, Alice, MARTIN, Basile. <cite>Habiter</cite>."),
        ({"authors": "A, A\nB, B\nC, C\nD, D"}, "A, A, B, B, C, C <i>et al.</i> <cite>Habiter</cite>."),
        ({"place": "Paris", "publisher": "Seuil", "issued": "2014-06"},
         "<cite>Habiter</cite>. Paris : Seuil, juin 2014."),
        ({"publisher": "Seuil"}, "<cite>Habiter</cite>. Seuil."),
        ({"issued": "2014"}, "<cite>Habiter</cite>. 2014."),
        ({"pages": "96 p.", "isbn": "978-2"}, "<cite>Habiter</cite>. 96 p. ISBN 978-2."),
        ({"doi": "10.1/x", "accessed": "2024-01-15"}, "<cite>Habiter</cite>. DOI 10.1/x. [consulté le 15 janvier 2024]."),
        ({"type": "article", "container": "Urbanisme"}, "Habiter. <cite>Urbanisme</cite>."),
        ({"type": "report", "container": "Les cahiers"}, "<cite>Habiter</cite>. Les cahiers."),
        ({"editors": "Petit, Chloé"}, "<cite>Habiter</cite>. Sous la direction de Petit, Chloé."),
        ({"title": "Qui habite ?", "issued": "2014"}, "<cite>Qui habite ?</cite> 2014."),
    ],
)  # fmt: skip
def test_a_reference_is_cited_as_a_librarian_would(fields: dict[str, str], citation: str) -> None:
    assert cited(**fields) == citation


TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)


@given(title=TEXT.filter(str.strip), authors=TEXT, container=TEXT, publisher=TEXT, pages=TEXT)
def test_nothing_of_a_reference_is_markup(**fields: str) -> None:
    for kind in ("book", "chapter"):
        names = {tag.name for tag in BeautifulSoup(cited(type=kind, **fields), "html.parser").find_all()}
        assert names <= {"cite", "i"}


def test_a_hostile_reference_is_shown_as_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    shown = cited(**dict.fromkeys(("title", "authors", "editors", "container", "publisher", "place", "isbn"), hostile))
    assert "<img" not in shown
    assert "&lt;img" in shown
