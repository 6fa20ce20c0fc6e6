"""A mailing whose workers are killed: nobody is forgotten, nobody written to twice unless the outbox says so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


def test_killed_workers_forget_nobody_and_repeat_nothing_without_saying_so(tmp_path: Path, migrated: Path) -> None:
    if not migrated.exists():
        pytest.skip("the migrated database is kept on SQLite only")
    shutil.copy(migrated, tmp_path / "portal.sqlite3")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ran = subprocess.run(
        [sys.executable, "benchmarks/mailing.py", "--readers=200", "--kills=5", "--seed=3", "--json", f"--state={tmp_path}"],
        cwd=settings.BASE_DIR, env=kept | {"ENV_FILE": os.devnull}, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr[-2_000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    assert (told["kills"], told["rows"], told["state"]) == (5, 200, "done")
    assert (told["forgotten"], told["twice_without_doubt"], told["more_than_twice"]) == (0, 0, 0)
    assert told["message_ids_that_differ"] == 0
