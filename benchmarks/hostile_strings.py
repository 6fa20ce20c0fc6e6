"""Ten thousand hostile strings, sent to the form by which a practice is proposed.

    python benchmarks/hostile_strings.py [--number 10000] [--seed 1]

Each is sent in every text field of a step in turn, on a test database of its own. It says how many were kept exactly,
how many were refused, each with what was typed kept, and fails on the first answer that is neither.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

CLASSICS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\ufffe\uffff",
    "\u202egnirts",
    "\u2066a\u2069",
    "\x1b[31m",
    "\x0b\x0c\x85\u2028\u2029",
    "' OR '1'='1' --",
    "'; DROP TABLE experiences_proposal; --",
    "1; SELECT pg_sleep(10)",
    "%s %d %n %x %(x)s {0} {x.__class__} %",
    "{{ 7*7 }}{% debug %}{% include 'base.html' %}{# x #}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</textarea></title></script><h1>",
    "<!--",
    "]]>",
    "&lt;b&gt; &amp; &#0; &#x110000;",
    "javascript:alert(1)",
    '{"a": [1, {"b": null}]}',
    "[]",
    "null",
    "__proto__",
    '=HYPERLINK("http://a.fr")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "..%2f..%2f%00",
    "file:///etc/passwd",
    "a@b.fr\r\nBcc: c@d.fr",
    "\r\nSet-Cookie: a=b",
    "Ⅷ²³½١٢٣",
    "1e309",
    "-0",
    "NaN",
    "9" * 400,
    "x" * 7_000,
    "e\u0301" * 300,
    "Z" + "\u0300" * 500,
    "👩‍👩‍👧‍👦🏳️‍🌈🇫🇷",
    "שלום مرحبا",
    "ﷺ" * 100,
    "\ufeffa\u200b\u00ad",
    "http://a.fr " * 20,
    "[url=http://a.fr]a[/url]" * 9,
    "a\tb\nc\r\nd\re",
)


def hostile(seed: int) -> Iterator[str]:
    """An endless row of hostile strings, the same for the same ``seed``: the classics, mixed, cut, repeated, and signs
    taken at random from the whole of Unicode."""
    chance = random.Random(seed)
    while True:
        kind = chance.random()
        if kind < 0.4:
            yield "".join(chance.choices(CLASSICS, k=chance.randint(1, 3)))[: chance.choice((20, 200, 10_000))]
        elif kind < 0.8:
            yield "".join(chr(chance.randint(0, 0x10FFFF)) for _ in range(chance.randint(1, 60)))
        else:
            yield "".join(chr(chance.randint(0, 0x2FF)) for _ in range(chance.randint(1, 600)))


def run(said: str, send: Callable[[int, int], Counter[str]]) -> None:
    """Sends on a test database of its own, and says what became of it. ``said``: by ``--help``; ``send``: takes how
    many strings and the seed."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

    import django

    django.setup()
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    from django.conf import settings

    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        started = time.perf_counter()
        told = send(options.number, options.seed)
        seconds = time.perf_counter() - started
    finally:
        runner.teardown_databases(databases)
    sys.stdout.write(f"{options.number} strings for each form in {seconds:.0f} s: {dict(told)}\n")


def demand(holds: object, text: str, why: str) -> None:
    if not holds:
        raise SystemExit(f"{why}: {text[:200]!r}")


def _send(number: int, seed: int) -> Counter[str]:
    from django.test import Client

    from core.open_forms import pace
    from experiences.models import Proposal
    from experiences.proposing.drafts import begin
    from experiences.proposing.filled import mark_of
    from experiences.proposing.steps import STEPS

    pace.seconds_to_wait = lambda *_: 0  # what is measured here is what is said, not how fast
    client, strings, told = Client(), hostile(seed), Counter()
    proposal = begin({"title": "Un titre"}, None)
    fields = [(step.slug, "", name) for step in STEPS if step.form for name in step.form.base_fields]
    fields += [(step.slug, rows.name, name) for step in STEPS for rows in step.rows for name in rows.kind.base_fields]
    for turn in range(number):
        slug, rows, name = fields[turn % len(fields)]
        text = next(strings).encode(errors="replace").decode()
        proposal = Proposal.objects.get(pk=proposal.pk)
        typed = {"title": "Un titre", "opened_on": mark_of(proposal.answers(slug))}
        typed |= {f"{rows}-count": "1", f"{rows}-0-{name}": text} if rows else {name: text}
        response = client.post(f"/proposer/{proposal.secret}/{slug}/", typed)
        if response.status_code == 302:
            answers = Proposal.objects.get(pk=proposal.pk).answers(slug)
            kept = (answers.get(rows) or [{name: ""}])[0].get(name) if rows else answers.get(name)
            # A box is ticked or not; the choice of a place that was not offered is none.
            chosen = not isinstance(kept, str) or name == "place_code"
            demand(chosen or kept == text.replace("\r\n", "\n"), text, f"not kept exactly in {name}")
            told["kept"] += 1
        else:
            demand(response.status_code == 200, text, f"answered {response.status_code}")
            demand(b"form-errors" in response.content, text, "refused without a word")
            told["refused"] += 1
    return told


if __name__ == "__main__":
    run(__doc__, _send)
