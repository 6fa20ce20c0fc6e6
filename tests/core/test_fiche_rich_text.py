"""What editors write, read into nodes: every word of it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fiche.characters import LONGEST_WORD, Drawable, printable
from core.fiche.content import Heading, Items, Node, Paragraph, Part, Span, text
from core.fiche.fitting import fitted
from core.fiche.printing import SMALL_TEXT
from core.fiche.rich_text import absolute, nodes_of

BASE = "https://portail.example.org/fiches/compost/"
TAGS = ["p", "b", "i", "ul", "ol", "li", "h3", "a", "br", "div", "em", "strong", "table", "td"]


def spans(nodes: Iterable[Node]) -> Iterator[Span]:
    for node in nodes:
        match node:
            case Paragraph(found):
                yield from found
            case Heading(words):
                yield Span(words)
            case Items(items):
                for item in items:
                    yield from spans(item)


def words(nodes: Iterable[Node]) -> str:
    return re.sub(r"\s+", "", "".join(span.text for span in spans(nodes)))


def test_bold_italic_and_links_are_kept() -> None:
    (paragraph,) = nodes_of('<p>Un <b>gros <i>tas</i></b> et <a href="/x/">un lien</a>.</p>', BASE)
    assert paragraph == Paragraph(
        (
            Span("Un "),
            Span("gros ", bold=True),
            Span("tas", bold=True, italic=True),
            Span(" et "),
            Span("un lien", url="https://portail.example.org/x/"),
            Span("."),
        )
    )


def test_lists_within_lists_stay_within() -> None:
    (outer,) = nodes_of("<ol><li>un<ul><li>a</li><li>b</li></ul></li><li>deux</li></ol>", BASE)
    assert outer == Items(((text("un"), Items(((text("a"),), (text("b"),)))), (text("deux"),)), ordered=True)


def test_titles_and_paragraphs_follow_one_another() -> None:
    assert nodes_of("<h3>Avant</h3><p>Le récit.</p>", BASE) == (Heading("Avant"), text("Le récit."))


def test_what_is_not_for_reading_is_not_read() -> None:
    assert words(nodes_of("<p>a<script>alert(1)</script><style>p{}</style>b</p>", BASE)) == "ab"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "vbscript:x"]
)
def test_a_link_leads_nowhere_dangerous(url: str) -> None:
    assert absolute(url, BASE) == ""
    assert all(not span.url for span in spans(nodes_of(f'<p><a href="{url}">x</a></p>', BASE)))


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.booleans(), st.text("abc &é", max_size=5)), max_size=40))
def test_no_word_is_lost_however_tags_are_nested(pieces: list[tuple[str, bool, str]]) -> None:
    source = "".join(f"<{'/' if closing else ''}{tag}>{said.replace('&', '&amp;')}" for tag, closing, said in pieces)
    expected = re.sub(r"\s+", "", "".join(said for _, _, said in pieces))
    assert sorted(words(nodes_of(source, BASE))) == sorted(expected)


def test_a_thousand_lists_within_one_another_are_read() -> None:
    assert words(nodes_of("<ul><li>" * 1_000 + "fond", BASE)) == "fond"


@given(st.text(max_size=200))
def test_what_is_printed_can_be_and_no_run_is_endless(said: str) -> None:
    printed = printable(said)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", printed)
    assert all(len(run) <= LONGEST_WORD for run in re.split(r"[\s\u200b]", printed))


def test_a_few_questions_tell_which_characters_cannot_be_drawn() -> None:
    asked: list[str] = []

    def draws(characters: str) -> bool:
        asked.append(characters)
        return not set(characters) & set("ΩЖ")

    drawable = Drawable(draws)
    assert drawable.undrawable("abc éèà ΩЖ 中😀") == {"Ω", "Ж", "中", "😀"}
    told = len(asked)
    assert drawable.undrawable("Ωéc中") == {"Ω", "中"}
    assert len(asked) == told, "nothing is asked twice"


# -- what fits --------------------------------------------------------------------------------------------------------
PARTS = st.lists(
    st.tuples(st.integers(0, 3), st.lists(st.text("ab ", min_size=1, max_size=300), min_size=1, max_size=8)),
    min_size=1,
    max_size=6,
)


@given(PARTS, st.integers(0, 3_000), st.floats(-100, 3_000))
def test_what_is_kept_fits_and_stays_in_order_however_wrong_the_heights_told(
    described: list[tuple[int, list[str]]], room: int, told: float
) -> None:
    parts = tuple(
        Part(f"Partie {number}", tuple(map(text, paragraphs)), rank)
        for number, (rank, paragraphs) in enumerate(described)
    )

    def pages(some: tuple[Part, ...]) -> int:
        return 1 + sum(len(span.text) for part in some for span in spans(part.nodes)) // (room + 1)

    kept = fitted(parts, pages, 1, told, SMALL_TEXT)
    assert pages(kept) <= 1
    titles = [part.title for part in kept]
    assert titles == sorted(titles)
    for part in kept:
        whole = next(one for one in parts if one.title == part.title)
        assert words(whole.nodes).startswith(words(part.nodes))
    dropped = [part.rank for part in parts if part.title not in titles]
    complete = [part.rank for part in kept if part in parts]
    assert not dropped or not complete or max(complete) <= min(dropped) or kept == parts
