"""A letter as a mail: its HTML and its text, for one reader and for another."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from newsletter.composing.filing import codes_around
from newsletter.composing.frozen import freeze
from newsletter.composing.letters import HEAVIEST, Reader, rendered
from tests.factories import NewsPageFactory, TerritoryFactory, ThemeFactory

from .content import ItemFactory, made_issue

pytestmark = pytest.mark.django_db


def reader(**choices: object) -> Reader:
    return Reader(
        "https://site.test/choix/abc", "https://site.test/partir/abc", "https://site.test/un-clic/abc", **choices
    )


class Words(HTMLParser):
    """The text and the addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.links, self.unread = "", [], False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread = tag in ("style", "title") or dict(attrs).get("class") == "preheader"
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag == "img":
            self.text += f" {dict(attrs)['alt']} "

    def handle_endtag(self, tag: str) -> None:
        self.unread = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self.unread else data


def words_of(html: str) -> Words:
    words = Words()
    words.feed(html)
    words.text = " ".join(words.text.split())
    return words


@pytest.fixture
def content() -> dict[str, object]:
    return freeze(
        made_issue(
            ("section", "Rencontres"),
            ("brief", ItemFactory(with_everything=True, title="L’été & l’îlot <du> Luth")),
            ("section", "Sur le portail"),
            ("page", NewsPageFactory(filed=True)),
            ("words", '<p>Merci à <a href="https://example.org/tous">toutes et tous</a>.</p>'),
            editorial="<p>Un <b>mot</b> d’abord.</p>",
        )
    )


def test_the_text_says_all_that_the_html_says(content: dict[str, object]) -> None:
    letter = rendered(content, reader())
    html, text = words_of(letter.html), " ".join(letter.text.split())
    for section in content["sections"]:
        assert section["title"] in html.text
        assert section["title"].upper() in text
        for entry in section["entries"]:
            said = [entry[name] for name in ("label", "title", "text", "organisation") if entry[name]]
            said += [entry["image"]["alt"], entry["image"]["credit"]] if entry["image"] else []
            if entry["kind"] == "words":
                said = ["Merci à toutes et tous"]
            for words in said:
                assert " ".join(words.split()) in html.text
                assert " ".join(words.split()) in text
    assert "jeudi 27 novembre 2031" in html.text
    assert "jeudi 27 novembre 2031" in text
    assert "Un mot d’abord." in html.text
    assert "Un mot d’abord." in text
    for link in html.links:
        assert link in text or link.rstrip("/") in text, link


def test_the_links_of_a_reader_are_in_their_letter_alone(content: dict[str, object]) -> None:
    letter = rendered(content, reader(why="vous avez demandé <tout>"))
    assert "https://site.test/choix/abc" in words_of(letter.html).links
    assert "https://site.test/partir/abc" in letter.text
    assert "vous avez demandé &lt;tout&gt;" in letter.html
    assert "@@" not in letter.html + letter.text


def test_what_partners_write_cannot_take_the_place_of_a_readers_link() -> None:
    letter = rendered(
        freeze(made_issue(("brief", ItemFactory(title="@@leave@@", text="@@manage@@ @@why@@")))), reader()
    )
    assert letter.html.count("https://site.test/partir/abc") == 1
    assert "@@leave@@" in letter.html


@pytest.mark.parametrize("mark", ["<!--cut-->", "<!--dark-->", "{{ cut }}"])
def test_nothing_that_a_partner_writes_cuts_the_letter(mark: str) -> None:
    hostile = ItemFactory(with_everything=True, link=f"https://www.example.org/?{mark}", image_description=mark)
    letter = rendered(freeze(made_issue(("brief", hostile), ("brief", ItemFactory(title="La suivante")))), reader())
    assert "La suivante" in letter.html
    assert letter.html.count("https://site.test/partir/abc") == 1


def test_a_reader_of_one_theme_gets_what_is_filed_under_it() -> None:
    theme = ThemeFactory()
    mine, other = ItemFactory(theme=ThemeFactory(parent=theme)), ItemFactory(theme=ThemeFactory())
    content = freeze(made_issue(("section", "A"), ("brief", mine), ("section", "B"), ("brief", other)))
    letter = rendered(content, reader(themes=frozenset({theme.pk})))
    assert mine.title in letter.html
    assert mine.title in letter.text
    assert other.title not in letter.html + letter.text
    assert ">B<" not in letter.html
    assert rendered(content, reader(themes=frozenset({ThemeFactory().pk}))) is None


def test_what_is_filed_nowhere_concerns_every_territory() -> None:
    placed, everywhere = ItemFactory(with_everything=True), ItemFactory()
    content = freeze(made_issue(("brief", placed), ("brief", everywhere)))
    letter = rendered(content, reader(territories=frozenset({"93"})))
    assert everywhere.title in letter.html
    assert (placed.title in letter.html) == ("93" in content["sections"][0]["entries"][0]["territories"])


@pytest.mark.parametrize("around", ["epci", "departement", "region"])
def test_who_chose_a_town_gets_what_concerns_all_around_it_and_nothing_of_the_next_town(around: str) -> None:
    town = TerritoryFactory(placed=True)
    next_town = TerritoryFactory(epci=town.epci, departement=town.departement, region=town.region)
    wide, near = ItemFactory(territory=getattr(town, around)), ItemFactory(territory=next_town)
    content = freeze(made_issue(("brief", wide), ("brief", near)))
    chosen = {"territories": frozenset({town.code}), "around": frozenset(codes_around([town]))}
    letter = rendered(content, reader(**chosen))
    assert wide.title in letter.html
    assert wide.title in letter.text
    assert near.title not in letter.html + letter.text


def test_who_chose_a_departement_gets_what_happens_in_its_towns() -> None:
    town = TerritoryFactory(placed=True)
    item = ItemFactory(territory=town)
    chosen = {"territories": frozenset({town.departement.code}), "around": frozenset(codes_around([town.departement]))}
    assert item.title in rendered(freeze(made_issue(("brief", item))), reader(**chosen)).html


def test_words_of_the_team_never_come_alone() -> None:
    content = freeze(made_issue(("words", "<p>Bonjour</p>"), ("brief", ItemFactory())))
    assert rendered(content, reader(themes=frozenset({1}))) is None
    assert rendered(content, reader()) is not None


def test_an_empty_letter_is_for_nobody() -> None:
    assert rendered(freeze(made_issue()), reader()) is None


def test_forty_entries_weigh_less_than_100_kilobytes() -> None:
    items = [ItemFactory(with_everything=True, title="é" * 120, text="é" * 595 + " fin") for _ in range(40)]
    letter = rendered(freeze(made_issue(*[("brief", item) for item in items])), reader())
    assert letter.html.count(" fin<") == 40
    assert len(letter.html.encode()) < 100_000, len(letter.html.encode())


def test_what_would_be_too_heavy_is_read_online() -> None:
    items = [ItemFactory(with_everything=True, title=f"n° {n} " + "é" * 110, text="é" * 600) for n in range(70)]
    content = freeze(made_issue(*[("brief", item) for item in items], ("words", "<p>Tout à la fin</p>")))
    letter = rendered(content, reader())
    assert len(letter.html.encode()) <= HEAVIEST
    assert letter.left_out > 1
    for said in (letter.html, letter.text):
        assert "La suite se lit en ligne" in said
        assert items[0].title in said
        assert items[-1].title not in said
        assert "Tout à la fin" not in said
        assert "https://site.test/partir/abc" in said


def test_a_letter_that_is_light_enough_ends_where_it_ends(content: dict[str, object]) -> None:
    letter = rendered(content, reader())
    assert "La suite" not in letter.html + letter.text
    assert letter.left_out == 0


def test_headings_come_in_order_and_tables_are_for_layout(content: dict[str, object]) -> None:
    html = rendered(content, reader()).html
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels.count(1) == 1
    assert html.count("<table") == html.count('role="presentation"')
    assert '<html lang="fr"' in html
    assert "<title>" in html
    assert html.startswith("<!DOCTYPE html>")


def test_a_letter_tells_nobody_that_it_was_read(content: dict[str, object]) -> None:
    html = rendered(content, reader()).html
    assert not re.search(r'<img[^>]+(?:width="1"|height="1")', html)
    assert not re.search(r"<(?:script|link|iframe|form)\b|@import|@font-face|url\(", html)
    images = re.findall(r'<img src="([^"]+)"', html)
    assert images == [
        entry["image"]["url"] for section in content["sections"] for entry in section["entries"] if entry["image"]
    ]


def test_a_subject_stands_on_one_line() -> None:
    content = freeze(made_issue(("brief", ItemFactory())))
    content["subject"] = "Bonjour\r\nBcc: tout@le.monde"
    assert rendered(content, reader()).subject == "Bonjour Bcc: tout@le.monde"
