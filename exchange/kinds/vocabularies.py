"""Themes, audiences, the glossary."""

from __future__ import annotations

from django.utils.text import slugify

from exchange.given import Given
from exchange.known import Lookup
from exchange.problems import ComesLater, Unusable
from exchange.shapes import TEXT, TEXTS
from french.folding import fold
from taxonomy.models import SHORT_RICH_TEXT, Audience, Term, TermAlias, Theme, ThemeAlias

from .kind import EntryKind, Sources


# -- themes -----------------------------------------------------------------------------------------------------------
def find_theme(given: Given, known: Lookup) -> Theme | None:
    return known.themes.with_key(given.line("external_id"))


def fill_theme(theme: Theme, given: Given, sources: Sources) -> None:
    theme.name = given.line("title", required=True)
    theme.slug = given.line("external_id", required=True)
    theme.description = given.text("description")
    parent = given.line("parent")
    theme.parent = given.attempt("parent", lambda: _parent(parent, sources.known), None) if parent else None
    theme.aliases = [ThemeAlias(name=name, folded=fold(name)) for name in aliases_of(given)]


def _parent(slug: str, known: Lookup) -> Theme:
    if known.themes.with_key(slug) is None and known.may_come(("theme", slug)):
        raise ComesLater
    return known.themes.find(slug)


def aliases_of(given: Given) -> list[str]:
    names = list(dict.fromkeys(" ".join(name.split()) for name in given.texts("aliases")))
    for name in names:
        if len(name) > 120:
            given.refuse("aliases", f"120 caractères au plus ({len(name)} ici).")
    return names


THEME = EntryKind(
    "theme",
    Theme,
    {"kind": TEXT, "external_id": TEXT, "title": TEXT, "parent": TEXT, "aliases": TEXTS, "description": TEXT},
    find_theme,
    fill_theme,
    lambda known: known.themes,
    {"name": "title", "slug": "external_id"},
)


# -- audiences --------------------------------------------------------------------------------------------------------
def find_audience(given: Given, known: Lookup) -> Audience | None:
    return known.audiences.get(given.line("title"))


def fill_audience(audience: Audience, given: Given, sources: Sources) -> None:
    audience.name = given.line("title", required=True)


AUDIENCE = EntryKind(
    "audience",
    Audience,
    {"kind": TEXT, "title": TEXT},
    find_audience,
    fill_audience,
    lambda known: known.audiences,
    {"name": "title"},
    identifier="title",
)


# -- glossary ---------------------------------------------------------------------------------------------------------
def find_term(given: Given, known: Lookup) -> Term | None:
    return known.terms.get(given.line("title"))


def fill_term(term: Term, given: Given, sources: Sources) -> None:
    if not given.line("external_id"):
        given.refuse("external_id", "ce champ est obligatoire.")
    term.name = given.line("title", required=True)
    if not slugify(term.name):
        raise Unusable("le titre n’a aucune lettre.")
    term.definition = given.rich_text("definition", SHORT_RICH_TEXT, required=True)
    term.aliases = [TermAlias(name=name, folded=fold(name)) for name in aliases_of(given)]


TERM = EntryKind(
    "term",
    Term,
    {"kind": TEXT, "external_id": TEXT, "title": TEXT, "definition": TEXT, "aliases": TEXTS},
    find_term,
    fill_term,
    lambda known: known.terms,
    {"name": "title"},
)
