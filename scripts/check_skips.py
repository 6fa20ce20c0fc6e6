"""Names the tests that were skipped in both of two runs: ``check_skips.py SQLITE.log POSTGRESQL.log``.

A test may need what one run has not (a browser, PostgreSQL, Elasticsearch); together the runs leave nothing untried.
Each log is the output of ``pytest -rs``, which ends with lines « SKIPPED [3] tests/x.py:12: the reason ».
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SKIPPED = re.compile(r"^SKIPPED \[\d+\] (?P<place>[^:\s]+:\d+|[^:\s]+): (?P<reason>.*)$")


def skipped(log: Path) -> dict[str, str]:
    """Where tests were skipped in that run, and why."""
    matches = (SKIPPED.match(line.strip()) for line in log.read_text(encoding="utf-8", errors="replace").splitlines())
    return {match["place"]: match["reason"] for match in matches if match}


def ran(log: Path) -> bool:
    """Whether the log ends as a whole run does: a run cut short skips nothing."""
    return bool(
        re.search(r"^=*\s*.*\b\d+ passed\b.* in \d", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    )


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__)
        return 2
    first, second = (Path(argument) for argument in arguments)
    for log in (first, second):
        if not ran(log):
            print(f"{log}: no line says how many tests passed.")
            return 2
    once, again = skipped(first), skipped(second)
    for place in sorted(once.keys() & again.keys()):
        print(f"Skipped in both runs: {place}: {once[place]}")
    return 1 if once.keys() & again.keys() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
