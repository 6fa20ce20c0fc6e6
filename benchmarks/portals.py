"""Portals full of synthetic content, one for each size and database: made once by the importer, then kept.

They stand under ``var/bench`` or ``$BENCH_DIR``, one folder a size; on PostgreSQL in databases of their own beside that
of ``DATABASE_URL``, which is left alone. Half made, the next run finishes them.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from benchmarks import synthetic

ROOT = Path(__file__).resolve().parent.parent
SQLITE, POSTGRESQL, ELASTICSEARCH = "sqlite", "postgresql", "elasticsearch"
INDEX_PREFIX = "bench-"
LOOKED_AT = 20  # items that are compared with what the index holds

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Portal:
    size: int
    database: str
    only: str = ""  # the one kind that its items are of, "" for all

    @property
    def folder(self) -> Path:
        return Path(os.environ.get("BENCH_DIR") or ROOT / "var" / "bench") / self.name

    @property
    def name(self) -> str:
        return f"{self.size}-{self.only}" if self.only else str(self.size)

    @property
    def made(self) -> Path:
        """What tells that the portal is complete, and of what it was made."""
        return self.folder / f"made-{self.database}.json"

    @property
    def database_url(self) -> str:
        if self.database == SQLITE:
            return ""
        address = urlsplit(os.environ["DATABASE_URL"])
        return urlunsplit(address._replace(path=f"{address.path}_bench_{self.name.replace('-', '_')}"))

    def environment(self, engine: str) -> dict[str, str]:
        """What a process needs to work on this portal, and on nothing else."""
        elasticsearch = os.environ.get("ELASTICSEARCH_URL", "") if engine == ELASTICSEARCH else ""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "STATE_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "ELASTICSEARCH_URL": elasticsearch,
            "ELASTICSEARCH_INDEX": f"{INDEX_PREFIX}{self.name}",
            "DEBUG": "false",
            "LOG_LEVEL": "ERROR",
        }


def complete(portal: Portal, tell: Told) -> dict[str, object]:
    """Makes what is missing of the portal that the settings name, and returns what it is made of."""
    from django.conf import settings
    from django.core.management import call_command

    _create_database()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty here, but looked for
    call_command("migrate", interactive=False, verbosity=0)
    known = json.loads(portal.made.read_text(encoding="utf-8")) if portal.made.exists() else {}
    content = hashlib.sha256(synthetic.sample(portal.size, only=portal.only).encode()).hexdigest()[:16]
    if known.get("content") != content or not _holds(portal.size):
        known = {"content": content, **_fill(portal, tell)}
    elif not _is_up_to_date(portal.size):
        tell(f"{portal.size} items, {portal.database}: indexed anew, for what the index keeps of an item has changed")
        _index()
    portal.made.write_text(json.dumps(known), encoding="utf-8")
    return known


def _fill(portal: Portal, tell: Told) -> dict[str, object]:
    from django.core.management import call_command

    from taxonomy.models import Territory

    tell(f"{portal.size} items, {portal.database}: importing (some 100 items/s), once for all")
    if not Territory.objects.exists():
        call_command("load_territories", verbosity=0)
    started = time.perf_counter()
    files = synthetic.write(portal.folder, portal.size, portal.only)
    call_command("import_content", *map(str, files), create_missing=True, verbosity=0)
    for file in files[-2:]:
        file.unlink()
    _analyze()
    if not _holds(portal.size):
        raise RuntimeError(f"{portal.folder} holds other items than the {portal.size} expected: delete it.")
    return {"import_seconds": round(time.perf_counter() - started, 1)}


def _holds(size: int) -> bool:
    from search.models import IndexedItem

    return IndexedItem.objects.filter(page__external_id__startswith="synth-").count() == size


def _is_up_to_date(size: int) -> bool:
    """Whether a few items, indexed again, give what the index holds of them."""
    from django.db import transaction

    from core.models import KnowledgePage
    from search import documents
    from search.engines import writing
    from search.models import IndexedItem

    ids = list(IndexedItem.objects.order_by("pk").values_list("pk", flat=True))[:: max(1, size // LOOKED_AT)]
    with transaction.atomic():
        before = _indexed(ids)
        pages = KnowledgePage.objects.filter(pk__in=ids).specific()
        writing.write([documents.build(page) for page in pages])
        after = _indexed(ids)
        transaction.set_rollback(True)
    return before == after


def _indexed(ids: Sequence[int]) -> list[object]:
    from django.db import connection

    from search.models import FacetValue, IndexedItem, IndexedWord

    items = [{**one, "version": 0} for one in IndexedItem.objects.filter(pk__in=ids).order_by("pk").values()]
    values = FacetValue.objects.filter(item__in=ids).values_list("item_id", "facet", "value")
    key = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, search_fts.* FROM search_fts WHERE {key} IN ({', '.join(map(str, ids))}) ORDER BY {key}"
        )
        return [items, set(values), cursor.fetchall(), IndexedWord.objects.count()]


def _index() -> None:
    from django.core.management import call_command, get_commands

    if "rebuild_search" in get_commands():
        call_command("rebuild_search", only="database", verbosity=0)
    else:
        call_command("update_index", backend_name="public", verbosity=0)
    _analyze()


def _create_database() -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")


def _analyze() -> None:
    from django.db import connection

    if connection.vendor == "postgresql":  # what its autovacuum would do in a minute; SQLite has nothing of the kind
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
