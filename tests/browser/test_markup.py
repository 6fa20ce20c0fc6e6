"""The markup of every public page, as served."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from .conftest import Portals
from .pages import EMPTY_PAGES, PAGES

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def node() -> str:
    """A Node with html-validate: ``npm ci`` in this folder brings it."""
    path = shutil.which("node")
    if path is None:
        pytest.skip("Node is missing")
    if not (HERE / "node_modules" / "html-validate").is_dir():
        pytest.skip("html-validate is missing: run npm ci in tests/browser")
    return path


@pytest.mark.parametrize(("state", "names"), [("empty", EMPTY_PAGES), ("full", PAGES)], ids=["empty", "full"])
def test_html_validate_finds_no_error(
    node: str, portals: Portals, tmp_path: Path, state: str, names: tuple[str, ...]
) -> None:
    portal = portals.serve(state)
    files = {}
    for number, name in enumerate(names):
        file = tmp_path / f"{number}.html"
        file.write_bytes(_source(portal.address(name)))
        files[str(file)] = name
    answer = subprocess.run([node, HERE / "validate.mjs", *files], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = defaultdict(list)
    for said in json.loads(answer.stdout):
        found[said["message"]].append(files[said["file"]])
    assert not found, "\n".join(f"{message}: {', '.join(pages)}" for message, pages in found.items())


def _source(url: str) -> bytes:
    try:
        with urlopen(url, timeout=30) as response:
            return response.read()
    except HTTPError as error:  # the error pages
        with error:
            return error.read()
