"""How long a page of results takes, its twenty best and its exact facets, beside what the engine below takes alone.

Engine and peers are asked in turn, in an order that changes at each round: whatever slows the machine slows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.db import connection

from benchmarks import elastic
from benchmarks.questions import Asked, asked
from benchmarks.timing import Times, as_a_request
from search.engines.choice import engine as engine_named
from search.engines.conditions import dialect
from search.engines.question import Question, understand
from search.engines.words import guess, known
from search.interface import Engine

ENGINE = "engine"
Work = Callable[[], object]

FTS5 = "SELECT rowid FROM search_fts WHERE search_fts MATCH ? ORDER BY bm25(search_fts) LIMIT 20"
TS_RANK = (
    "SELECT id FROM search_fts WHERE vector @@ CAST(%(q)s AS tsquery) "
    "ORDER BY ts_rank(vector, CAST(%(q)s AS tsquery)) DESC LIMIT 20"
)


def measured(name: str, size: int, runs: int) -> dict[str, object]:
    """Of each question: how many items answer it, what the engine takes and what its peers take."""
    engine = engine_named(name)
    questions = asked(size)
    works = [_works(name, engine, one) for one in questions]
    times = [{subject: Times() for subject in work} for work in works]
    for work in works:
        for subject in work.values():
            subject()
    for number in range(runs):
        for work, taken in zip(works, times, strict=True):
            subjects = list(work)
            turn = number % len(subjects)
            for subject in subjects[turn:] + subjects[:turn]:
                if taken[subject].wanted:
                    with as_a_request():
                        taken[subject].run(work[subject])
    told = [_told(engine, one, taken) for one, taken in zip(questions, times, strict=True)]
    if name == "elasticsearch":
        for one, answer in zip(questions, told, strict=True):
            answer["requests"] = elastic.requests_of(engine, one.query)
    return {"queries": told}


def _works(name: str, engine: Engine, one: Asked) -> dict[str, Work]:
    return {ENGINE: partial(engine.search, one.query), **_peers(name, engine, one)}


def _peers(name: str, engine: Engine, one: Asked) -> Mapping[str, Work]:
    if name == "elasticsearch":
        return {"raw_search": elastic.replayed(engine, one.query)}
    question = understand(one.text, known, guess)
    _, (same,) = dialect().matching_ids(question)
    if connection.vendor == "sqlite":
        return {"fts5_word": partial(_fts5, _plain(question)), "fts5_same": partial(_fts5, same)}
    return {"ts_rank_same": partial(_ts_rank, same)}


def _plain(question: Question) -> str:
    """The words as they were typed, and nothing that French adds."""
    return " OR ".join(dialect().quote(term.exact[-1]) for term in question.terms)


def _fts5(expression: object) -> list[tuple]:
    return connection.connection.execute(FTS5, [expression]).fetchall()


def _ts_rank(expression: object) -> list[tuple]:
    return connection.connection.execute(TS_RANK, {"q": expression}).fetchall()


def _told(engine: Engine, one: Asked, taken: Mapping[str, Times]) -> dict[str, object]:
    total = engine.search(one.query).total
    mine = taken[ENGINE].told()
    peers = {}
    for name, times in taken.items():
        if name != ENGINE:
            peer = times.told()
            ratio = {"ratio": round(mine["median_ms"] / peer["median_ms"], 3)}
            if name.startswith("fts5"):  # a server's time is not this process's
                ratio["processor_ratio"] = round(mine["processor_ms"] / max(peer["processor_ms"], 0.001), 3)
            peers[name] = peer | ratio | {"more_ms": round(mine["median_ms"] - peer["median_ms"], 3)}
    return {"name": one.name, "text": one.text, "total": total, "engine": mine, "peers": peers}
