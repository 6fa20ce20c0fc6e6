"""Themes and terms of the glossary, by each of their names: few enough to be kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.caching import kept_until_content_changes
from taxonomy.models import Term, Theme

from .pieces import Part, Suggestion, answers, marked, opens, words_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme or a term under one of its names, with the words of that name. ``name`` is the one it goes by."""

    url: str
    name: str
    alias: str
    words: tuple[str, ...]


def named(entries: Sequence[Entry], words: Sequence[str]) -> list[Suggestion]:
    found: dict[str, Entry] = {}
    for entry in sorted((entry for entry in entries if answers(entry.words, words)), key=lambda e: _rank(e, words)):
        found.setdefault(entry.url, entry)
    return [_named_suggestion(entry, words) for entry in found.values()]


def _rank(entry: Entry, words: Sequence[str]) -> tuple[bool, bool, bool, int]:
    """The name itself first, then the names one goes by."""
    return entry.words != tuple(words), bool(entry.alias), not opens(entry.words, words), len(entry.words)


def _named_suggestion(entry: Entry, words: Sequence[str]) -> Suggestion:
    if not entry.alias:
        return Suggestion(entry.url, marked(entry.name, words), ())
    return Suggestion(entry.url, (Part(entry.name),), (Part("autre nom : "), *marked(entry.alias, words)))


@kept_until_content_changes
def themes() -> tuple[Entry, ...]:
    return tuple(_entries(Theme.objects.prefetch_related("aliases")))


@kept_until_content_changes
def terms() -> tuple[Entry, ...]:
    return tuple(_entries(Term.objects.prefetch_related("aliases")))


def _entries(rows: Iterable[Theme | Term]) -> Iterable[Entry]:
    for row in rows:
        url = row.get_absolute_url()
        yield Entry(url, row.name, "", words_of(row.name))
        for alias in row.aliases.all():
            yield Entry(url, row.name, alias.name, words_of(alias.name))
