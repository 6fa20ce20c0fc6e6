"""Results as tables for a terminal: each figure beside its peer's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Values = Mapping[str, object]
# Engine → its peer, the most that the ratio may be on broad questions, the most milliseconds more on the others.
BARS = {
    "sqlite": ("fts5_same", 2.0, 5.0),
    "elasticsearch": ("raw_search", 1.3, 3.0),
    "postgresql": ("sqlite", 3.0, 0.0),
}
BROAD = 4_000  # matches
SIZE = 100_000  # items for which the bars stand


def told(engine: str, results: Mapping[int, Values]) -> str:
    parts = []
    for size, result in results.items():
        parts.append(f"\n== {engine}, {size:,} items ==")
        parts += [line for name, section in SECTIONS.items() if name in result for line in section(engine, result)]
    least = min(results)
    for size, result in results.items():
        if "memory" in result:
            parts.append(_memory(size, result["memory"], least, results[least]["memory"]))
    return "\n".join(parts)


def within_bar(engine: str, one: Values) -> bool | None:
    """Whether a question is answered within what is asked of the engine; None where its peer was not measured."""
    peer, most, more = BARS[engine]
    if peer not in one["peers"]:
        return None
    beside = one["peers"][peer]
    if one["total"] >= BROAD or not more:
        return beside["ratio"] <= most
    return beside["more_ms"] <= more


def _latency(engine: str, result: Values) -> list[str]:
    names = list(dict.fromkeys(name for one in result["latency"] for name in one["peers"]))
    judged = result["size"] >= SIZE
    rows = [["question", "matches", "median", "p95", *(f"÷ {name}" for name in names), "more", *["bar"] * judged]]
    for one in result["latency"]:
        peers, mine = one["peers"], one["engine"]
        bar = {True: "within", False: "OVER", None: "–"}[within_bar(engine, one)]
        more = peers.get(BARS[engine][0], {}).get("more_ms")
        rows.append([
            one["name"][:44], f"{one['total']:,}", _ms(mine["median_ms"]), _ms(mine["p95_ms"]),
            *(_beside(peers.get(name)) for name in names), "–" if more is None else f"{more:+.1f} ms", *[bar] * judged,
        ])  # fmt: skip
    note = "÷: engine’s median over the peer’s (by processor time where all the work is in this process)"
    lines = [*_table(rows), note]
    if "requests" in result["latency"][0]:
        lines.append(f"requests a page, at most: {max(one['requests'] for one in result['latency'])}")
    return lines


def _beside(peer: Values | None) -> str:
    if peer is None:
        return "–"
    processor = f" ({peer['processor_ratio']:.2f})" if "processor_ratio" in peer else ""
    return f"{peer['ratio']:.2f}{processor}"


def _plans(engine: str, result: Values) -> list[str]:
    """Of the questions that few items answer, those that read the table whole."""
    selective = [one for one in result["plans"] if one["selective"]]
    wrong = {
        one["name"]: [way["sql"] for way in one["ways"] if way["way"] == "Seq Scan"]
        for one in selective
        if any(way["way"] == "Seq Scan" for way in one["ways"])
    }
    lines = [f"plans: {len(selective) - len(wrong)} of {len(selective)} selective questions read by an index only"]
    return [*lines, *(f"  {name}: {sql}…" for name, statements in wrong.items() for sql in statements[:1])]


def _facets(engine: str, result: Values) -> list[str]:
    found = result["facets"]
    lines = [
        f"facets: {found['checks'] - found['differing']} of {found['checks']} random questions counted as SQL does; "
        f"search ÷ GROUP BY: {found['median_ratio']} (median), {found['total_ratio']} (in all)"
    ]
    return [*lines, *(f"  differs from {one['source']}: {one['text']!r} {one['filters']}" for one in found["examples"])]


def _rebuild(engine: str, result: Values) -> list[str]:
    found = result["rebuild"]
    if "skipped" in found:
        return [f"rebuild: skipped, {found['skipped']}"]
    return [f"rebuild: {found['seconds']} s ÷ streaming_bulk {found['raw_seconds']} s = {found['ratio']}"]


def _publish(engine: str, result: Values) -> list[str]:
    found = result["publish"]
    return [
        f"publish: {found['median_ms']} ms, {found['ratio']:.2f} of what it takes among {found['beside']:,} items "
        f"({found['processor_ratio']:.2f} by processor time); "
        f"the next search ÷ a warm one: {found['next_search_ratio']:.1f}"
    ]


SECTIONS = {"latency": _latency, "plans": _plans, "facets": _facets, "rebuild": _rebuild, "publish": _publish}


def _memory(size: int, found: Values, least: int, peer: Values) -> str:
    if "skipped" in found:
        return f"memory: skipped, {found['skipped']}"
    before, after = found["before"]["own_mb"], found["after"]["own_mb"]
    return (
        f"memory, {size:,} items: {before} → {after} MB of its own after {found['searches']} searches "
        f"(× {after / before:.2f}); {after / peer['after']['own_mb']:.2f} of a process among {least:,} items; "
        f"{found['after']['all_mb']} MB with what is shared"
    )


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        first, *others = zip(row, widths, strict=True)
        lines.append("  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]))
    return lines


def _ms(value: float) -> str:
    return f"{value:.1f} ms"
