"""A question that a recording answers is led to the moment; what a text says is reached where it says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from resources.timecodes import spoken_seconds
from search.models import IndexedItem
from search.passages import APART, Text, place_at
from search.results import Results
from tests.factories import ExperiencePageFactory, RecordingPageFactory, stream

Ask = Callable[..., Results]
TRANSCRIPT = (
    "WEBVTT\n\n"
    "00:00:01.000 --> 00:00:04.000\nBonjour à toutes et à tous.\n\n"
    "00:12:34.500 --> 00:12:40.000\n<v Anne>Les composteurs &amp; les bacs ont été cassés.\n\n"
    "01:02:03.000 --> 01:02:09.000\nOn parle encore de composteurs, puis du budget.\n"
)


@pytest.fixture
def recording(db: None) -> object:
    chapters = stream("chapter", {"start": "12:30", "title": "Le jardin des Lilas"})
    return RecordingPageFactory(title="Une matinée", transcript=TRANSCRIPT, chapters=chapters)


@pytest.mark.parametrize(
    ("asked", "label", "anchor"),
    [
        ("composteurs", "À 12 min 34 s de l’enregistrement", "#t754-2"),
        ("budget des composteurs", "À 1 h 02 min 03 s de l’enregistrement", "#t3723-3"),
        ("bonjour", "À 1 s de l’enregistrement", "#t1-1"),
        ("jardin des lilas", "À 12 min 30 s de l’enregistrement", "#t754-2"),
    ],
)
def test_what_is_said_in_a_recording_is_reached_at_its_moment(
    recording: object, client: Client, ask: Ask, asked: str, label: str, anchor: str
) -> None:
    hit = ask(asked).hits[0]
    assert hit.where.replace("\u00a0", " ") == label
    assert hit.where_url == recording.url + anchor
    assert BeautifulSoup(client.get(recording.url).content, "html.parser").find(id=anchor[1:])


def test_a_chapter_of_a_recording_without_transcript_leads_to_the_chapters(ask: Ask, db: None) -> None:
    chapters = stream("chapter", {"start": "00:45", "title": "Le jardin des Lilas"})
    page = RecordingPageFactory(exempted=True, chapters=chapters)
    assert ask("lilas").hits[0].where_url == f"{page.url}#chapitres"


def test_a_summary_that_answers_as_well_is_shown_rather_than_a_moment(ask: Ask, db: None) -> None:
    RecordingPageFactory(transcript=TRANSCRIPT, summary="Il y est question de composteurs.")
    assert ask("composteurs").hits[0].where == ""
    hit = ask("composteurs cassés").hits[0]
    assert hit.where
    assert "<mark>cassés</mark>" in hit.extract


def test_what_the_body_of_an_item_says_has_no_address_but_the_item(ask: Ask, db: None) -> None:
    body = [("paragraph", "<p>Des composteurs au jardin.</p>")]
    ExperiencePageFactory(body=body)
    RecordingPageFactory(body=body)
    hits = ask("composteurs jardin").hits
    assert [(hit.where, hit.where_url, hit.where_is_a_file) for hit in hits] == [("", "", False)] * 2


def test_passages_stand_where_the_index_says(recording: object) -> None:
    item = IndexedItem.objects.get(pk=recording.pk)
    said = [(item.text[start:].split(" ")[0], label.replace("\u00a0", " ")[:12]) for start, label, _ in item.passages]
    assert said == [
        ("Le", "À 12 min 30 "),
        ("Bonjour", "À 1 s de l’e"),
        ("Les", "À 12 min 34 "),
        ("On", "À 1 h 02 min"),
    ]
    assert "composteurs & les bacs" in item.text


@given(st.lists(st.tuples(st.text("ab é\n", max_size=8), st.sampled_from(["", "x", "y"])), max_size=8))
def test_every_position_of_a_text_leads_to_the_part_it_stands_in(parts: list[tuple[str, str]]) -> None:
    text = Text()
    for part, label in parts:
        text.add(part, label, f"#{label}" if label else "", between=APART)
    position = 0
    for part, label in parts:
        for offset in range(len(part)):
            place = place_at(text.passages, position + offset)
            assert (place.label if place else "") == label
            assert str(text)[position + offset] == part[offset]
        position += len(part) + bool(part)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (45.9, "45 s"), (754, "12 min 34 s"), (3600, "1 h 00 min 00 s")]
)
def test_a_moment_is_told_as_one_says_it(seconds: float, said: str) -> None:
    assert spoken_seconds(seconds).replace("\u00a0", " ") == said
