"""Markdown becomes what the editor would have typed, and nothing else gets through."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.blocks import NARRATIVE, PROSE, SHORT_PROSE
from exchange.markdown import body_blocks, rich_text
from exchange.problems import Unusable

ALLOWED_TAGS = {"p", "br", "b", "i", "ul", "ol", "li", "a", "h3"}


def test_paragraphs_lists_and_emphasis() -> None:
    assert rich_text("Un *mot* et **un autre**.\n\n- a\n- b", PROSE) == (
        "<p>Un <i>mot</i> et <b>un autre</b>.</p><ul><li>a</li><li>b</li></ul>"
    )


def test_headings_become_those_of_the_field() -> None:
    assert rich_text("# Un\n\n#### Quatre", NARRATIVE) == "<h3>Un</h3><h3>Quatre</h3>"


def test_links_keep_their_address_only() -> None:
    assert (
        rich_text('[ici](https://a.fr/?x=1&y=2 "titre")', SHORT_PROSE)
        == '<p><a href="https://a.fr/?x=1&amp;y=2">ici</a></p>'
    )
    assert rich_text("[là](/observatoire/), [écrire](mailto:a@b.fr)", SHORT_PROSE).count("<a href=") == 2


def test_signs_of_html_that_are_only_signs_stay_signs() -> None:
    assert rich_text("2 < 3 & 4 > 1", SHORT_PROSE) == "<p>2 &lt; 3 &amp; 4 &gt; 1</p>"


def test_a_body_is_cut_into_blocks() -> None:
    blocks = body_blocks(
        "Un\n\n## Deux\n\nTrois\n\n- 4\n\n### Cinq\n\n> Six\n>\n> — Sept\n\n| a | *b* |\n|---|---|\n| 1 | 2 |\n\nFin"
    )

    assert [kind for kind, _ in blocks] == [
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "quote",
        "table",
        "paragraph",
    ]
    assert blocks[1][1] == {"text": "Deux", "level": "h2"}
    assert blocks[2][1] == "<p>Trois</p><ul><li>4</li></ul>"
    assert blocks[3][1] == {"text": "Cinq", "level": "h3"}
    assert blocks[4][1] == {"text": "Six", "attribution": "Sept"}
    assert blocks[5][1]["data"] == [["a", "b"], ["1", "2"]]
    assert blocks[5][1]["first_row_is_table_header"] is True


@pytest.mark.parametrize(
    "text",
    [
        "> cité",
        "| a |\n|---|\n| 1 |",
        "```\ncode\n```",
        "`code`",
        "---",
        "![i](j)",
        "<i>x</i>",
        "<!-- x -->",
        "    code",
    ],
)
def test_what_a_text_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(Unusable):
        rich_text(text, SHORT_PROSE)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.fr", "vbscript:x", "ici", "JaVaScRiPt:x"]
)
def test_a_link_that_leads_nowhere_safe_is_refused(url: str) -> None:
    with pytest.raises(Unusable):
        rich_text(f"[x]({url})", SHORT_PROSE)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Z"]), max_size=300))
@example("<script>")
@example("[a](javascript&colon;alert(1))")
def test_whatever_is_typed_only_the_tags_of_the_editor_come_out(text: str) -> None:
    try:
        html = rich_text(text, NARRATIVE)
    except Unusable:
        return
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", html)) <= ALLOWED_TAGS
    assert "javascript:" not in html.lower() or 'href="javascript:' not in html.lower()
