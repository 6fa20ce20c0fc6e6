"""A mailing to thousands of readers whose worker is killed again and again.

    python benchmarks/mailing.py [--readers 10000] [--kills 50] [--seed 1] [--state DIR] [--json]

A real SMTP server takes the letters; now and then it puts one off, refuses an address, or takes a letter and hangs up
before its answer. Workers (two side by side) and the scheduler are processes of their own; one worker after the other
is killed with SIGKILL at a random moment of its sending, sometimes the scheduler with it. At the end each reader is
looked for among what the server took: none may be missing, none may have two letters unless the outbox says that it was
in doubt. ``--state``: an empty folder for the database (DATABASE_URL: an empty database of yours instead).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PER_MINUTE = 60_000
LIMIT = 3_600  # seconds
HUNG_UP, PUT_OFF, UNKNOWN_ADDRESS = 0.003, 0.01, 0.005  # of the letters


class Fleet:
    """The processes that send, and their killing."""

    def __init__(self, port: int, chance: random.Random) -> None:
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["benchmarks.mailing_process"])
        self.port, self.chance = port, chance
        self.workers = [self._start("work") for _ in range(2)]
        self.clock = self._start("keep_time")
        self.killed_schedulers = 0

    def _start(self, name: str) -> BaseProcess:
        from benchmarks import mailing_process

        process = self.context.Process(target=getattr(mailing_process, name), args=(self.port, PER_MINUTE))
        process.start()
        return process

    def kill_one(self) -> None:
        for index, worker in enumerate(self.workers):
            worker.kill()
            worker.join()
            self.workers[index] = self._start("work")
        if self.chance.random() < 0.2:
            self.clock.kill()
            self.clock.join()
            self.clock = self._start("keep_time")
            self.killed_schedulers += 1

    def stop(self) -> None:
        for process in (*self.workers, self.clock):
            process.kill()
            process.join()


def measure(readers: int, kills: int, seed: int) -> dict[str, object]:
    from benchmarks import mailing_process
    from newsletter.mailing import queue
    from newsletter.models import Mailing, OutboxLetter
    from tests.newsletter.mailing.conftest import make_readers
    from tests.newsletter.mailing.server import PostOffice, open_post_office

    chance = random.Random(seed)
    office = PostOffice()
    unknown = set()
    for address in (one.email for one in make_readers(readers)):
        if chance.random() < HUNG_UP:
            office.hangs_up[address] = 1
        elif chance.random() < PUT_OFF:
            office.answers[address] = ["451 4.3.0 later"]
        elif chance.random() < UNKNOWN_ADDRESS:
            unknown.add(address)
            office.answers[address] = ["550 5.1.1 no such user"] * 10
    began = time.monotonic()
    with open_post_office(office) as port:
        mailing_process.prepare(port, PER_MINUTE)
        queue.plan(Mailing.Kind.ISSUE, "benchmark", planned_for=django_now())
        fleet = Fleet(port, chance)
        try:
            killed = _kill_until_done(fleet, office, readers, kills, chance, began)
        finally:
            fleet.stop()
    rows = OutboxLetter.objects.select_related("subscriber")
    doubtful = set(rows.filter(doubtful=True).values_list("subscriber__email", flat=True))
    addresses = set(rows.values_list("subscriber__email", flat=True))
    times = office.times
    twice = {address for address, number in times.items() if number > 1}
    keys = {}
    for one in office.received:
        keys.setdefault(one.to, set()).add(one.key)
    return {
        "readers": readers,
        "kills": killed,
        "killed_schedulers": fleet.killed_schedulers,
        "seconds": round(time.monotonic() - began),
        "state": Mailing.objects.get(name="benchmark").state,
        "rows": len(addresses),
        "forgotten": len(addresses - unknown - set(times)),
        "refused": rows.filter(state=OutboxLetter.State.REFUSED).count(),
        "doubtful": len(doubtful),
        "twice": len(twice),
        "twice_without_doubt": len(twice - doubtful),
        "more_than_twice": sum(number > 2 for number in times.values()),
        "message_ids_that_differ": sum(len(of) > 1 for of in keys.values()),
        "attempts_to_open_a_line": office.lines,
    }


def _kill_until_done(
    fleet: Fleet, office: object, readers: int, kills: int, chance: random.Random, began: float
) -> int:
    """Kills spread over the sending; how many there were."""
    from newsletter.models import Mailing

    moments = sorted(chance.sample(range(1, max(kills + 2, readers * 95 // 100)), kills))
    killed = 0
    while time.monotonic() - began < LIMIT:
        if killed < kills and len(office.received) >= moments[killed]:
            time.sleep(chance.random() * 0.05)
            fleet.kill_one()
            killed += 1
        elif Mailing.objects.filter(name="benchmark", state=Mailing.State.DONE).exists():
            return killed
        else:
            time.sleep(0.005 if killed < kills else 0.5)
    return killed


def django_now() -> object:
    from django.utils import timezone

    return timezone.now()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mailing-") as folder:
        os.environ["STATE_DIR"] = str(given.state or folder)
        from django.core.management import call_command

        from benchmarks import mailing_process  # noqa: F401  (Django, with that folder)

        call_command("migrate", verbosity=0, interactive=False)
        told = measure(given.readers, given.kills, given.seed)
    if given.json:
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        sys.stdout.writelines(f"{name.replace('_', ' '):<24} {value}\n" for name, value in told.items())
    failed = told["forgotten"] or told["twice_without_doubt"] or told["more_than_twice"] or told["state"] != "done"
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
