from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.timecodes import Cue, format_seconds, parse_timecode, parse_webvtt
from tests.factories import TRANSCRIPT


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0), ("90", 90), ("01:30", 90), ("1:30", 90), ("00:01:30", 90), ("1:02:03", 3723), ("12:30.5", 750.5),
        ("00:00:01.250", 1.25), ("00:00:01,250", 1.25), (" 12:30 ", 750), ("75:00", 4500), ("3600", 3600),
    ],
)  # fmt: skip
def test_a_moment_is_read_however_it_is_written(text: str, seconds: float) -> None:
    assert parse_timecode(text) == seconds


@pytest.mark.parametrize("text", ["", "midi", "1:2:3:4", "12:60", "1:60:00", "-1", "1h30", "12:", ":30", "1.5.2"])
def test_what_is_no_moment_is_refused_in_french(text: str) -> None:
    with pytest.raises(ValueError, match="«"):
        parse_timecode(text)


@given(st.integers(min_value=0, max_value=99 * 3600))
def test_a_moment_reads_back(seconds: int) -> None:
    assert parse_timecode(format_seconds(seconds)) == seconds


@pytest.mark.parametrize(("seconds", "label"), [(0, "00:00"), (59.9, "00:59"), (750, "12:30"), (3723, "1:02:03")])
def test_a_moment_is_shown_as_players_do(seconds: float, label: str) -> None:
    assert format_seconds(seconds) == label


def test_a_transcript_is_read_passage_by_passage() -> None:
    assert parse_webvtt(TRANSCRIPT) == [
        Cue(1.0, 4.0, "Bonjour et bienvenue à cette rencontre.", "Anne"),
        Cue(5.0, 9.5, "Nous parlons ce matin des encombrants."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nOui",
        "WEBVTT - Titre\r\n\r\n00:01.000 --> 00:02.000\r\nOui\r\n",
        "WEBVTT\n\nNOTE une remarque\nsur deux lignes\n\n00:01.000 --> 00:02.000 align:start position:0%\nOui",
        "WEBVTT\nKind: captions\nLanguage: fr\n\n00:01.000 --> 00:02.000\nOui",
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n00:01.000 --> 00:02.000\n<c.rouge>Oui</c>",
        "WEBVTT\n\nintro\n00:00:01.000 --> 00:00:02.000\n<v.fort Anne>Oui",
    ],
)
def test_transcripts_of_all_makes_are_read(text: str) -> None:
    assert [(cue.start, cue.end, cue.text) for cue in parse_webvtt(text)] == [(1.0, 2.0, "Oui")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "WEBVTT"),
        ("Bonjour", "WEBVTT"),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nOui", "WEBVTT"),
        ("WEBVTT", "aucun passage"),
        ("WEBVTT\n\nNOTE rien", "aucun passage"),
        ("WEBVTT\n\nOui", "n’a pas de temps"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nOui", "finit avant de commencer"),
        ("WEBVTT\n\nhier --> demain\nOui", "n’est pas un temps"),
    ],
)
def test_what_is_no_transcript_is_refused_in_french(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_webvtt(text)


@given(st.text(max_size=200))
def test_any_text_is_a_transcript_or_refused_as_one(text: str) -> None:
    try:
        cues = parse_webvtt(f"WEBVTT\n\n{text}")
    except ValueError:
        return
    assert all(cue.start <= cue.end for cue in cues)
