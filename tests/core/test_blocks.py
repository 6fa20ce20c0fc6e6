from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from core.blocks import BodyBlock, LinkButtonBlock, PartialDateBlock
from core.templatetags.core_tags import partial_date, year
from tests.factories import NewsPageFactory

BODY = BodyBlock()


def body(*blocks: tuple[str, object]) -> dict[str, object]:
    return {"body": list(blocks)}


@pytest.mark.parametrize(("typed", "kept"), [("12/10/2013", "2013-10-12"), ("octobre 2013", "2013-10"), ("", "")])
def test_the_date_of_a_step_is_kept_as_iso(typed: str, kept: str) -> None:
    assert PartialDateBlock(required=False).clean(typed) == kept


def test_the_date_of_a_step_must_be_one() -> None:
    with pytest.raises(ValidationError, match="Écrivez une date"):
        PartialDateBlock(required=False).clean("bientôt")


def test_a_link_leads_to_a_page_or_to_an_address_and_not_to_both() -> None:
    block = LinkButtonBlock()
    block.clean(block.to_python({"label": "Lire", "url": "https://example.org/"}))
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"label": "Lire"}))


@pytest.mark.django_db
def test_a_link_to_a_page_of_the_portal_follows_it(client: Client) -> None:
    target = NewsPageFactory()
    page = NewsPageFactory(**body(("link_button", {"label": "La suite", "page": target, "url": ""})))
    link = BeautifulSoup(client.get(page.url).content, "html.parser").find("a", string="La suite")
    assert link["href"] == target.url


@pytest.mark.django_db
def test_a_heading_can_be_linked_to(client: Client) -> None:
    page = NewsPageFactory(**body(("heading", {"text": "Ce qui a marché", "level": "h3"})))
    heading = BeautifulSoup(client.get(page.url).content, "html.parser").find(id="ce-qui-a-marche")
    assert (heading.name, heading.get_text(strip=True)) == ("h3", "Ce qui a marché")


@pytest.mark.django_db
def test_a_film_of_another_site_asks_nothing_of_it_before_a_click(client: Client) -> None:
    film = {"title": "Le film", "url": "https://tube.example.org/w/1", "provider": "Tube"}
    parsed = BeautifulSoup(client.get(NewsPageFactory(**body(("external_media", film))).url).content, "html.parser")
    assert not parsed(["iframe", "video", "embed", "object"])
    for tag in parsed(src=True):
        assert "tube.example.org" not in tag["src"]
    assert parsed.find("a", href="https://tube.example.org/w/1")


@pytest.mark.django_db
def test_a_picture_says_in_words_what_it_shows(client: Client) -> None:
    page = NewsPageFactory(with_everything=True)
    pictures = BeautifulSoup(client.get(page.url).content, "html.parser").main("img")
    assert pictures
    for picture in pictures:
        assert picture.get("alt") == page.featured_image.description
        assert picture.get("width")
        assert picture.get("height")


def test_the_palette_is_short_and_nested_at_most_twice() -> None:
    assert len(BODY.child_blocks) <= 12

    def depth(block: object) -> int:
        children = list(getattr(block, "child_blocks", {}).values()) or [getattr(block, "child_block", None)]
        return 1 + max((depth(child) for child in children if child is not None), default=0)

    assert max(depth(block) for block in BODY.child_blocks.values()) <= 3  # the block, its items, their fields


def test_a_date_is_shown_for_people_and_for_machines() -> None:
    assert partial_date("2013-10") == '<time datetime="2013-10">octobre 2013</time>'
    assert partial_date("") == ""
    assert year("2013-10-12") == "2013"
