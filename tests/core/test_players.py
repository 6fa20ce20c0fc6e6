"""Players of other sites: opened only where the portal's settings allow, at the address each site documents."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string

from core.blocks import ExternalMediaBlock
from core.players import embed_url, provider

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"


@pytest.fixture(autouse=True)
def _allowed(settings: LazySettings) -> None:
    settings.EMBED_HOSTS = [
        "www.youtube-nocookie.com",
        "player.vimeo.com",
        "geo.dailymotion.com",
        "tube.example.org",
    ]


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=12", YOUTUBE),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", YOUTUBE),
        ("https://www.youtube.com/embed/dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789"),
        ("https://www.dailymotion.com/video/x8abcd", "https://geo.dailymotion.com/player.html?video=x8abcd"),
        ("https://tube.example.org/w/9c9de5e8", "https://tube.example.org/videos/embed/9c9de5e8"),
        ("https://tube.example.org/videos/watch/9c9de5e8", "https://tube.example.org/videos/embed/9c9de5e8"),
    ],
)
def test_the_player_of_a_recording(address: str, player: str) -> None:
    assert embed_url(address) == player


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example.org/w/9c9de5e8",  # a PeerTube that is not ours to open
        "https://tube.example.org/about",
        "https://www.youtube.com/watch?v=../../evil",
        "https://www.youtube.com/",
        "https://tube.example.org.evil.example/w/9c9de5e8",
        "javascript:alert(1)",
        "",
    ],
)
def test_anything_else_stays_a_link(address: str) -> None:
    assert embed_url(address) == ""


def test_nothing_is_opened_before_the_settings_allow_it(settings: LazySettings) -> None:
    settings.EMBED_HOSTS = []
    assert embed_url("https://youtu.be/dQw4w9WgXcQ") == ""


def test_a_site_is_named_as_people_read_it() -> None:
    assert provider("https://www.youtube.com/watch?v=1") == "youtube.com"
    assert provider("") == ""


def test_the_block_of_a_text_opens_the_same_player() -> None:
    block = ExternalMediaBlock()
    value = block.to_python({"title": "Le tri", "url": "https://youtu.be/dQw4w9WgXcQ", "provider": "YouTube"})
    html = render_to_string(block.meta.template, {"value": value})
    assert f'data-embed="{YOUTUBE}"' in html
