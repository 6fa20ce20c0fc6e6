"""Counts of facets beside those of plain SQL: equal, and what they cost.

SQL counts twice: over the index's own table of facets (the peer, timed), and over a table made here from the tables of
the content, so that an index that had drifted from the content would show.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import connection

from benchmarks import elastic
from benchmarks.questions import PAGE_FACETS, any_text
from benchmarks.timing import as_a_request
from search.engines.choice import engine as engine_named
from search.engines.conditions import dialect
from search.engines.question import understand
from search.engines.words import guess, known
from search.interface import Engine, Query

Counts = dict[str, dict[str, int]]
Sql = tuple[str, list[object]]
INDEX, CONTENT, MATCHES = "search_facetvalue", "bench_facets", "bench_matches"

_PUBLIC = (
    "SELECT page.id, page.content_type_id, item.published_on FROM wagtailcore_page page "
    "JOIN core_knowledgepage item ON item.page_ptr_id = page.id "
    "WHERE page.live AND page.alias_of_id IS NULL AND page.expire_at IS NULL AND item.external_id LIKE 'synth-%'"
)
_THEMES = (
    "SELECT link.knowledgepage_id, theme.id, theme.slug, theme.parent_id FROM core_knowledgepage_themes link "
    "JOIN taxonomy_theme theme ON theme.id = link.theme_id "
    "UNION SELECT below.item, theme.id, theme.slug, theme.parent_id FROM filed below "
    "JOIN taxonomy_theme theme ON theme.id = below.parent"
)
_PLACE = "core_pageterritory link JOIN taxonomy_territory place ON place.id = link.territory_id"
_ACTOR = "core_pageorganisation link JOIN directory_organisation actor ON actor.id = link.organisation_id"
# (item, facet, value) as the tables of the content have them, trees rolled up.
_FACTS = (
    "SELECT id, 'year', substr(published_on, 1, 4) FROM public WHERE published_on <> ''",
    "SELECT item, 'theme', slug FROM filed",
    "SELECT link.knowledgepage_id, 'audience', audience.slug FROM core_knowledgepage_audiences link "
    "JOIN taxonomy_audience audience ON audience.id = link.audience_id",
    f"SELECT link.page_id, 'organisation_type', actor.type FROM {_ACTOR}",
    f"SELECT link.page_id, 'territory', place.code FROM {_PLACE}",
    *(
        f"SELECT link.page_id, 'territory', wide.code FROM {_PLACE} JOIN taxonomy_territory wide "
        f"ON wide.id = place.{column}"
        for column in ("commune_id", "epci_id", "departement_id", "region_id")
    ),
    "SELECT knowledgepage_ptr_id, 'outcome', outcome FROM experiences_experiencepage WHERE outcome <> ''",
    "SELECT knowledgepage_ptr_id, 'format', format FROM events_eventpage",
)


def compared(name: str, checks: int) -> dict[str, object]:
    """Asks ``checks`` questions at random: how many counts differ from SQL's, and the time that each way takes."""
    engine = engine_named(name)
    _gather_facts()
    values = _values()
    chance = random.Random("facets")
    ratios, times, differing = [], [0.0, 0.0], []
    for number in range(checks):
        query = _any_query(chance, values)
        with as_a_request():
            started = time.perf_counter()
            answer = engine.search(query)
            mine = time.perf_counter() - started
        match = _match(engine, name, query.text)
        started = time.perf_counter()
        by_index = _grouped(INDEX, query, match)
        plain = time.perf_counter() - started
        times = [times[0] + mine, times[1] + plain]
        ratios.append(mine / plain)
        for source, counts in ((INDEX, by_index), ("content", _grouped(CONTENT, query, match))):
            if counts != {facet: dict(found) for facet, found in answer.counts.items() if found}:
                differing.append({"number": number, "text": query.text, "filters": query.filters, "source": source})
    return {
        "checks": checks,
        "differing": len({one["number"] for one in differing}),
        "examples": differing[:5],
        "median_ratio": round(statistics.median(ratios), 3) if ratios else None,
        "total_ratio": round(times[0] / times[1], 3) if ratios else None,
    }


def _any_query(chance: random.Random, values: Mapping[str, Sequence[str]]) -> Query:
    chosen = chance.sample(PAGE_FACETS, chance.choice((0, 0, 1, 1, 2, 3)))
    filters = {
        facet: tuple(dict.fromkeys(chance.choices(values[facet], k=chance.randint(1, 3))))
        for facet in chosen
        if values.get(facet)
    }
    query = Query(text=any_text(chance), filters=filters, facets=PAGE_FACETS, per_page=0)
    if chance.random() < 0.1:
        query = replace(query, since=f"{chance.randint(2006, 2022)}-05-01")
    return query


def _match(engine: Engine, name: str, text: str) -> Sql | None:
    """The SQL that gives the items that answer a text; None for no text."""
    if not text.strip():
        return None
    if name == "elasticsearch":
        _run(f"DELETE FROM {MATCHES}")
        found = elastic.matching_ids(engine, text)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {MATCHES} VALUES (%s)", [(pk,) for pk in found])
        return f"SELECT item_id FROM {MATCHES}", []
    question = understand(text, known, guess)
    return dialect().matching_ids(question) if question else ("SELECT 0", [])


def _grouped(table: str, query: Query, match: Sql | None) -> Counts:
    """A facet's counts ignore its own selection: those that are chosen are counted apart."""
    apart = [facet for facet in query.facets if facet in query.filters]
    counts = _group_by(table, query, match, [facet for facet in query.facets if facet not in apart], "")
    for facet in apart:
        counts |= _group_by(table, query, match, [facet], facet)
    return counts


def _group_by(table: str, query: Query, match: Sql | None, facets: Sequence[str], without: str) -> Counts:
    conditions, parameters = [], [*facets]
    if match:
        conditions.append(f"item_id IN ({match[0]})")
        parameters += match[1]
    if query.since:
        conditions.append("item_id IN (SELECT page_id FROM search_indexeditem WHERE last_day >= %s)")
        parameters.append(query.since)
    for facet, values in query.filters.items():
        if facet != without:
            marks = ", ".join(["%s"] * len(values))
            conditions.append(f"item_id IN (SELECT item_id FROM {table} WHERE facet = %s AND value IN ({marks}))")
            parameters += [facet, *values]
    where = f"facet IN ({', '.join(['%s'] * len(facets))})" + "".join(f" AND {one}" for one in conditions)
    counts: Counts = {}
    for facet, value, count in _run(
        f"SELECT facet, value, COUNT(*) FROM {table} WHERE {where} GROUP BY facet, value", parameters
    ):
        counts.setdefault(facet, {})[value] = count
    return counts


def _gather_facts() -> None:
    """``bench_facets``: (item, facet, value) read from the content."""
    from search.registry import kinds

    for table in (CONTENT, MATCHES):
        _run(f"DROP TABLE IF EXISTS {table}")
    _run(f"CREATE TEMPORARY TABLE {MATCHES} (item_id bigint)")
    kind = " ".join(f"WHEN '{kind.model._meta.model_name}' THEN '{code}'" for code, kind in kinds().items())
    facts = [
        f"SELECT public.id, 'kind', CASE type.model {kind} END FROM public "
        "JOIN django_content_type type ON type.id = public.content_type_id",
        *_FACTS,
    ]
    _run(
        f"CREATE TEMPORARY TABLE {CONTENT} AS "
        f"WITH RECURSIVE public AS ({_PUBLIC}), filed (item, theme, slug, parent) AS ({_THEMES}), "
        f"facts (item_id, facet, value) AS ({' UNION '.join(facts)}) "
        "SELECT * FROM facts WHERE item_id IN (SELECT id FROM public)"
    )
    _run(f"CREATE INDEX bench_by_value ON {CONTENT} (facet, value, item_id)")
    _run(f"CREATE INDEX bench_by_item ON {CONTENT} (item_id, facet)")
    if connection.vendor == "postgresql":
        _run(f"ANALYZE {CONTENT}")


def _values() -> dict[str, list[str]]:
    """The values of each facet, the common ones as often as the rare."""
    values: dict[str, list[str]] = {}
    for facet, value in _run(f"SELECT DISTINCT facet, value FROM {CONTENT} ORDER BY facet, value"):
        values.setdefault(facet, []).append(value)
    return values


def _run(sql: str, parameters: Sequence[object] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters) or None)
        return cursor.fetchall() if cursor.description else []
