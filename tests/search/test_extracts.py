"""What a result shows of the text: the words asked for, marked, and no markup of the content."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.extracts import marked
from search.engines.question import understand
from search.models import IndexedItem
from search.results import Results
from tests.factories import ExperiencePageFactory

pytestmark = pytest.mark.django_db  # a question is read with the editors' synonyms

Ask = Callable[..., Results]
HOSTILE = "<script>alert(1)</script> & <img src=x onerror=y> encombrants <b>gras</b> « guillemets » \"'"


def found_in(title: str, summary: str, text: str, asked: str) -> tuple[str, str]:
    question = understand(asked, lambda tokens: {token.stem for token in tokens}, lambda word: [])
    match = marked(IndexedItem(title=title, summary=summary, text=text), question)
    return str(match.title), str(match.extract)


def test_the_words_asked_for_are_marked_in_title_and_extract(ask: Ask) -> None:
    ExperiencePageFactory(title="Les encombrants", summary="On ramasse chaque encombrant le lundi.")
    hit = ask("encombrants").hits[0]
    assert hit.title == "Les <mark>encombrants</mark>"
    assert hit.extract == "On ramasse chaque <mark>encombrant</mark> le lundi."


def test_an_extract_of_the_text_is_cut_between_words(ask: Ask) -> None:
    text = "avant " * 80 + "les encombrants du quartier " + "après " * 80
    ExperiencePageFactory(title="Autre", summary="Rien ici.", body=[("paragraph", f"<p>{text}</p>")])
    extract = str(ask("encombrant").hits[0].extract)
    assert extract.startswith("… avant")
    assert extract.endswith("après …")
    assert "<mark>encombrants</mark>" in extract
    assert len(extract) < 300


def test_markup_in_content_is_shown_and_never_obeyed(client: Client, ask: Ask) -> None:
    ExperiencePageFactory(
        title=HOSTILE, slug="hostile", summary=HOSTILE, body=[("quote", {"text": HOSTILE, "attribution": HOSTILE})]
    )
    page = BeautifulSoup(client.get("/recherche/?q=encombrants").content, "html.parser")
    results = page.find(id="resultats")
    assert results.find("script") is None
    assert results.find("img") is None
    assert results.find("b") is None
    assert results.find("h3").get_text() == HOSTILE
    assert results.find("h3").find("mark").get_text() == "encombrants"


def test_a_title_without_the_words_is_escaped_too(client: Client) -> None:
    ExperiencePageFactory(title="<i>Autre</i>", slug="autre")
    assert "<i>" not in BeautifulSoup(client.get("/recherche/").content, "html.parser").find(id="resultats").h3.decode()


@given(st.text(max_size=120), st.sampled_from(["encombrants", "amp", "lt mark", "b", "script quot"]))
def test_whatever_the_text_only_our_marks_are_markup(text: str, asked: str) -> None:
    for shown in found_in(f"{text} encombrants", text, f"{text} amp lt script {text}", asked):
        bare = BeautifulSoup(shown, "html.parser")
        assert {tag.name for tag in bare.find_all()} <= {"mark"}


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_marking_loses_nothing_of_the_title(text: str) -> None:
    title, _ = found_in(text, "", "", "encombrants les des")
    assert unescape(title.replace("<mark>", "").replace("</mark>", "")) == text
