"""`make run`: the site, its worker and its schedule live and end together."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

LONG = 90.0  # seconds, on a busy machine


@pytest.fixture
def running(tmp_path: Path, migrated: Path) -> Iterator[subprocess.Popen[str]]:
    """`manage.py run_all` on a database of its own, in a process group of its own."""
    if not migrated.exists():
        pytest.skip("the migrated database is kept on SQLite only")
    shutil.copy(migrated, tmp_path / "portal.sqlite3")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_all", "--port", "0"],
        cwd=settings.BASE_DIR,
        env=kept | {"STATE_DIR": str(tmp_path), "ENV_FILE": os.devnull, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    yield process
    if group(process):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def group(leader: subprocess.Popen[str]) -> list[int]:
    """The processes of its group that are alive."""
    alive = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(pgrp) == leader.pid and state != "Z":
            alive.append(int(stat.parent.name))
    return alive


def wait_for(leader: subprocess.Popen[str], number: int, among: str = "") -> list[int]:
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        found = [pid for pid in group(leader) if among in command(pid)]
        if len(found) == number:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{len(found)} processes, not {number}")


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


def test_a_child_that_dies_comes_back_and_all_end_with_their_parent(running: subprocess.Popen[str]) -> None:
    wait_for(running, 4)
    (worker,) = wait_for(running, 1, " bound db_worker ")
    os.kill(worker, signal.SIGKILL)
    until = time.monotonic() + LONG
    while worker in group(running) or not [pid for pid in group(running) if " bound db_worker " in command(pid)]:
        assert time.monotonic() < until, "nobody came back"
        time.sleep(0.2)
    running.kill()
    wait_for(running, 0)


def test_a_polite_end_is_everybodys(running: subprocess.Popen[str]) -> None:
    wait_for(running, 4)
    running.terminate()
    assert running.wait(LONG) == 0
    assert group(running) == []
