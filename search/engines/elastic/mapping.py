"""What the index is made of on the server: the analysis of `french`, one field for each part of an item."""

from __future__ import annotations

from french.analysis import Json, elasticsearch_analysis
from search.documents import FIELDS
from search.meaning.model import model

# Questions come analysed (by the same definition of French): the words asked for are taken as they are.
ASKED_WITH = "whitespace"


def index_settings() -> dict[str, Json]:
    return {"number_of_shards": 1, "number_of_replicas": 0, "analysis": elasticsearch_analysis()}


def index_mappings() -> dict[str, Json]:
    return {
        "dynamic": "strict",
        "properties": {
            "item": {"type": "long"},
            "version": {"type": "long"},
            "sort_date": {"type": "keyword"},
            "sort_title": {"type": "keyword"},
            "last_day": {"type": "keyword"},
            "expires_at": {"type": "date"},
            "facets": {"type": "object", "dynamic": True},
            **{field: _text_of(field) for field in FIELDS},
            # Found by each of its words once, however long the files are.
            "attached": _words("french_stem") | {"norms": False, "index_options": "docs", "copy_to": "loose"},
            "loose": _words("french_loose") | {"norms": False, "index_options": "docs"},
            **vector_field(),
        },
        "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": {"type": "keyword"}}}],
    }


def vector_field() -> dict[str, Json]:
    """What an item means, where there is a model."""
    known = model()
    return {"opening": {"type": "dense_vector", "dims": known.dimensions, "similarity": "cosine"}} if known else {}


def _text_of(field: str) -> dict[str, Json]:
    return _words("french_stem") | {
        "copy_to": "loose",
        "fields": {"exact": _words("french_exact"), "surface": _words("french_surface")},
    }


def _words(analyzer: str) -> dict[str, Json]:
    return {"type": "text", "analyzer": analyzer, "search_analyzer": ASKED_WITH}
