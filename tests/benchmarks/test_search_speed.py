"""The benchmark of the search, run for real on a small portal."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.db import connection

from benchmarks import elastic, facets, report, search_speed
from benchmarks.portals import SQLITE, Portal
from benchmarks.synthetic import MARKERS, held_by
from benchmarks.worker import Failed, Worker, tasks
from core.models import KnowledgePage
from search.engines.database import DatabaseEngine
from search.interface import Answer, Match, Query
from search.models import FacetValue
from taxonomy.models import Territory
from taxonomy.referentiel import read

SIZE = 200
QUICK = ["--engines", "sqlite", "--runs", "2", "--checks", "30", "--publish", "1", "--searches", "2"]

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")


class InThisProcess:
    """A worker without a process of its own: it works on the test's database."""

    def __init__(self, portal: Portal, engine: str) -> None:
        self.tasks = tasks(portal, engine)

    def __call__(self, task: str, **given: object) -> Mapping[str, object]:
        return json.loads(json.dumps(self.tasks[task](**given)))

    def __enter__(self) -> InThisProcess:
        return self

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture
def towns(db: None) -> None:
    """The communes, without what they belong to: loading the whole référentiel takes longer than all the rest."""
    rows = [row for row in read() if row["level"] == "commune" and int(row["population"] or 0) > 5_000]
    Territory.objects.bulk_create(Territory(level="commune", code=row["code"], name=row["name"]) for row in rows)


@pytest.fixture
def here(towns: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BENCH_DIR", str(tmp_path / "bench"))
    monkeypatch.setattr(search_speed, "Worker", InThisProcess)
    return tmp_path / "results"


@only_sqlite
def test_everything_is_measured_and_kept_as_json(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["search_speed.py", "--sizes", str(SIZE), *QUICK, "--results", str(here)])

    search_speed.main()

    result = json.loads((here / f"sqlite-{SIZE}.json").read_text(encoding="utf-8"))
    assert KnowledgePage.objects.filter(external_id__startswith="synth-").count() == SIZE
    totals = {one["text"]: one["total"] for one in result["latency"] if "filtered" not in one["name"]}
    assert {word: totals[word] for word in MARKERS} == {word: held_by(word, SIZE) for word in MARKERS}
    for one in result["latency"]:
        assert one["engine"]["runs"] == 2
        assert 0 < one["engine"]["median_ms"] <= one["engine"]["p95_ms"]
        assert set(one["peers"]) == {"fts5_word", "fts5_same"}
        assert all(peer["ratio"] > 0 for peer in one["peers"].values())
    assert (result["facets"]["checks"], result["facets"]["differing"]) == (30, 0)
    assert result["publish"]["ratio"] == 1
    assert result["memory"]["after"]["all_mb"] >= 1
    printed = capsys.readouterr().out
    assert "30 of 30 random questions counted as SQL does" in printed
    assert "÷ fts5_same" in printed

    # A portal that is complete is taken as it is; figures that are not measured again are kept.
    monkeypatch.setattr("benchmarks.portals._fill", pytest.fail)
    monkeypatch.setattr(sys, "argv", [*sys.argv, "--only", "memory"])
    search_speed.main()
    again = json.loads((here / f"sqlite-{SIZE}.json").read_text(encoding="utf-8"))
    assert (again["latency"], again["facets"]) == (result["latency"], result["facets"])


@only_sqlite
def test_a_portal_is_indexed_anew_when_its_index_is_not_what_it_would_be(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    work = InThisProcess(Portal(40, SQLITE), SQLITE)
    work("complete")
    monkeypatch.setattr("benchmarks.portals._fill", pytest.fail)
    work("complete")
    assert "indexed anew" not in capsys.readouterr().err

    FacetValue.objects.filter(facet="kind").delete()
    work("complete")

    assert "indexed anew" in capsys.readouterr().err
    assert FacetValue.objects.filter(facet="kind").count() == 40


@only_sqlite
def test_counts_that_differ_from_those_of_sql_are_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Mistaken(DatabaseEngine):
        def search(self, query: Query) -> Answer:
            answer = super().search(query)
            answer.counts.get("kind", {}).pop("event", None)
            return answer

    InThisProcess(Portal(60, SQLITE), SQLITE)("complete")
    monkeypatch.setattr(facets, "engine_named", lambda name: Mistaken())
    found = facets.compared("database", checks=10)
    assert found["differing"] > 0
    assert {one["source"] for one in found["examples"]} == {"search_facetvalue", "content"}


def test_an_engine_whose_server_is_not_given_is_skipped_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    monkeypatch.setattr(sys, "argv", ["search_speed.py", "--engines", "elasticsearch", "--results", str(tmp_path)])
    search_speed.main()
    assert "elasticsearch: skipped, ELASTICSEARCH_URL is not given" in capsys.readouterr().out


def test_a_worker_tells_what_went_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_DIR", str(tmp_path))
    with Worker(Portal(10, SQLITE), SQLITE) as worker:
        with pytest.raises(Failed, match="sing: KeyError"):
            worker("sing")
        with pytest.raises(Failed, match=r"latency: .*no such table"):
            worker("latency", runs=1)


@pytest.mark.parametrize(
    ("total", "ratio", "more", "within"),
    [(20, 9.0, 4.9, True), (20, 9.0, 5.1, False), (4_000, 1.9, 60.0, True), (4_000, 2.1, 1.0, False)],
)
def test_few_matches_are_allowed_some_milliseconds_and_many_a_ratio(
    total: int, ratio: float, more: float, within: bool
) -> None:
    one = {"total": total, "peers": {"fts5_same": {"ratio": ratio, "more_ms": more}}}
    assert report.within_bar("sqlite", one) is within


# -- listening to Elasticsearch ---------------------------------------------------------------------------------------
class Server(BaseHTTPRequestHandler):
    """Answers every search with no hit, and keeps what it was asked."""

    asked: list[tuple[str, object]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, json.loads(body)))
        answer = json.dumps({"hits": {"hits": []}}).encode()
        self.send_response(200)
        for name, value in (
            ("X-Elastic-Product", "Elasticsearch"),
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(answer))),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    Server.asked = []
    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_requests_of_an_engine_are_sent_again_as_they_were(server: HTTPServer) -> None:
    from elasticsearch import Elasticsearch

    with Elasticsearch(f"http://127.0.0.1:{server.server_port}") as client:

        class AnEngine:
            def search(self, query: Query) -> Answer:
                client.search(index="bench-10", query={"match": {"title": query.text}}, size=query.per_page)
                return Answer(0, list[Match]())

        again = elastic.replayed(AnEngine(), Query(text="compost"))
        assert len(Server.asked) == 1
        again()
        again()
    assert Server.asked == [("/bench-10/_search", {"query": {"match": {"title": "compost"}}, "size": 20})] * 3


def test_an_engine_that_asks_its_server_nothing_has_no_peer() -> None:
    class Silent:
        def search(self, query: Query) -> Answer:
            return Answer(0, [])

    with pytest.raises(RuntimeError, match="asked its server nothing"):
        elastic.replayed(Silent(), Query(text="compost"))
