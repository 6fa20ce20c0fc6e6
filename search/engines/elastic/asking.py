"""From a question to the body of one ``_search``: what answers, what is kept, what is counted, in which order."""

from __future__ import annotations

from django.utils import timezone

from french.analysis import Json
from search.documents import FIELDS
from search.engines.question import Question, Term
from search.interface import LAST_RESULT, Query
from search.meaning.asking import MOST_NEAR, Meaning
from search.registry import trusts

# How much a word counts where it stands (the server wants 1 at least).
PLACES = dict(zip(FIELDS, (1.5, 1.3, 1.0, 1.0), strict=True))
# A word found as it was written, with its very accents, or only by its family, besides its stem.
AS_WRITTEN, VERY_ACCENTS, BY_FAMILY = 0.8, 0.1, 0.1
_VERY_WORDS = [f"{field}.surface" for field in FIELDS]
ATTACHED = 0.3  # a word that an attached file says
NEAR = "near"  # the name of the clause that items answer by their meaning…
BEFORE_ALL = 1_000.0  # …and what it adds to their score, so that they are among the first hits: they are few
LOOKED_AT = 200  # vectors that the server compares, of which it keeps the nearest
MOST_VALUES = 50_000  # of a facet: all of them (the référentiel has 36,000 territories)

SORTS: dict[str, list[dict[str, str]]] = {
    "relevance": [{"_score": "desc"}, {"item": "desc"}],
    "-date": [{"sort_date": "desc"}, {"item": "desc"}],
    "date": [{"sort_date": "asc"}, {"item": "asc"}],
    "title": [{"sort_title": "asc"}, {"item": "asc"}],
}


def body(question: Question, query: Query, first: int, size: int, meaning: Meaning | None = None) -> dict[str, Json]:
    """``first``, ``size``: which results, in the engine's order, are wanted."""
    shown: Json = {"range": {"expires_at": {"gt": timezone.now().isoformat()}}}
    kept = [shown, *_dates(query)]
    asked = [{"bool": _answering(term) | {"_name": str(number)}} for number, term in enumerate(question.terms)]
    if meaning:
        asked.append(_near(meaning, shown))
    return {
        "query": {"bool": {"should": asked, "minimum_should_match": 1 if asked else 0, "filter": kept}},
        "post_filter": {"bool": {"filter": _chosen(query)}},
        "from": min(first, LAST_RESULT),
        "size": max(0, min(size, LAST_RESULT - first)),
        "sort": SORTS.get(query.effective_sort, SORTS["-date"]),
        "track_scores": True,
        "track_total_hits": True,
        "_source": False,
        "docvalue_fields": ["item", "sort_date", *(f"facets.{name}" for name in trusts())],
        "aggs": _facets(query) | _crossed(query) | _held(question),
    }


def _near(meaning: Meaning, shown: Json) -> dict[str, Json]:
    """The items whose opening is near to the question, of those that are shown."""
    nearest = {
        "field": "opening",
        "query_vector": meaning.vector.tolist(),
        "k": MOST_NEAR,
        "num_candidates": LOOKED_AT,
        "similarity": meaning.model.floor,
        "filter": shown,
    }
    return {"constant_score": {"filter": {"knn": nearest}, "boost": BEFORE_ALL, "_name": NEAR}}


def _answering(term: Term) -> dict[str, Json]:
    """Any form of the word answers it; the more of them stand in an item, the better."""
    stems = " ".join(dict.fromkeys([*term.stems, *term.guesses, *(p[0] for p in term.phrases if len(p) == 1)]))
    forms: list[Json] = [
        _as_one_text(term.exact[-1], ".exact", AS_WRITTEN),
        {"multi_match": {"query": term.exact[0], "fields": _VERY_WORDS, "boost": VERY_ACCENTS}},
        _as_one_text(stems, "", 1.0),
        {"match": {"attached": {"query": stems, "boost": ATTACHED}}},
    ]
    if term.loose:
        forms.append({"match": {"loose": {"query": term.loose, "boost": BY_FAMILY}}})
    for phrase in term.phrases:
        if len(phrase) > 1:
            fields = [f"{field}^{boost}" for field, boost in PLACES.items()]
            forms.append({"multi_match": {"query": " ".join(phrase), "type": "phrase", "fields": fields}})
    return {"should": forms, "minimum_should_match": 1}


def _as_one_text(words: str, form: str, boost: float) -> dict[str, Json]:
    """The item as one text, of which some places weigh more."""
    fields = [f"{field}{form}^{weight}" for field, weight in PLACES.items()]
    return {"combined_fields": {"query": words, "fields": fields, "boost": boost}}


def _dates(query: Query) -> list[Json]:
    bounds: dict[str, Json] = {}
    if query.since:
        bounds["gte"] = str(query.since)
    if query.until:
        bounds |= {"gt": "", "lte": str(query.until)}
    return [{"range": {"last_day": bounds}}] if bounds else []


def _chosen(query: Query, without: str = "") -> list[Json]:
    return [{"terms": {f"facets.{name}": list(values)}} for name, values in query.filters.items() if name != without]


def _facets(query: Query) -> dict[str, Json]:
    """Each facet counted under the filters of the others: those without selection together, then one by one."""
    together = [name for name in query.facets if name not in query.filters]
    groups = {"": together} if together else {}
    groups |= {name: [name] for name in query.facets if name in query.filters}
    return {
        f"facets {without}".strip(): {
            "filter": {"bool": {"filter": _chosen(query, without)}},
            "aggs": {name: _values_of(name) for name in names},
        }
        for without, names in groups.items()
    }


def _crossed(query: Query) -> dict[str, Json]:
    """The values of the second facet of each pair, each with those of the first: fewer buckets than the other way."""
    return {
        f"crossed {first} {second}": {
            "filter": {"bool": {"filter": _chosen(query)}},
            "aggs": {second: _values_of(second) | {"aggs": {first: _values_of(first)}}},
        }
        for first, second in query.crossed
    }


def _values_of(facet: str) -> dict[str, Json]:
    return {"terms": {"field": f"facets.{facet}", "size": MOST_VALUES}}


def _held(question: Question) -> dict[str, Json]:
    """How many items answer each term: what tells the rare words of the question from the others."""
    if len(question.terms) < 2:
        return {}
    return {f"term {n}": {"filter": {"bool": _answering(term)}} for n, term in enumerate(question.terms)}
