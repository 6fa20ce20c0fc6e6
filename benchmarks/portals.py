"""Portals full of synthetic content, one for each size and database: made once by the importer, then kept.

They stand under ``var/bench`` or ``$BENCH_DIR``, one folder a size; on PostgreSQL in databases of their own beside that
of ``DATABASE_URL``, which is left alone. Half made, the next run finishes them.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from benchmarks import synthetic

ROOT = Path(__file__).resolve().parent.parent
SQLITE, POSTGRESQL, ELASTICSEARCH = "sqlite", "postgresql", "elasticsearch"
# What the content of the index is made by: where it changed, a portal that was kept is indexed anew.
INDEXED_BY = (
    "search/documents.py", "search/migrations/*.py", "french/folding.py", "french/stems.py", "french/tokens.py",
    "french/families.py", "search/engines/writing.py",
)  # fmt: skip
INDEX_PREFIX = "bench-"

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Portal:
    size: int
    database: str

    @property
    def folder(self) -> Path:
        return Path(os.environ.get("BENCH_DIR") or ROOT / "var" / "bench") / str(self.size)

    @property
    def made(self) -> Path:
        """What tells that the portal is complete, and of what it was made."""
        return self.folder / f"made-{self.database}.json"

    @property
    def database_url(self) -> str:
        if self.database == SQLITE:
            return ""
        address = urlsplit(os.environ["DATABASE_URL"])
        return urlunsplit(address._replace(path=f"{address.path}_bench_{self.size}"))

    def environment(self, engine: str) -> dict[str, str]:
        """What a process needs to work on this portal, and on nothing else."""
        elasticsearch = os.environ.get("ELASTICSEARCH_URL", "") if engine == ELASTICSEARCH else ""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "STATE_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "ELASTICSEARCH_URL": elasticsearch,
            "ELASTICSEARCH_INDEX": f"{INDEX_PREFIX}{self.size}",
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
    content, index = _digest([synthetic.sample(portal.size).encode()]), _digest(_files(INDEXED_BY))
    if known.get("content") != content or not _holds(portal.size):
        known = {"content": content, "index": index, **_fill(portal, tell)}
    elif known.get("index") != index:
        tell(f"{portal.size} items, {portal.database}: indexed anew, what makes the index has changed")
        call_command("update_index", backend_name="public", verbosity=0)
        _analyze()
        known["index"] = index
    portal.made.write_text(json.dumps(known), encoding="utf-8")
    return known


def _fill(portal: Portal, tell: Told) -> dict[str, object]:
    from django.core.management import call_command

    from taxonomy.models import Territory

    tell(f"{portal.size} items, {portal.database}: importing (some 100 items/s), once for all")
    if not Territory.objects.exists():
        call_command("load_territories", verbosity=0)
    started = time.perf_counter()
    files = synthetic.write(portal.folder, portal.size)
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


def _files(patterns: Iterable[str]) -> list[bytes]:
    return [file.read_bytes() for file in sorted(file for pattern in patterns for file in ROOT.glob(pattern))]


def _digest(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]
