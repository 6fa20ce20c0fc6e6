"""The distributed engine: one request a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.caching import asked_once, kept_until_content_changes
from french.analysis import Json
from search.engines.conditions import dialect
from search.engines.database import DatabaseEngine, matches_of
from search.engines.heads import by_heads
from search.engines.question import Question, understand
from search.engines.ranking import Scores, rarity, weighed
from search.engines.words import guess, known
from search.interface import Answer, Pair, Query
from search.meaning.asking import Meaning, looked_at, meaning_of
from search.models import IndexedItem
from search.registry import order_of, trusts

from .asking import BEFORE_ALL, NEAR, body
from .copying import alias
from .server import ASKING, guarded, server


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    score: float
    year: int
    terms: tuple[int, ...]  # those of the question that it answers
    trust: float
    near: bool  # whether it means what is asked


class ElasticsearchEngine:
    """Raises ``server.Unavailable`` where the server does not answer."""

    def __init__(self, patience: float = ASKING) -> None:
        """``patience``: how long it waits for the server, in seconds."""
        self.patience = patience

    @asked_once()
    def search(self, query: Query) -> Answer:
        if order_of(query.sort):  # the server knows the letters of a value, not its place in a list
            return DatabaseEngine().search(query)
        question = understand(query.text, known, guess)
        if query.text.strip() and not question:
            return Answer(total=0, matches=[])
        meaning = meaning_of(query.text) if question else None
        candidates = looked_at(meaning)
        start = (query.page - 1) * query.per_page
        reranked = bool(question) and query.effective_sort == "relevance" and start < candidates
        first, size = (0, max(candidates, start + query.per_page)) if reranked else (start, query.per_page)
        found = self._ask(body(question, query, first, size if query.per_page else 0, meaning))
        trusted = trusts()
        hits = [_hit(told, trusted) for told in found["hits"]["hits"]]
        ids = _by_relevance(question, meaning, found, hits)[start:] if reranked else [hit.id for hit in hits]
        return Answer(
            total=found["hits"]["total"]["value"],
            matches=matches_of(ids[: query.per_page], question),
            counts=_counts(query, found.get("aggregations", {})),
            crossed=_crossed(query, found.get("aggregations", {})),
            suggestion=question.suggestion,
        )

    def _ask(self, asked: dict[str, Json]) -> Mapping:
        with guarded():
            return server(self.patience).search(index=alias(), body=asked).body


def _hit(told: Mapping, trusted: Mapping[str, Mapping[str, float]]) -> Hit:
    fields = told["fields"]
    names = told.get("matched_queries", ())
    terms = tuple(int(name) for name in names if name != NEAR)
    score = (told["_score"] or 0.0) - (BEFORE_ALL if NEAR in names else 0.0)
    year = int(fields["sort_date"][0][:4] or 0)
    trust = sum(of[value] for name, of in trusted.items() for value in fields.get(f"facets.{name}", ()) if value in of)
    return Hit(fields["item"][0], score, year, terms, trust, NEAR in names)


def _by_relevance(question: Question, meaning: Meaning | None, found: Mapping, hits: Sequence[Hit]) -> list[int]:
    weights = _weights(question, found.get("aggregations", {}))
    by_words = [hit for hit in hits if hit.terms]
    coverage = np.array([sum(weights[term] for term in hit.terms) for hit in by_words]) / (weights.sum() or 1)
    years = np.array([hit.year for hit in by_words], dtype=np.int16)
    trust = np.array([hit.trust for hit in by_words])
    scores = weighed(np.array([hit.score for hit in by_words]), coverage, years, trust)
    ids = np.array([hit.id for hit in by_words], dtype=np.int64)
    best = np.lexsort((-ids, -scores))
    ranked = by_heads(dialect().heads, question, weights, ids[best], scores[best], looked_at(meaning))
    return meaning.ordered(ranked, [hit.id for hit in hits if hit.near]) if meaning else list(ranked)


def _weights(question: Question, told: Mapping) -> Scores:
    held = [told.get(f"term {number}", {"doc_count": 1})["doc_count"] for number in range(len(question.terms))]
    return rarity(held, _items())


@kept_until_content_changes
def _items() -> int:
    return IndexedItem.objects.count()


def _counts(query: Query, told: Mapping) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {name: {} for name in query.facets}
    for group, counted in told.items():
        if group.startswith("facets"):
            for name in query.facets:
                if name in counted:
                    counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
    return counts


def _crossed(query: Query, told: Mapping) -> dict[Pair, dict[str, dict[str, int]]]:
    crossed: dict[Pair, dict[str, dict[str, int]]] = {pair: {} for pair in query.crossed}
    for first, second in query.crossed:
        for group in told[f"crossed {first} {second}"][second]["buckets"]:
            for bucket in group[first]["buckets"]:
                crossed[first, second].setdefault(bucket["key"], {})[group["key"]] = bucket["doc_count"]
    return crossed
