from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PASSED = "12 passed, 2 skipped in 3.21s\n"


@pytest.fixture
def check(tmp_path: Path):
    def check(*logs: str) -> subprocess.CompletedProcess[str]:
        files = []
        for number, log in enumerate(logs):
            file = tmp_path / f"{number}.log"
            file.write_text(log, encoding="utf-8")
            files.append(str(file))
        script = settings.BASE_DIR / "scripts" / "check_skips.py"
        return subprocess.run([sys.executable, script, *files], capture_output=True, text=True, check=False)

    return check


def test_what_one_of_the_runs_tried_is_fine(check) -> None:
    ran = check(
        "SKIPPED [1] tests/a.py:3: needs PostgreSQL\n" + PASSED, "SKIPPED [2] tests/b.py:8: SQLite only\n" + PASSED
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def test_what_both_runs_skipped_is_named_with_its_reason(check) -> None:
    skipped = "SKIPPED [4] tests/browser/test_x.py:30: Chromium is missing: apt-get install chromium\n" + PASSED
    ran = check(skipped, "SKIPPED [1] tests/b.py:8: SQLite only\n" + skipped)
    assert ran.returncode == 1
    assert (
        ran.stdout
        == "Skipped in both runs: tests/browser/test_x.py:30: Chromium is missing: apt-get install chromium\n"
    )


def test_a_run_that_was_cut_short_is_no_run(check) -> None:
    assert check("SKIPPED [1] tests/a.py:3: x\n", PASSED).returncode == 2
    assert check("", "").returncode == 2
    assert check(PASSED).returncode == 2
