"""The player pages of the sites that keep recordings for others: opened inside a page, on a click, never before."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

_IDENTIFIER = re.compile(r"[\w-]{3,64}", re.ASCII)
_PEERTUBE = re.compile(r"/(?:w|videos/watch|videos/embed)/([\w-]{3,64})/?", re.ASCII)


def provider(url: str) -> str:
    """The site's name as people read it, ``www.`` left out; empty when the address has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def embed_url(url: str) -> str:
    """The address of the player of a recording, empty where it may not be framed or is not known.

    Only the players whose host stands in ``EMBED_HOSTS`` are opened: the content security policy allows no other.
    Addresses as documented by YouTube, Vimeo, Dailymotion and PeerTube (any instance).
    """
    parts = urlsplit(url)
    known = _known_player(parts.hostname or "", parts.path, parse_qs(parts.query))
    return known if known and urlsplit(known).hostname in settings.EMBED_HOSTS else ""


def _known_player(host: str, path: str, query: dict[str, list[str]]) -> str:
    host, last = host.removeprefix("www.").removeprefix("m."), path.rstrip("/").rpartition("/")[2]
    if host in ("youtube.com", "youtube-nocookie.com"):
        return _player("https://www.youtube-nocookie.com/embed/", query.get("v", [last])[0])
    if host == "youtu.be":
        return _player("https://www.youtube-nocookie.com/embed/", last)
    if host in ("vimeo.com", "player.vimeo.com"):
        return _player("https://player.vimeo.com/video/", last)
    if host in ("dailymotion.com", "dai.ly"):
        return _player("https://geo.dailymotion.com/player.html?video=", last)
    peertube = _PEERTUBE.fullmatch(path)
    return f"https://{host}/videos/embed/{peertube[1]}" if host and peertube else ""


def _player(before: str, identifier: str) -> str:
    return before + identifier if _IDENTIFIER.fullmatch(identifier) else ""
