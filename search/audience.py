"""What is counted of searches and clicks, and what is not.

A day, the words, how many results, how many of them were opened. No address, no browser, no session, no cookie, no time
of day; and no words that look like somebody's.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from french.folding import fold

from .interface import LAST_RESULT
from .models import SearchCount
from .results import Results
from .tally import questions

# An e-mail address, the address of a page (it may name somebody, or hold a key), a telephone or file number.
PERSONAL = re.compile(r"\S@\S|://|\d{6}|(?:\d[\s.,/_()-]{0,3}){9}")
ROBOTS = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|scan|fetch|preview|monitor|headless|lighthouse|curl|wget|python|java/|go-http|"
    r"okhttp|axios|libwww|http[-_ ]?client",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


def note_search(request: HttpRequest, results: Results) -> None:
    """Counts a question the first time that somebody asks it, not each time that they sort or filter its answers."""
    question = question_of(results.text)
    if not question or results.page > 1 or not is_countable(request) or question == _question_before(request):
        return
    filtered = len(results.chips) > 1  # the first is the text itself
    shown = "".join(sign for sign in results.text if sign.isprintable())[: SearchCount.LONGEST]
    questions.add_search((timezone.localdate(), question), shown, None if filtered else results.total)


def note_click(request: HttpRequest) -> None:
    """Counts a result opened, from ``q``, ``item`` and ``rank``; anything else is left out without a word."""
    sent: QueryDict = request.POST
    question = question_of(sent.get("q", ""))
    item, rank = sent.get("item", ""), sent.get("rank", "")
    if question and _NUMBER.fullmatch(item) and _NUMBER.fullmatch(rank) and is_countable(request):
        questions.add_click((timezone.localdate(), question), int(item), min(int(rank), LAST_RESULT))


def question_of(text: str) -> str:
    """The words of a question as they are counted; "" when there are none, or when they look like somebody's."""
    if PERSONAL.search(text):
        return ""
    return " ".join(_WORDS.findall(fold(text)))[: SearchCount.LONGEST].strip()


def is_countable(request: HttpRequest) -> bool:
    """Somebody's own request: not a robot's, not a page fetched in advance, not a colleague's who works here, not of
    those who ask not to be followed (though this follows nobody)."""
    headers = request.headers
    agent = headers.get("User-Agent", "")
    ahead = f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')} {headers.get('X-Moz', '')}"
    return (
        request.method in ("GET", "POST")
        and bool(agent)
        and not ROBOTS.search(agent)
        and "prefetch" not in ahead
        and "HX-Preloaded" not in headers
        and headers.get("DNT") != "1"
        and headers.get("Sec-GPC") != "1"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _question_before(request: HttpRequest) -> str:
    """The question of the page one comes from: read to tell a new question from a new filter, and not kept."""
    address = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if len(address) > 4_000 or "q=" not in address:
        return ""
    try:
        parts = urlsplit(address)
        asked = parse_qs(parts.query, max_num_fields=100).get("q", [""])
    except ValueError:
        return ""
    return question_of(asked[-1]) if parts.netloc == request.get_host() else ""
