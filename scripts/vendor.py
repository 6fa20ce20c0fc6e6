"""Third-party assets, as published on npm: fetches what static/vendor/manifest.json lists and records its checksums.

`vendor.py` refreshes the files from npm (change a version in the manifest, then run it); `vendor.py --check` only
compares what stands in static/vendor/ with the manifest, without the network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check(packages: list[dict[str, Any]]) -> list[str]:
    """What differs between the manifest and the folder, one line each."""
    listed = {VENDOR / entry["file"]: entry["sha256"] for package in packages for entry in package["files"]}
    present = {path for path in VENDOR.rglob("*") if path.is_file()} - {MANIFEST}
    problems = [f"missing: {path.relative_to(VENDOR)}" for path in sorted(listed.keys() - present)]
    problems += [f"not in the manifest: {path.relative_to(VENDOR)}" for path in sorted(present - listed.keys())]
    problems += [
        f"changed: {path.relative_to(VENDOR)}"
        for path in sorted(listed.keys() & present)
        if sha256(path) != listed[path]
    ]
    return problems


def fetch(package: dict[str, Any]) -> None:
    """Replaces the files of one package by those of its npm tarball, and completes its entry in the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{package['name']}@{package['version']}"
        packed = subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", folder, spec], check=True, capture_output=True, text=True
        )
        with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as tarball:
            package["licence"] = json.loads(_read(tarball, "package.json"))["license"]
            for entry in package["files"]:
                target = VENDOR / entry["file"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_read(tarball, entry["source"]))
                entry["sha256"] = sha256(target)
    print(f"{spec} ({package['licence']}): {len(package['files'])} files")


def _read(tarball: tarfile.TarFile, name: str) -> bytes:
    member = tarball.extractfile(f"package/{name}")
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only compare the files with the manifest")
    options = parser.parse_args()
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    if not options.check:
        for package in manifest["packages"]:
            fetch(package)
        MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    problems = check(manifest["packages"])
    print("\n".join(problems) or f"{MANIFEST.relative_to(VENDOR.parent.parent)}: every file is as published")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
