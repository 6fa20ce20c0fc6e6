"""Where to go from a list that found nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from core.caching import kept_until_content_changes
from core.dates import today
from french.stopwords import significant
from french.tokens import Token, tokenize
from taxonomy.models import Theme

from .counts import counts_of
from .engines.choice import engine
from .hits import Hit, top
from .interface import Query
from .results import Results

MOST_THEMES = 6
MOST_LATEST = 3


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class WaysOut:
    unfiltered: Way | None  # the same words without the filters chosen, or outside of the list
    near: Sequence[Way]  # themes that the words come close to
    rubrics: Sequence[Way]  # the main themes, where none is near
    latest: Sequence[Hit]
    ask_url: str
    has_several_words: bool


def ways_out(results: Results) -> WaysOut:
    words = significant(tokenize(results.text)) if results.text else []
    near = _near(words)
    return WaysOut(
        unfiltered=_unfiltered(results),
        near=near,
        rubrics=[] if near else _rubrics(),
        latest=_latest(),
        ask_url=ask_url(results.text),
        has_several_words=len(words) > 1,
    )


def ask_url(text: str) -> str:
    """The form that puts this question to the centre."""
    return reverse("ask") + (f"?{urlencode({'q': text})}" if text else "")


def _unfiltered(results: Results) -> Way | None:
    everywhere = reverse("search")
    if not results.text or (results.links.path == everywhere and len(results.chips) == 1):
        return None
    total = engine().search(Query(text=results.text, per_page=1)).total
    return Way(results.text, f"{everywhere}?{urlencode({'q': results.text})}", total) if total else None


def _near(words: Sequence[Token]) -> list[Way]:
    themes = _themes_by_word()
    shared = Counter(
        way for word in words for way in {way for form in (word.stem, word.loose) for way in themes.get(form, ())}
    )
    return [way for way, _ in shared.most_common(MOST_THEMES)]


@kept_until_content_changes
def _themes_by_word() -> dict[str, tuple[Way, ...]]:
    """The themes under which there is something to read, by each word of their names."""
    counts = counts_of("theme")
    found: dict[str, dict[Way, None]] = {}
    for theme in Theme.objects.prefetch_related("aliases"):
        if counts.get(theme.slug):
            way = Way(theme.name, theme.get_absolute_url(), counts[theme.slug])
            for name in (theme.name, *(alias.name for alias in theme.aliases.all())):
                for word in significant(tokenize(name)):
                    for form in (word.stem, word.loose):
                        found.setdefault(form, {})[way] = None
    return {word: tuple(ways) for word, ways in found.items()}


@kept_until_content_changes
def _rubrics() -> list[Way]:
    counts = counts_of("theme")
    roots = Theme.objects.filter(parent=None)
    ways = [Way(theme.name, theme.get_absolute_url(), counts.get(theme.slug, 0)) for theme in roots]
    return [way for way in ways if way.count][: 2 * MOST_THEMES]


@kept_until_content_changes
def _latest() -> list[Hit]:
    """What the network did or wrote last; what is to come has the agenda."""
    return top(Query(per_page=MOST_LATEST, until=today()))[0]
