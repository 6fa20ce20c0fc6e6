"""How fast the bulk import is, beside the editor's way, on one backend and with the same records.

    python benchmarks/import_speed.py [--existing 10000] [--records 10000] [--peer 300] [--short] [--profile]

The database is a throw-away one: SQLite by default, PostgreSQL where DATABASE_URL names one. Both ways read the same
records, check them by the same rules and start from the same number of pages:

- editor: ``parent.add_child(page)``, then ``page.save_revision().publish()``;
- import: ``manage.py import_content``, the whole command, reading the file included.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

Times = tuple[float, float]  # seconds by the clock, seconds of the processor
VOCABULARY = ("10-themes", "11-audiences", "20-organisations", "21-people")


SHORT = {
    "kind": "experience", "summary": "Un composteur partagé au pied de trois immeubles, suivi par les habitants.",
    "body": "Les habitants ont choisi l’emplacement.\n\n- un référent par hall\n- un passage par semaine",
    "themes": ["biodechets"], "tags": ["compost"], "territories": ["37261"], "organisations": ["Tours Habitat"],
    "outcome": "success", "evidence": "testimony", "title": "Un composteur au pied des immeubles",
}  # fmt: skip


def records(first: int, count: int, *, short: bool) -> Iterator[str]:
    """Retours d'expérience of the demonstration, renamed and linked to one another, one JSON line each."""
    demo = (ROOT / "demo/40-experiences.jsonl").read_text(encoding="utf-8")
    source = [SHORT] if short else [json.loads(line) for line in demo.splitlines()]
    chance = random.Random(first)
    for number in range(first, first + count):
        record = dict(source[number % len(source)])
        for name in ("image", "image_alt", "image_credit", "slug"):
            record.pop(name, None)
        record["external_id"] = f"essai-{number}"
        record["title"] = f"{record['title']} ({number})"[:255]
        record["published_on"] = f"{chance.randint(2005, 2025)}-{chance.randint(1, 12):02d}"
        others = {chance.randrange(first, first + count) for _ in range(2)} - {number}
        record["links"] = [{"to": f"essai-{other}", "kind": "see_also"} for other in others]
        yield json.dumps(record, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--existing", type=int, default=10_000, help="pages that the portal holds beforehand")
    parser.add_argument("--records", type=int, default=10_000, help="records imported")
    parser.add_argument("--peer", type=int, default=300, help="of them, how many are also made the editor's way")
    parser.add_argument("--short", action="store_true", help="records of a few lines instead of the demonstration's")
    parser.add_argument("--profile", action="store_true", help="show where the import spends its time")
    options = parser.parse_args()
    import django

    django.setup()
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        connection.settings_dict["TEST"]["NAME"] = (
            str(Path(folder) / "speed.sqlite3") if connection.vendor == "sqlite" else "import_speed"
        )
        former = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            measure(Path(folder), options)
        finally:
            connection.creation.destroy_test_db(former, verbosity=0)


def measure(folder: Path, options: argparse.Namespace) -> None:
    from django.core.management import call_command
    from django.db import connection
    from wagtail.models import Page

    call_command("load_territories", verbosity=0)
    call_command("import_content", *[str(ROOT / f"demo/{name}.jsonl") for name in VOCABULARY], verbosity=0)
    _import(folder / "existing.jsonl", records(1_000_000, options.existing, short=options.short))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {Page.objects.count()} pages")

    sample = folder / "sample.jsonl"
    sample.write_text("\n".join(records(2_000_000, options.peer, short=options.short)), encoding="utf-8")
    editor = _told("editor", options.peer - 1, _made_by_editor(sample))
    profile = cProfile.Profile() if options.profile else None
    lines = records(3_000_000, options.records, short=options.short)
    bulk = _told("import", options.records, _import(folder / "import.jsonl", lines, profile))
    print(f"ratio   {bulk[0] / editor[0]:6.1f} ({bulk[1] / editor[1]:.1f} by processor time)")
    lines = records(3_000_000, options.records, short=options.short)
    _told("again", options.records, _import(folder / "import.jsonl", lines))
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


def _told(name: str, count: int, times: Times) -> Times:
    """Prints and returns records per second, by the clock and by the processor's time."""
    rates = count / times[0], count / times[1]
    print(
        f"{name:7s} {rates[0]:6.1f} records/s ({rates[1]:.1f} by processor time; {count} in {times[0]:.1f} s)",
        flush=True,
    )
    return rates


def _import(path: Path, lines: Iterator[str], profile: cProfile.Profile | None = None) -> Times:
    from django.core.management import call_command

    path.write_text("\n".join(lines), encoding="utf-8")
    started = time.perf_counter(), time.process_time()
    if profile:
        profile.enable()
    call_command("import_content", str(path), create_missing=True, verbosity=0)
    if profile:
        profile.disable()
    return time.perf_counter() - started[0], time.process_time() - started[1]


def _made_by_editor(path: Path) -> Times:
    from wagtail.models import Page

    from exchange.files import Files
    from exchange.importer import Importer, Options
    from exchange.readers import Record, read

    class Silence:
        def start(self, total: int) -> None: ...
        def advance(self, lines: int) -> None: ...
        def tell(self, message: str) -> None: ...

    importer = Importer([path], Options(create_missing=True), Silence())
    importer.prepare()
    intake = importer.intake
    intake.sources.files = Files(path.parent)
    first, *others = [record for record in read(path) if isinstance(record, Record)]
    intake.take(first, "")  # loads the vocabularies: the editor's process has them at hand
    started = time.perf_counter(), time.process_time()
    for record in others:
        intake.take(record, "")
    for planned in intake.planned[1:]:
        parent = Page.objects.get(pk=planned.new.parent.pk).specific
        parent.add_child(instance=planned.new.page)
        planned.new.page.save_revision().publish()
    return time.perf_counter() - started[0], time.process_time() - started[1]


if __name__ == "__main__":
    main()
